"""What each signal would have been worth: thresholds chosen on earlier time, judged on later time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is the column of the public function
from datetime import timedelta
from typing import Any

import pyarrow as pa

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
from keta.insight.warning.churn import COMBINED, SOURCES, known_signal
from keta.insight.warning.judging import (
    best_threshold,
    false_alarms_at,
    judged,
    learned_weights,
    left_after,
    middle_of,
)
from keta.insight.warning.signals import Known, Risks, known_on, risks

BASE = "silence"
SHARES = (
    "precision",
    "recall",
    "false_alarms",
    "balanced",
    "auc",
    "average_precision",
    "false_alarms_at_base_recall",
)


@dataclass(frozen=True)
class Trial:
    """Cut, days after it in which who buys nothing has left (None: to the last purchase), signals, the base rule."""

    cut: Date
    horizon_days: int | None = None
    signals: Sequence[str] = ("rhythm", "alive", "combined", "falling")
    silent_days: int = 90
    span_days: int = 90
    unit: Unit = CNY


@dataclass(frozen=True)
class Backtest(Result):
    """`table`: signal, threshold, precision, recall, false_alarms, balanced accuracy, auc, average_precision,
    lead_days, false_alarms_at_base_recall (warning of as many of the leaving as the base rule); that stands first.

    Lost is who buys nothing within the horizon. The event is the day on which the silence of one who left is as
    long as the horizon; lead_days is the median time from the first warning to it, of those rightly warned of.
    """

    trial: Trial
    customers: int
    left: int
    horizon_days: int

    def row(self, signal: str) -> dict[str, Any]:
        return next(row for row in self.table.to_pylist() if row["signal"] == signal)

    @property
    def best(self) -> str:
        return str(max(self.table.to_pylist(), key=lambda row: row["balanced"])["signal"])

    def ranks_better(self, signal: str) -> bool:
        """Whether the signal is better than silence whatever the threshold: by AUC, by average precision, and by
        false alarms where it warns of as many of the leaving."""
        row, base = self.row(signal), self.row(BASE)
        fewer = row["false_alarms_at_base_recall"] < base["false_alarms"]
        return bool(fewer and row["auc"] > base["auc"] and row["average_precision"] > base["average_precision"])

    def story(self) -> Sequence[Text]:
        says = words.LEFT(cut=self.trial.cut, left=self.left, customers=self.customers, days=self.horizon_days)
        told = [words.TRIAL(**{**row, "signal": words.SIGNALS[row["signal"]], "false": row["false_alarms"],
                               "lead": row["lead_days"]}) for row in self.table.to_pylist()]  # fmt: skip
        days = self.trial.silent_days
        better = [words.SIGNALS[name] for name in self.trial.signals if self.ranks_better(name)]
        told.append(words.RANKS_BETTER(signals=listed(better)) if better else words.RANKS_NOT_BETTER)
        if self.best == BASE:
            return [says, words.NOT_BETTER(days=days), *told]
        return [says, words.BETTER(signal=words.SIGNALS[self.best], days=days), *told]

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        names = [words.SIGNALS[row["signal"]] for row in rows]
        values = [row["balanced"] for row in rows]
        return figures.bars(words.BACKTEST, names, [(words.BALANCED, values)], words.BALANCED)


def backtest(
    purchases: Source,
    trial: Trial,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    progress: Progress | None = None,
) -> Backtest:
    """Each signal's threshold is the one of greatest balanced accuracy at the middle of the time before the cut."""
    for signal in trial.signals:
        known_signal(signal)
    report = progress or silent
    reading = read_purchases(purchases, customer, date, amount, trial.unit)
    report(0.0, words.JUDGING(signal=words.SIGNALS[BASE]))
    end = reading.last if trial.horizon_days is None else trial.cut + timedelta(trial.horizon_days)
    middle = middle_of(reading.first, trial.cut)
    if not reading.first < middle < trial.cut < end <= reading.last:
        raise BadInput(words.BAD_CUT(cut=trial.cut, first=reading.first, last=reading.last), date)
    early = known_on(reading.table, middle, trial.span_days, span(report, 0.0, 0.5))
    late = known_on(reading.table, trial.cut, trial.span_days, span(report, 0.5, 1.0))
    rows: list[dict[str, Any]] = []
    fate = left_after(reading.table, risks(late, BASE), trial.cut, end)
    for signal in (BASE, *trial.signals):
        threshold, now = _tried(early, late, reading.table, trial, signal)
        marks = judged(now.risk, threshold, fate, (end - trial.cut).days - now.first(threshold))
        wanted = rows[0]["recall"] if rows else marks["recall"]
        same = false_alarms_at(now.risk, fate, wanted) if rows else marks["false_alarms"]
        rows.append({"signal": signal, "threshold": threshold, **marks, "false_alarms_at_base_recall": same})
    units = {"signal": words.NAME, "threshold": words.RISK, **dict.fromkeys(SHARES, words.SHARE)}
    counts = len(fate), int(fate.sum()), (end - trial.cut).days
    return Backtest(pa.Table.from_pylist(rows), {**units, "lead_days": words.DAYS}, SOURCES, trial, *counts)


def _tried(early: Known, late: Known, purchases: Any, trial: Trial, signal: str) -> tuple[float, Risks]:
    """The threshold chosen on the time before the cut, and the risks at the cut."""
    if signal == BASE:
        return float(trial.silent_days), risks(late, signal)
    if signal == COMBINED:
        weights = learned_weights(early, purchases, trial.cut)
        return weights.threshold, risks(late, signal, weights)
    before = risks(early, signal)
    left = left_after(purchases, before, early.until, trial.cut)
    return best_threshold(before.risk, left), risks(late, signal)
