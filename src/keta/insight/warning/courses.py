"""How plans, budgets and credits went, day by day, with what a warning saw on each day and what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

from keta.insight.base import Period
from keta.insight.warning.limits import Limits

Row = Mapping[str, Any]
DELIVERED = "delivered"
UNSEEN = -1e9
"""The risk of a course of which nothing was seen before its event: no threshold warns of it."""


@dataclass(frozen=True)
class Course:
    """The days before the event (all days where `event` is None: it went well) with the risks by signal."""

    end: datetime.date
    days: tuple[datetime.date, ...]
    risks: Mapping[str, tuple[float, ...]]
    event: datetime.date | None

    def highest(self, signal: str) -> float:
        return max(self.risks[signal], default=UNSEEN)

    def lead(self, signal: str, threshold: float) -> float:
        """Days from the first warning to the event; 0 where there was no warning or no event."""
        if self.event is None:
            return 0.0
        warned = (day for day, risk in zip(self.days, self.risks[signal], strict=True) if risk >= threshold)
        return float((self.event - next(warned, self.event)).days)


def course_of(rows: Sequence[Row], end: datetime.date, event: datetime.date | None, risks: Mapping[str, Any]) -> Course:
    seen = [row for row in rows if event is None or row["date"] < event]
    by_signal = {name: tuple(float(risk(row)) for row in seen) for name, risk in risks.items()}
    return Course(end, tuple(row["date"] for row in seen), by_signal, event)


def of_plans(rows: Sequence[Row], periods: Sequence[Period], limits: Limits, least_gone: Fraction) -> list[Course]:
    """Sales against plan: the event is a plan missed on its last day; pace: the part that is behind the even course."""

    def of_one(seen: list[Row], period: Period) -> Course:
        last = seen[-1]
        is_missed = last["actual"] < last["planned"] * (1 - limits.tolerance)
        risks = _paced(period, limits, lambda row, due: 1 - row["actual"] / due if due else Fraction(0))
        watched = [row for row in seen if row["date"] < period.last and _gone(row, period) >= least_gone]
        return course_of(watched, period.last, period.last if is_missed else None, risks)

    return _in_periods(rows, periods, of_one)


def of_budgets(rows: Sequence[Row], periods: Sequence[Period], limits: Limits, least_gone: Fraction) -> list[Course]:
    """Cost against budget: the event is the day on which it is passed; pace: the part beyond the even course."""

    def of_one(seen: list[Row], period: Period) -> Course:
        passed = (row["date"] for row in seen if row["actual"] > row["planned"] * (1 + limits.tolerance))
        risks = _paced(period, limits, lambda row, due: row["actual"] / due - 1 if due else Fraction(0))
        watched = [row for row in seen if _gone(row, period) >= least_gone]
        return course_of(watched, period.last, next(passed, None), risks)

    return _in_periods(rows, periods, of_one)


def of_credits(rows: Sequence[Row], limits: Limits, lost_days: int) -> list[Course]:
    """Credit: the event is the day on which a debt is `lost_days` overdue; signals: days overdue, part of the limit."""
    risks = {
        DELIVERED: lambda row: (
            row["owed"] > row["limit"] * (1 + limits.tolerance)
            or (row["owed"] > 0 and row["overdue_days"] >= limits.overdue_days)
        ),
        "overdue": lambda row: row["overdue_days"] if row["owed"] else 0,
        "usage": lambda row: Fraction(row["owed"], max(row["limit"], 1)),
    }
    courses = []
    for _, group in groupby(rows, key=lambda row: row["customer"]):
        seen = list(group)
        lost = (row["date"] for row in seen if row["owed"] > 0 and row["overdue_days"] >= lost_days)
        courses.append(course_of(seen, seen[-1]["date"], next(lost, None), risks))
    return courses


def _in_periods(
    rows: Sequence[Row], periods: Sequence[Period], of_one: Callable[[list[Row], Period], Course]
) -> list[Course]:
    courses = []
    for period in periods:
        inside = [row for row in rows if period.first <= row["date"] <= period.last]
        for _, group in groupby(inside, key=lambda row: row["customer"]):
            courses.append(of_one(list(group), period))
    return courses


def _gone(row: Row, period: Period) -> Fraction:
    return Fraction((row["date"] - period.first).days + 1, (period.last - period.first).days + 1)


def _paced(period: Period, limits: Limits, pace: Callable[[Row, Fraction], Fraction]) -> dict[str, Any]:
    def risk(row: Row) -> Fraction:
        return pace(row, row["planned"] * _gone(row, period))

    return {DELIVERED: lambda row: risk(row) > limits.tolerance, "pace": risk}
