"""Numbers that no column of customers or amounts may hold are refused with their column, never cast with an error."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from keta.insight.base import BadInput, count, fetch, opened, read, read_purchases

DAY = [date(2024, 1, 1)] * 2


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("customer", pa.array([float("nan"), 1.0])),
        ("customer", pa.array([float("inf"), 1.0])),
        ("customer", pa.array([1e300, 1.0])),
        ("customer", pa.array([1.5, 1.0])),
        ("customer", pa.array([2**63 + 1, 1], pa.uint64())),
        ("customer", pa.array([True, False])),
        ("amount", pa.array([Decimal(10) ** 30, Decimal(1)], pa.decimal128(38, 2))),
        ("amount", pa.array([2**63 + 1, 1], pa.uint64())),
        ("amount", pa.array([float("-inf"), 1.0])),
        ("amount", pa.array([1e16, 1.0])),
        ("amount", pa.array([True, False])),
        ("amount", pa.array(["12345678901234567890", "1"])),
        ("date", pa.array(["2024-02-30", "2024-02-01"])),
        ("date", pa.array([1.5, 2.5])),
        ("date", pa.array([20241301, 20240101])),
    ],
)
def test_what_no_column_may_hold_is_refused(column: str, values: Any) -> None:
    good = {"customer": pa.array([1, 2]), "date": pa.array(DAY), "amount": pa.array([5, 6])}
    with pytest.raises(BadInput) as refusal:
        read_purchases(pa.table({**good, column: values}), "customer", "date", "amount")
    assert refusal.value.column == column


def test_counts_are_whole_numbers_of_a_size() -> None:
    for values in ([1e300, 1.0], [0.5, 1.0], [float("nan"), 1.0]):
        with pytest.raises(BadInput):
            read(pa.table({"days": values}), (count("days"),))


def test_whole_floats_and_decimals_are_read_exactly() -> None:
    table = pa.table(
        {"customer": [7.0, 8.0], "date": ["2024/1/5", "20240106"], "amount": [Decimal("1.10"), Decimal("-2")]}
    )
    reading = read_purchases(table, "customer", "date", "amount")
    assert fetch(reading.table.order_by("customer")).to_pydict() == {
        "customer": [7, 8],
        "date": [date(2024, 1, 5), date(2024, 1, 6)],
        "amount": [110, -200],
    }
    assert opened(table).columns == ("customer", "date", "amount")
