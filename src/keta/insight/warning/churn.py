"""Who is leaving, by one signal with its threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 - `date` is the column of the public function
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Progress,
    Result,
    Source,
    Text,
    Unit,
    figures,
    listed,
    read_purchases,
    silent,
    span,
)
from keta.insight.warning import words
from keta.insight.warning.judging import learned_weights, middle_of
from keta.insight.warning.signals import known_on, risks

SOURCES = (
    "own rhythm: silent days by the mean gap, drawn towards the mean of all by two gaps",
    "P(alive): Pareto/NBD, Schmittlein, Morrison, Colombo (1987)",
    "combined: logistic regression on rhythm, P(alive) and purchase days; threshold by Youden (1950)",
)
# Risk from which on a customer is warned of: days; times the own gap (longer by chance in exp(-2) = 14 % of the gaps of
# a steady customer); chance of having left (as likely as not); part that is missing (half). A back-test gives better.
THRESHOLDS = {"silence": 90.0, "rhythm": 2.0, "alive": 0.5, "expected": 0.5, "falling": 0.5, "combined": 0.5}
COMBINED = "combined"
BARS = 10


@dataclass(frozen=True)
class Watch:
    """Signal and threshold (as delivered those of `THRESHOLDS`; that of the combined signal is learned with it), day
    of the analysis, days of a span."""

    signal: str = "rhythm"
    threshold: float | None = None
    until: Date | None = None
    span_days: int = 180
    unit: Unit = CNY

    @property
    def limit(self) -> float:
        return THRESHOLDS[self.signal] if self.threshold is None else self.threshold


@dataclass(frozen=True)
class Churn(Result):
    """`table`: customer, silent_days, risk, is_warned, the highest risk first."""

    watch: Watch

    def warned(self) -> pa.Table:
        return self.table.filter(self.table["is_warned"])

    def story(self) -> Sequence[Text]:
        says = words.CHURN(customers=self.table.num_rows, warned=self.warned().num_rows)
        return [says(signal=words.SIGNALS[self.watch.signal], threshold=self.watch.limit)]

    def figure(self) -> Figure:
        counts, edges = np.histogram(self.table["risk"].to_numpy(), BARS)
        names = [f"{low:.3g}-{high:.3g}" for low, high in pairwise(edges)]
        return figures.bars(words.TITLE, names, [(words.CUSTOMERS, counts.tolist())], words.CUSTOMERS)


def churn(
    purchases: Source,
    watch: Watch | None = None,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    progress: Progress | None = None,
) -> Churn:
    """The risk of leaving of every customer. Raises `BadInput`."""
    watch = watch or Watch()
    known_signal(watch.signal)
    if watch.limit <= 0 or watch.span_days < 1:
        raise BadInput(words.BAD_WATCH)
    reading = read_purchases(purchases, customer, date, amount, watch.unit)
    until, report = watch.until or reading.last, progress or silent
    report(0.0, words.JUDGING(signal=words.SIGNALS[watch.signal]))
    weights = None
    if watch.signal == COMBINED:
        past = known_on(reading.table, middle_of(reading.first, until), watch.span_days, span(report, 0.0, 0.5))
        weights = learned_weights(past, reading.table, until)
        watch = replace(watch, threshold=weights.threshold if watch.threshold is None else watch.threshold)
    known = known_on(reading.table, until, watch.span_days, span(report, 0.5 if weights else 0.0, 1.0))
    found = risks(known, watch.signal, weights)
    table = pa.table({"customer": found.customers, "silent_days": found.silent.astype(np.int64), "risk": found.risk})
    warned = pc.greater_equal(table["risk"], watch.limit)
    order = np.argsort(-found.risk, kind="stable")
    units = {"customer": words.NUMBER, "silent_days": words.DAYS, "risk": words.RISK}
    return Churn(table.append_column("is_warned", warned).take(order), units, SOURCES, watch)


def known_signal(name: str) -> None:
    if name not in THRESHOLDS:
        raise BadInput(words.UNKNOWN(name=name, known=listed(THRESHOLDS)))
