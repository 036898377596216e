"""The rows of the speed table: what is asked, how often, by whom."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from keta.project.bench.chain import Chain
from keta.project.bench.client import Client, Work, many, one
from keta.project.bench.floor import floor

LIST = "/api/v1/parties.customer?order=name&limit=50&total=about"
SEARCH = "/api/v1/parties.customer?q=tech&order=name&limit=50&total=about"
PAGE = "/parties.customer?order=name"
SEARCH_PAGE = "/parties.customer?q=tech&order=name"
REPORT = "/api/v1/sales.contract/aggregate?group=owner,signed_on:month&measure=sum:amount,count"
READ = {"list-api": LIST, "list-page": PAGE, "search-api": SEARCH, "search-page": SEARCH_PAGE, "report": REPORT}
OPENED = {"open-api": "/api/v1/parties.customer", "open-page": "/parties.customer"}
WRITTEN = ("create", "chain")
CLIENTS = 8


@dataclass(frozen=True)
class Ground:
    """What the calls need to know: ids to open, how to sign in."""

    port: int
    page: dict[str, str]
    api: dict[str, str]
    customers: list[UUID]
    chain: Chain

    def headers(self, door: str) -> dict[str, str]:
        return {"api": self.api, "page": self.page, "chain": self.chain.headers}[door]

    def read(self, row: str) -> str:
        """An address that a row reads."""
        return {**READ, **{name: f"{path}/{self.customers[0]}" for name, path in OPENED.items()}}[row]


def rows(ground: Ground) -> dict[str, tuple[str, Work, int]]:
    """Name of the row: who calls, the call, how often."""
    customers = ground.customers

    def customer(turn: int) -> UUID:
        return customers[turn * 7907 % len(customers)]

    def create(client: Client, turn: int) -> object:
        values = {"name": f"Bench opportunity {turn}", "customer": str(customer(turn)), "amount": str(100 + turn % 900)}
        return client.call("POST", "/api/v1/crm.opportunity", values)

    return {
        "list-api": ("api", lambda client, turn: client.call("GET", LIST), 100),
        "list-page": ("page", lambda client, turn: client.call("GET", PAGE), 60),
        "search-api": ("api", lambda client, turn: client.call("GET", SEARCH), 60),
        "search-page": ("page", lambda client, turn: client.call("GET", SEARCH_PAGE), 40),
        "open-api": ("api", lambda client, turn: client.call("GET", f"/api/v1/parties.customer/{customer(turn)}"), 100),
        "open-page": ("page", lambda client, turn: client.call("GET", f"/parties.customer/{customer(turn)}"), 60),
        "create": ("api", create, 100),
        "chain": ("chain", lambda client, turn: ground.chain.run(client, str(customer(turn)), turn), 20),
        "report": ("api", lambda client, turn: client.call("GET", REPORT), 15),
    }


def singly(ground: Ground, names: Collection[str]) -> dict[str, float]:
    """p50 in ms of some rows with one client."""
    told = {}
    for name in names:
        door, work, calls = rows(ground)[name]
        told[name] = one(Client(ground.port, ground.headers(door)), work, calls).quantile(0.5)
    return told


def measure(ground: Ground, seconds: float, say: Callable[[str], None], only: Collection[str]) -> dict[str, Any]:
    """Every row (or `only` some) with one client, then with eight; what is read beside its floor."""
    told: dict[str, Any] = {}
    for name, (door, work, calls) in rows(ground).items():
        if only and name not in only:
            continue
        say(name)
        headers = ground.headers(door)
        told[name] = {"one": one(Client(ground.port, headers), work, calls).as_json()}
        told[name]["floor"] = floor(ground.read(name), headers) if name not in WRITTEN else None
        clients = [Client(ground.port, headers) for __ in range(CLIENTS)]
        told[name]["eight"] = many(clients, work, seconds).as_json()
    if not only or "mixed" in only:
        say("mixed")
        told["mixed"] = {"eight": mixed(ground, seconds * 3).as_json()}
    return told


def mixed(ground: Ground, seconds: float) -> Any:
    """Eight clients, four calls in five read, one writes (now and then a whole chain); over all rows."""
    table = rows(ground)
    reads = [name for name in table if name not in (*WRITTEN, "report")] * 3 + ["report"]

    def work(client: Client, turn: int) -> object:
        name = WRITTEN[turn % 50 == 0] if turn % 5 == 0 else reads[random.Random(turn).randrange(len(reads))]  # noqa: S311  (no secret)
        door, call, __ = table[name]
        client.headers = ground.headers(door)
        return call(client, turn)

    return many([Client(ground.port, ground.api) for __ in range(CLIENTS)], work, seconds)


@contextmanager
def server(port: int, environment: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Web and worker of the house on the scratch database; tells how long the start took and its memory."""
    command = [sys.executable, "-m", "keta.project.command", "up", "--empty", "--port", str(port), "--workers", "2"]
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        while not process.stdout.readline().startswith("Keta is ready"):
            if process.poll() is not None:
                raise RuntimeError("the server did not start")
        yield {"start_s": round(time.perf_counter() - began, 2), "pid": process.pid}
    finally:
        process.terminate()
        process.wait(30)


def memory(pid: int) -> int:
    """Proportional memory (PSS) of a process and all below it, in MiB."""
    total = 0
    for each in _tree(pid):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total // 1024


def _tree(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        each = waiting.pop()
        found.append(each)
        for task in Path(f"/proc/{each}/task").iterdir():
            waiting += [int(child) for child in (task / "children").read_text().split()]
    return found


def import_speed(environment: dict[str, str], rows_count: int, folder: Path) -> dict[str, Any]:
    """Customers from CSV with duplicate check, history and search index, by the command."""
    path = folder / "import.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("name,phone,email,address\n")
        for i in range(rows_count):
            file.write(f"Imported company {i},+32 2 33{i:06},i{i}@example.com,{i} Side Street\n")
    command = [sys.executable, "-m", "keta.project.command", "import", "parties.customer", str(path), "--json"]
    began = time.perf_counter()
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    report = json.loads(done.stdout.splitlines()[-1])
    return {"rows": report["created"], "seconds": round(seconds, 1), "per_second": round(report["created"] / seconds)}
