"""Summaries (x, t_x, T and amounts) from a caller's table, checked; for every method beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from keta.insight.base import CNY, BadInput, Source, Text, Unit, fetch, key, number, read
from keta.insight.base import amount as amount_column
from keta.insight.base.columns import Column
from keta.insight.lifetime import words
from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.special import Floats


@dataclass(frozen=True)
class SummaryColumns:
    """Names of the caller's columns. `customers` counts who shares a row, where rows are histories and not
    customers.

    `repeat_amount` is the sum of the amounts of the repeat purchases.
    """

    customer: str | None = "customer"
    frequency: str = "frequency"
    recency: str = "recency"
    age: str = "age"
    repeat_amount: str | None = None
    customers: str | None = None


@dataclass(frozen=True)
class Customers:
    """The columns of a summary as arrays, row by row as in the table."""

    customer: Any
    frequency: Floats
    recency: Floats
    age: Floats
    weights: Floats
    repeat_amount: Floats

    def histories(self) -> Histories:
        if np.all(self.weights == 1.0):
            return Histories.of_customers(self.frequency, self.recency, self.age)
        return Histories(self.frequency, self.recency, self.age, self.weights)


def read_summary(source: Source, columns: SummaryColumns = SummaryColumns(), unit: Unit = CNY) -> Customers:
    """The checked columns; a row that no purchase history can give is refused with its column."""
    wanted: list[Column] = [
        number(columns.frequency, "frequency"),
        number(columns.recency, "recency"),
        number(columns.age, "age"),
    ]
    if columns.customer:
        wanted.append(key(columns.customer))
    if columns.customers:
        wanted.append(number(columns.customers, "customers"))
    if columns.repeat_amount:
        wanted.append(amount_column(columns.repeat_amount, "repeat_amount", unit))
    rows = fetch(read(source, wanted).table)
    size = rows.num_rows

    def array(role: str, given: str | None, missing: float) -> Floats:
        if given is None:
            return np.full(size, missing)
        return np.asarray(rows[role].to_numpy(), dtype=np.float64)

    customers = Customers(
        customer=rows["customer"] if columns.customer else None,
        frequency=array("frequency", columns.frequency, 0.0),
        recency=array("recency", columns.recency, 0.0),
        age=array("age", columns.age, 0.0),
        weights=array("customers", columns.customers, 1.0),
        repeat_amount=array("repeat_amount", columns.repeat_amount, 0.0),
    )
    _check(customers, columns)
    return customers


def _check(rows: Customers, columns: SummaryColumns) -> None:
    for name, values in (
        (columns.frequency, rows.frequency),
        (columns.recency, rows.recency),
        (columns.age, rows.age),
    ):
        _refuse(values < 0, words.NEGATIVE, name)
    _refuse(rows.weights < 0, words.NEGATIVE, columns.customers)
    _refuse(rows.frequency != np.floor(rows.frequency), words.NOT_WHOLE, columns.frequency)
    _refuse(rows.recency > rows.age * (1 + 1e-12), words.LATE_RECENCY, columns.recency)
    _refuse((rows.frequency > 0) != (rows.recency > 0), words.BOUGHT_AT_ZERO, columns.recency)


def _refuse(bad: Any, reason: Text, column: str | None) -> None:
    count = int(np.count_nonzero(bad))
    if count:
        raise BadInput(reason(count=count), column)
