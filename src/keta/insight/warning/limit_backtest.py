"""What warnings of plans, budgets and credits would have been worth, from how they went day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - `date` is the column of the public function
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa

from keta.insight.base import (
    BadInput,
    Figure,
    Period,
    Progress,
    Result,
    Source,
    Text,
    amount,
    by_number,
    count,
    day,
    fetch,
    figures,
    in_order,
    key,
    listed,
    read,
    silent,
)
from keta.insight.warning import words
from keta.insight.warning.courses import DELIVERED, Course, of_budgets, of_credits, of_plans
from keta.insight.warning.judging import best_threshold, judged
from keta.insight.warning.limits import Limits

COLUMNS = {
    "progress": ("planned", "actual"),
    "budget": ("planned", "actual"),
    "credit": ("limit", "owed", "overdue_days"),
}
SHARES = ("precision", "recall", "false_alarms", "balanced", "auc", "average_precision")
SOURCES = (
    "threshold: greatest balanced accuracy on the time before the cut (Youden 1950)",
    "credit: 90 days overdue count as default (Basel Committee 2006, paragraph 452)",
)


@dataclass(frozen=True)
class LimitTrial:
    """What is tried (progress, budget, credit) and the day that parts the time to learn from and the time to judge.

    `periods` of the plans or budgets; they are watched once the part `least_gone` of the period is over, since an
    even course says little before. A debt is lost once it is `lost_days` overdue.
    """

    kind: str
    cut: Date
    periods: Sequence[Period] = ()
    limits: Limits = field(default_factory=Limits)
    least_gone: Fraction = Fraction(1, 4)
    lost_days: int = 90


@dataclass(frozen=True)
class LimitBacktest(Result):
    """`table`: signal, threshold, precision, recall, false_alarms, balanced accuracy, auc, average_precision,
    lead_days (median days from the first right warning to the event). First the rule as delivered (whose threshold
    is the tolerance, for credit the overdue days), then each signal at the threshold chosen before the cut."""

    trial: LimitTrial
    judged_count: int
    event_count: int

    def row(self, signal: str) -> dict[str, Any]:
        return next(row for row in self.table.to_pylist() if row["signal"] == signal)

    def story(self) -> Sequence[Text]:
        says = words.LIMIT_TRIAL(cut=self.trial.cut, kind=words.LIMIT_EVENTS[self.trial.kind])
        told = [says(count=self.judged_count, events=self.event_count)]
        for row in self.table.to_pylist():
            facts = {
                "false": row["false_alarms"],
                "lead": row["lead_days"],
                "signal": words.LIMIT_SIGNALS[row["signal"]],
            }
            told.append(words.TRIAL(**{**row, **facts}))
        return told

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        names = [words.LIMIT_SIGNALS[row["signal"]] for row in rows]
        series = [(words.BALANCED, [row["balanced"] for row in rows])]
        return figures.bars(words.BACKTEST, names, series, words.BALANCED)


def limit_backtest(
    history: Source,
    trial: LimitTrial,
    customer: str = "customer",
    date: str = "date",
    progress: Progress = silent,
) -> LimitBacktest:
    """From one row a customer (or project) and day, with what stood then: the columns `planned` and `actual` so far
    in the period, or `limit`, `owed` and `overdue_days`. Raises `BadInput`."""
    if trial.kind not in COLUMNS:
        raise BadInput(words.UNKNOWN(name=trial.kind, known=listed(COLUMNS)))
    if trial.kind != "credit" and not trial.periods:
        raise BadInput(words.NO_PERIODS)
    if not 0 <= trial.least_gone < 1 or trial.lost_days < 1:
        raise BadInput(words.BAD_TRIAL)
    progress(0.0, words.JUDGING(signal=words.LIMIT_SIGNALS[DELIVERED]))
    rows = _rows(history, trial, customer, date)
    before, after = _courses(rows, trial)
    progress(0.5, words.JUDGING(signal=words.LIMIT_SIGNALS[DELIVERED]))
    happened = _fates(after, words.AFTER)
    marks = [_marks(after, happened, DELIVERED, 1.0, _delivered(trial))]
    for signal in (name for name in after[0].risks if name != DELIVERED):
        known = np.array([course.highest(signal) for course in before])
        threshold = best_threshold(known, _fates(before, words.BEFORE))
        marks.append(_marks(after, happened, signal, threshold, threshold))
    progress(1.0, words.JUDGING(signal=words.LIMIT_SIGNALS[DELIVERED]))
    shares = dict.fromkeys(SHARES, words.SHARE)
    units = {"signal": words.NAME, "threshold": words.RISK, **shares, "lead_days": words.DAYS}
    return LimitBacktest(pa.Table.from_pylist(marks), units, SOURCES, trial, len(after), int(happened.sum()))


def _rows(history: Source, trial: LimitTrial, customer: str, date: str) -> list[dict[str, Any]]:
    names = COLUMNS[trial.kind]
    money = [amount(name, name, trial.limits.unit) for name in names[:2]]
    columns = [key(customer), day(date), *money, *(count(name) for name in names[2:])]
    table = read(history, columns).table
    rows: list[dict[str, Any]] = fetch(table.order_by([*by_number(table.customer), "date"])).to_pylist()
    for name in names:
        if below := sum(row[name] < 0 for row in rows):
            raise BadInput(words.NEGATIVE(count=below), name)
    if twice := len(rows) - len({(row["customer"], row["date"]) for row in rows}):
        raise BadInput(words.SAME_DAY(count=twice), date)
    return rows


def _courses(rows: list[dict[str, Any]], trial: LimitTrial) -> tuple[list[Course], list[Course]]:
    """The courses that were over by the cut, and those that began after it."""
    if trial.kind == "credit":
        early = of_credits([row for row in rows if row["date"] <= trial.cut], trial.limits, trial.lost_days)
        lost = {row["customer"] for row in rows if row["date"] <= trial.cut and row["overdue_days"] >= trial.lost_days}
        later = [row for row in rows if row["date"] > trial.cut and row["customer"] not in lost]
        return early, of_credits(later, trial.limits, trial.lost_days)
    courses_of = of_plans if trial.kind == "progress" else of_budgets
    periods = in_order(trial.periods)
    early_periods = [period for period in periods if period.last <= trial.cut]
    late_periods = [period for period in periods if period.first > trial.cut]
    return (
        courses_of(rows, early_periods, trial.limits, trial.least_gone),
        courses_of(rows, late_periods, trial.limits, trial.least_gone),
    )


def _fates(courses: Sequence[Course], part: Text) -> Any:
    happened = np.array([course.event is not None for course in courses], dtype=np.bool_)
    if not len(courses) or happened.all() or not happened.any():
        raise BadInput(words.ONE_FATE(count=len(courses), part=part))
    return happened


def _delivered(trial: LimitTrial) -> float:
    return float(trial.limits.overdue_days if trial.kind == "credit" else trial.limits.tolerance)


def _marks(courses: Sequence[Course], happened: Any, signal: str, threshold: float, shown: float) -> dict[str, Any]:
    risk = np.array([course.highest(signal) for course in courses])
    lead = np.array([course.lead(signal, threshold) for course in courses])
    return {"signal": signal, "threshold": shown, **judged(risk, threshold, happened, lead)}
