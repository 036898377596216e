"""The command: prepare a scratch company, load, measure, print the table."""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from keta.kernel.access import actor_of, records_for
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import User
from keta.modules.parties.models import Party
from keta.project.bench.chain import chain
from keta.project.bench.dataset import HEADS, Size, load
from keta.project.bench.measuring import Ground, import_speed, measure, memory, server, singly
from keta.project.bench.rival import ROWS, compare, print_comparison
from keta.project.first_run import prepare
from keta.project.sessions import session_of
from keta.surfaces.api.tokens import issue

PORT = 18200


def command(chosen: argparse.Namespace) -> int:
    """Fills the database where it is empty, then measures; figures go to the terminal and, on wish, into a file."""
    prepare()
    began = time.monotonic()
    if not Party.objects.exists():
        load(Size(chosen.size), _say)
    if chosen.load_only:
        return 0
    only = [name for name in chosen.only.split(",") if name]
    told: dict[str, Any] = {
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "database": connection.vendor,
        "customers": Party.objects.count(),
        "load_s": round(time.monotonic() - began),
    }
    environment = {"KETA_API_CALLS_PER_MINUTE": "100000000", "KETA_LOG": "ERROR"}
    with server(PORT, environment) as started, tempfile.TemporaryDirectory() as folder:
        if chosen.against:
            rounds = compare(chosen.against, chosen.size, Path(chosen.data), lambda: singly(_ground("wide"), ROWS))
            print_comparison(rounds)
            return _kept(chosen, {**told, "rounds": rounds})
        told["start_s"] = started["start_s"]
        for head in HEADS if chosen.widths else ("wide",):
            _say(f"-- head of department, {head}")
            told[head] = measure(_ground(head), chosen.seconds, _say, only)
        told["memory_mib"] = memory(started["pid"])
        if not only or "import" in only:
            told["import"] = import_speed(environment, 10_000, Path(folder))
    _print(told)
    _kept(chosen, told)
    return 1 if any(_errors(told[head]) for head in HEADS if head in told) else 0


def _kept(chosen: argparse.Namespace, told: dict[str, Any]) -> int:
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(told, indent=1), "utf-8")
    return 0


def _ground(head: str) -> Ground:
    user = User.objects.get(username=f"bench-{head}")
    actor = actor_of(user.member)
    customers = list(records_for(actor, kind_of("parties.customer")).values_list("pk", flat=True)[:2000])
    token = {"Authorization": f"Bearer {issue(user, name='bench')}"}
    return Ground(PORT, {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(user)}"}, token, customers, chain())


def _errors(told: dict[str, Any]) -> int:
    return sum(row[many]["errors"] for row in told.values() for many in ("one", "eight") if many in row)


def _print(told: dict[str, Any]) -> None:
    print(f"{told['machine']}; {told['database']}; {told['customers']:,} customers; times in ms")
    for head in HEADS:
        for name, row in told.get(head, {}).items():
            one, eight = row.get("one"), row["eight"]
            single = f"p50 {one['p50']:8.1f}  p95 {one['p95']:8.1f}" if one else " " * 27
            single += f"  SQL {row['floor']:6.1f}" if row.get("floor") is not None else " " * 12
            print(
                f"{head:7}{name:12} {single}  |  8 clients: p50 {eight['p50']:8.1f}  p95 {eight['p95']:8.1f}  "
                f"p99 {eight['p99']:8.1f}  {eight['per_second'] or 0:7.1f}/s  "
                f"errors {eight['errors']} {eight['first_error']}"
            )
    print(f"start {told['start_s']} s, memory {told['memory_mib']} MiB, import {told.get('import')}")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
