"""The speed and memory of the customer mathematics on 1,000,000 customers and 50,000,000 purchases in Parquet.

    .venv/bin/python benchmarks/insight_tables.py [FOLDER of the made-up purchases]

Each line runs in a process of its own, whose greatest memory is read from the kernel (VmHWM); loading the libraries
is not counted in the time. Exit status 1 where a limit of time or of 4 GB is passed. Figures hold for the machine and
the hour they are measured on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from insight_lifetime import write_purchases

from keta.insight.base import months
from keta.insight.lifetime import Observation, Outlook, SummaryColumns, fit, fit_spending, score, summarise
from keta.insight.pyramid import Moves, migration, pyramid
from keta.insight.rfm import rfm

MEMORY_GIGABYTES = 4.0
FILE = "purchases.parquet"


def do_pyramid(path: Path) -> Any:
    return pyramid(path)


def do_rfm(path: Path) -> Any:
    return rfm(path)


def do_migration(path: Path) -> Any:
    return migration(path, Moves(months(date(2023, 1, 1), 12, 2)))


def do_fit(path: Path) -> Any:
    summary = summarise(path, observation=Observation(time="day", with_amounts=False))
    return fit(summary.table, time="day")


def do_scores(path: Path) -> Any:
    summary = summarise(path, observation=Observation(time="day"))
    fitted, spending = fit(summary.table, time="day"), fit_spending(summary.table)
    columns = SummaryColumns(repeat_amount="repeat_amount")
    return score(summary.table, fitted, spending.model, Outlook(horizon=90.0), columns)


STEPS: dict[str, tuple[str, float, Callable[[Path], Any]]] = {
    "pyramid": ("pyramid", 10.0, do_pyramid),
    "rfm": ("RFM", 10.0, do_rfm),
    "migration": ("migration over 12 periods", 60.0, do_migration),
    "fit": ("BG/NBD fit, from the purchases on", 20.0, do_fit),
    "scores": ("scores and values of all customers, from the purchases on", 60.0, do_scores),
}


def measured(step: str, path: Path) -> bool:
    """Runs one step in a process of its own and prints its line of the table; whether it kept its limits."""
    name, limit, _ = STEPS[step]
    command = [sys.executable, __file__, "--step", step, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"| {name} | failed | | {limit:g} s |\n{done.stderr[-2000:]}", flush=True)
        return False
    seconds, busy, gigabytes = (float(part) for part in done.stdout.split()[-3:])
    print(f"| {name} | {seconds:.1f} s | {busy:.1f} s | {gigabytes:.2f} GB | {limit:g} s |", flush=True)
    return seconds <= limit and gigabytes <= MEMORY_GIGABYTES


def one_step(step: str, path: Path) -> None:
    """Prints seconds by the clock, seconds of the processors, and the greatest memory in gigabytes."""
    start, busy = time.perf_counter(), time.process_time()
    STEPS[step][2](path)
    seconds, used = time.perf_counter() - start, time.process_time() - busy
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print(seconds, used, peak * 1024 / 1e9)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--step"]:
        one_step(arguments[1], Path(arguments[2]))
        return 0
    folder = Path(arguments[0]) if arguments else Path(tempfile.gettempdir()) / "insight-50m"
    path = folder / FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_purchases(path)
    rows = pq.read_metadata(path).num_rows
    print(f"{rows:,} purchases, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start\n")
    print("| step | time | processor time | greatest memory | limit |\n| --- | --- | --- | --- | --- |", flush=True)
    kept = [measured(step, path) for step in STEPS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
