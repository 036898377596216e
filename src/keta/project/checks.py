"""`keta check`: whether the house is sound. Every check stands in this one table; whoever keeps books adds his."""

import argparse
import json
from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from keta.kernel.checking import Check, ask
from keta.kernel.files.checking import lost_or_unknown
from keta.kernel.history.checking import gaps
from keta.kernel.records.checking import dangling
from keta.kernel.versions import version
from keta.modules.billing.checks import CHECKS as OF_MONEY
from keta.modules.ledger.checks import CHECKS as OF_THE_LEDGER
from keta.modules.stock.checks import CHECKS as OF_STOCK
from keta.surfaces.search.checking import missing_or_stale


def pending() -> Iterator[str]:
    """Migrations that `keta up` would do."""
    executor = MigrationExecutor(connection)
    for migration, __ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"{migration} waits: start keta up once"


def damage() -> Iterator[str]:
    """What the database itself finds wrong."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated ORDER BY conname")
            yield from (f"the constraint {name} was never checked" for (name,) in cursor.fetchall())
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        yield from (words for (words,) in cursor.fetchall() if words != "ok")
        cursor.execute("PRAGMA foreign_key_check")
        yield from (f"a row of {row[0]} points at no row of {row[2]}" for row in cursor.fetchall())


CHECKS = (
    Check("migrations", pending),
    Check("database", damage),
    Check("history", gaps),
    Check("files", lost_or_unknown),
    Check("search", missing_or_stale),
    Check("links", dangling),
    *OF_THE_LEDGER,
    *OF_MONEY,
    *OF_STOCK,
)
"""In the order in which they are told."""


def command(chosen: argparse.Namespace) -> int:
    """A line for each check; exit code 1 when one fails. A database that waits for migrations is asked nothing else."""
    version.refresh()
    findings = []
    for check in CHECKS:
        findings.append(ask(check))
        if not chosen.json:
            print(findings[-1], flush=True)
        if check.find is pending and not findings[-1].is_sound:
            break
    if chosen.json:
        print(json.dumps([{"name": each.name, "problems": each.problems} for each in findings], ensure_ascii=False))
    return 0 if all(each.is_sound for each in findings) else 1
