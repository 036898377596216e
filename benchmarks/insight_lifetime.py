"""Times of the lifetime models: against `lifetimes` on a million customers, and on 50 million purchases in
Parquet.

    .venv/bin/python benchmarks/insight_lifetime.py oracle
    .venv/bin/python benchmarks/insight_lifetime.py purchases [folder for the made-up purchases]

Figures hold for the machine and the hour they are measured on; say so where they are quoted.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from lifetimes import BetaGeoFitter
from numpy.typing import NDArray

from keta.insight.lifetime import BgNbd, Histories, Observation, Outlook, fit, score, summarise

CUSTOMERS = 1_000_000
DAYS = 730
SEED = 20261121
Answer = TypeVar("Answer")
Days = NDArray[np.int64]


def timed(name: str, work: Callable[[], Answer]) -> tuple[float, Answer]:
    start = time.perf_counter()
    answer = work()
    seconds = time.perf_counter() - start
    print(f"{name:<60}{seconds:>8.2f} s")
    return seconds, answer


def buying_days(shape: float, scale: float, drop: tuple[float, float]) -> Iterator[tuple[Days, Days]]:
    """(customers, days) of each round of purchases of BG/NBD customers, the first purchase first."""
    random = np.random.default_rng(SEED)
    rate, leaving = random.gamma(shape, 1.0 / scale, CUSTOMERS), random.beta(*drop, CUSTOMERS)
    day = random.integers(0, DAYS, CUSTOMERS)
    alive, is_first = np.arange(CUSTOMERS), True
    while alive.size:
        yield alive, day[alive]
        if not is_first:
            alive = alive[random.random(alive.size) > leaving[alive]]
        is_first = False
        day[alive] += np.maximum(np.ceil(random.exponential(1.0 / rate[alive])), 1).astype(np.int64)
        alive = alive[day[alive] <= DAYS]


def against_oracle() -> None:
    """The fit from one entry a customer to the parameters, grouping included."""
    first = np.full(CUSTOMERS, -1)
    last, count = first.copy(), np.zeros(CUSTOMERS)
    for customers, days in buying_days(0.8, 60.0, (0.8, 2.5)):
        first[customers] = np.where(first[customers] < 0, days, first[customers])
        last[customers] = days
        count[customers] += 1
    # An observation of no length tells nothing, and `lifetimes` refuses it.
    kept = first < DAYS
    columns = (count[kept] - 1.0, (last - first)[kept].astype(float), (DAYS - first)[kept].astype(float))
    ours, fitted = timed("keta: BG/NBD, grouping included", lambda: fit(Histories.of_customers(*columns), time="day"))
    theirs, oracle = timed("lifetimes: BG/NBD", lambda: BetaGeoFitter().fit(*columns))
    histories = fitted.histories
    reached = histories.customers @ BgNbd(*oracle.params_.tolist()).log_likelihood(histories)
    print(f"{theirs / ours:.1f} times faster; {len(histories.customers)} distinct histories")
    print(f"log-likelihood {fitted.log_likelihood:.4f}, lifetimes {reached:.4f}")


def on_purchases(folder: Path) -> None:
    path = folder / "insight_lifetime_purchases.parquet"
    if not path.exists():
        timed("making purchases", lambda: write_purchases(path))
    print(f"{pq.read_metadata(path).num_rows} purchases")
    counted = Observation(time="day", with_amounts=False)
    summarising, summary = timed("summary without amounts", lambda: summarise(path, observation=counted))
    fitting, fitted = timed("BG/NBD fit on the summary", lambda: fit(summary.table, time="day"))
    print(f"{'summary and fit together':<60}{summarising + fitting:>8.2f} s")
    timed("scores of all customers", lambda: score(summary.table, fitted, outlook=Outlook(horizon=90.0)))
    timed("summary with amounts", lambda: summarise(path, observation=Observation(time="day")))
    print(f"greatest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def write_purchases(path: Path) -> None:
    """About 50 million purchases, in random order within parts of some millions."""
    random = np.random.default_rng(SEED)
    start = (date(2023, 1, 1) - date(1970, 1, 1)).days
    schema = pa.schema([("customer", pa.int64()), ("date", pa.date32()), ("amount", pa.int64())])
    with pq.ParquetWriter(path, schema) as writer:
        waiting: list[tuple[Days, Days]] = []
        for part in buying_days(1.2, 4.0, (0.4, 14.0)):
            waiting.append(part)
            if sum(len(customers) for customers, _ in waiting) > 4_000_000:
                writer.write_table(purchase_table(waiting, start, random))
                waiting = []
        writer.write_table(purchase_table(waiting, start, random))


def purchase_table(parts: list[tuple[Days, Days]], start: int, random: np.random.Generator) -> pa.Table:
    customers, days = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = random.permutation(len(customers))
    dates = pa.array((days[order] + start).astype(np.int32)).cast(pa.date32())
    amounts = random.integers(100, 50_000, len(customers))
    return pa.table({"customer": customers[order], "date": dates, "amount": amounts})


if __name__ == "__main__":
    if sys.argv[1:2] == ["purchases"]:
        on_purchases(Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.gettempdir()))
    else:
        against_oracle()
