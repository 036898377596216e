"""What falls behind its plan, passes its budget or its credit: one row a customer (or project), whole amounts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pyarrow as pa

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Period,
    Result,
    Source,
    Text,
    Unit,
    amount,
    by_number,
    count,
    fetch,
    figures,
    key,
    read,
    rounded,
    unique,
)
from keta.insight.warning import words

SOURCES = (
    "expected so far = plan · days gone / days of the period, rounded half-up",
    "credit: a debt 30 days overdue is at greater risk (IFRS 9, 5.5.11)",
)
SHOWN = 15


@dataclass(frozen=True)
class Limits:
    """`tolerance`: the part by which the limit may be missed; overdue days from which credit is warned of."""

    tolerance: Fraction = Fraction(0)
    overdue_days: int = 30
    unit: Unit = CNY

    def __post_init__(self) -> None:
        if not 0 <= self.tolerance < 1:
            raise BadInput(words.BAD_TOLERANCE(value=self.tolerance))


@dataclass(frozen=True)
class Standing(Result):
    """`table`: customer, limit, actual, distance (above zero: by how much it is missed), is_warned, worst first."""

    unit: Unit

    def warned(self) -> pa.Table:
        return self.table.filter(self.table["is_warned"])

    def story(self) -> Sequence[Text]:
        warned = self.warned()
        if not warned.num_rows:
            return [words.NONE(rows=self.table.num_rows)]
        worst = warned["customer"][0].as_py()
        return [words.LIMIT(warned=warned.num_rows, rows=self.table.num_rows, worst=worst)]

    def figure(self) -> Figure:
        rows = self.warned().slice(0, SHOWN).to_pylist()
        values = [self.unit.whole(row["distance"]) for row in rows]
        names = [str(row["customer"]) for row in rows]
        return figures.bars(words.LIMIT_TITLE, names, [(words.LIMIT_TITLE, values)], self.unit.code)


def progress(
    source: Source,
    period: Period,
    today: datetime.date,
    limits: Limits | None = None,
    customer: str = "customer",
) -> Standing:
    """Columns `planned` (for the whole period) and `actual` (up to `today`): who is behind the even course."""
    if not period.first <= today <= period.last:
        raise BadInput(words.OUTSIDE(today=today, period=period))
    limits = limits or Limits()
    gone, days = (today - period.first).days + 1, (period.last - period.first).days + 1
    found = []
    for row in _rows(source, ("planned", "actual"), customer, limits):
        due = rounded(row["planned"] * gone, days)
        is_late = row["actual"] < due * (1 - limits.tolerance)
        found.append(_row(row["customer"], due, row["actual"], due - row["actual"], is_late))
    return _standing(found, limits)


def budget(source: Source, limits: Limits | None = None, customer: str = "customer") -> Standing:
    """Columns `planned` (the budget) and `actual` (the cost so far): who costs more than was planned."""
    limits, found = limits or Limits(), []
    for row in _rows(source, ("planned", "actual"), customer, limits):
        is_over = row["actual"] > row["planned"] * (1 + limits.tolerance)
        found.append(_row(row["customer"], row["planned"], row["actual"], row["actual"] - row["planned"], is_over))
    return _standing(found, limits)


def credit(source: Source, limits: Limits | None = None, customer: str = "customer") -> Standing:
    """Columns `limit`, `owed` and `overdue_days`: who owes more than the limit, or too long."""
    limits, found = limits or Limits(), []
    for row in _rows(source, ("limit", "owed"), customer, limits, "overdue_days"):
        is_over = row["owed"] > row["limit"] * (1 + limits.tolerance)
        is_late = row["owed"] > 0 and row["overdue_days"] >= limits.overdue_days
        found.append(_row(row["customer"], row["limit"], row["owed"], row["owed"] - row["limit"], is_over or is_late))
    return _standing(found, limits)


def _rows(
    source: Source, amounts: Sequence[str], customer: str, limits: Limits, days: str | None = None
) -> list[dict[str, Any]]:
    columns = [key(customer), *(amount(name, name, limits.unit) for name in amounts)]
    columns += [count(days, days)] if days else []
    table = unique(read(source, columns), columns[0]).table
    rows: list[dict[str, Any]] = fetch(table.order_by(by_number(table.customer))).to_pylist()
    for column in columns[1:]:
        if below := sum(row[column.role] < 0 for row in rows):
            raise BadInput(words.NEGATIVE(count=below), column.name)
    return rows


def _row(customer: Any, limit: int, actual: int, distance: int, is_warned: bool) -> dict[str, Any]:
    return {
        "customer": customer,
        "limit": limit,
        "actual": actual,
        "distance": distance,
        "is_warned": is_warned,
    }


def _standing(rows: list[dict[str, Any]], limits: Limits) -> Standing:
    ordered = sorted(rows, key=lambda row: (not row["is_warned"], -row["distance"]))
    money = dict.fromkeys(("limit", "actual", "distance"), limits.unit)
    return Standing(pa.Table.from_pylist(ordered), {"customer": words.NUMBER, **money}, SOURCES, limits.unit)
