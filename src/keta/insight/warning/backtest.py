"""What each signal would have been worth: thresholds chosen on earlier time, judged on later time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is the column of the public function
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score, roc_curve

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Progress,
    Result,
    Source,
    Text,
    Unit,
    fetch,
    figures,
    read_purchases,
    silent,
)
from keta.insight.lifetime.special import Floats
from keta.insight.warning import words
from keta.insight.warning.churn import SOURCES, known_signal
from keta.insight.warning.signals import Risks, risks

BASE = "silence"


@dataclass(frozen=True)
class Trial:
    """Cut, days after it in which who buys nothing has left (None: to the last purchase), signals, the base rule."""

    cut: Date
    horizon_days: int | None = None
    signals: Sequence[str] = ("rhythm", "alive", "falling")
    silent_days: int = 90
    span_days: int = 90
    unit: Unit = CNY


@dataclass(frozen=True)
class Backtest(Result):
    """`table`: signal, threshold, precision, recall, false_alarms, balanced accuracy, auc, lead_days (median of the
    days from the first warning to the end of the horizon, of those who left); the base rule stands first."""

    trial: Trial
    customers: int
    left: int
    horizon_days: int

    def row(self, signal: str) -> dict[str, Any]:
        return next(row for row in self.table.to_pylist() if row["signal"] == signal)

    @property
    def best(self) -> str:
        return str(max(self.table.to_pylist(), key=lambda row: row["balanced"])["signal"])

    def story(self) -> Sequence[Text]:
        says = words.LEFT(cut=self.trial.cut, left=self.left, customers=self.customers, days=self.horizon_days)
        told = [words.TRIAL(**{**row, "signal": words.SIGNALS[row["signal"]], "false": row["false_alarms"],
                               "lead": row["lead_days"]}) for row in self.table.to_pylist()]  # fmt: skip
        days = self.trial.silent_days
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
    reading = read_purchases(purchases, customer, date, amount, trial.unit)
    end = reading.last if trial.horizon_days is None else trial.cut + timedelta(trial.horizon_days)
    middle = reading.first + (trial.cut - reading.first) // 2
    if not reading.first < middle < trial.cut < end <= reading.last:
        raise BadInput(words.BAD_CUT(cut=trial.cut, first=reading.first, last=reading.last), date)
    rows, fate, report = [], np.zeros(0, dtype=bool), progress or silent
    for place, signal in enumerate((BASE, *trial.signals)):
        report(place / (1 + len(trial.signals)), words.JUDGING(signal=words.SIGNALS[signal]))
        threshold = float(trial.silent_days)
        if signal != BASE:
            before = risks(reading.table, middle, signal, trial.span_days)
            threshold = _threshold(before.risk, _left(reading.table, before, middle, trial.cut))
        now = risks(reading.table, trial.cut, signal, trial.span_days)
        fate = _left(reading.table, now, trial.cut, end)
        rows.append(
            {
                "signal": signal,
                "threshold": threshold,
                **_judged(now, threshold, fate, (end - trial.cut).days),
            }
        )
    shares = dict.fromkeys(("precision", "recall", "false_alarms", "balanced", "auc"), words.SHARE)
    units = {"signal": words.NAME, "threshold": words.RISK, **shares, "lead_days": words.DAYS}
    counts = len(fate), int(fate.sum()), (end - trial.cut).days
    return Backtest(pa.Table.from_pylist(rows), units, SOURCES, trial, *counts)


def _left(purchases: Any, found: Risks, cut: Date, end: Date) -> NDArray[np.bool_]:
    """Who of the customers known at the cut buys nothing up to the end."""
    later = purchases.filter((purchases.date > cut) & (purchases.date <= end))
    stayed = set(fetch(later.select("customer").distinct())["customer"].to_pylist())
    left = np.array([name not in stayed for name in found.customers.to_pylist()])
    if left.all() or not left.any():
        raise BadInput(words.ONE_CLASS(cut=cut))
    return left


def _threshold(risk: Floats, left: NDArray[np.bool_]) -> float:
    false, true, limits = roc_curve(left, risk, drop_intermediate=False)
    # The first limit is infinite: it warns of nobody.
    return float(limits[1:][np.argmax((true - false)[1:])])


def _judged(found: Risks, threshold: float, left: NDArray[np.bool_], horizon: int) -> dict[str, float]:
    warned = found.risk >= threshold
    right = warned & left
    recall, false = float(right.sum() / left.sum()), float((warned & ~left).sum() / (~left).sum())
    lead = (found.silent + horizon - found.first(threshold))[right]
    return {
        "precision": float(right.sum() / warned.sum()) if warned.any() else 0.0,
        "recall": recall,
        "false_alarms": false,
        "balanced": (recall + 1 - false) / 2,
        "auc": float(roc_auc_score(left, found.risk)),
        "lead_days": float(np.median(lead)) if len(lead) else 0.0,
    }
