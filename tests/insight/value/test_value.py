"""Allocation to the cent, returns, break-even and share of wallet."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keta.insight.base import BadInput, share_out
from keta.insight.value import Cost, Spending, allocate, break_even, returns, share_of_wallet

CUSTOMERS = pd.DataFrame(
    {
        "customer": ["a", "b", "c"],
        "revenue": [10000, 5000, 100],
        "orders": [1, 1, 1],
        "hours": [0.5, 0.25, 0],
        "layer": ["top", "small", "small"],
    }
)


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_the_parts_always_add_up_to_the_whole(total: int, weights: list[int]) -> None:
    parts = share_out(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


@pytest.mark.feature("ANA-13")
def test_costs_are_divided_by_their_keys_to_the_cent() -> None:
    costs = [Cost("delivery", 1000, "orders"), Cost("service", 301, "hours"), Cost("rent", 2)]
    result = allocate(CUSTOMERS, costs, layer="layer")
    assert result.table["delivery"].to_pylist() == [334, 333, 333]
    assert result.table["service"].to_pylist() == [201, 100, 0]
    assert result.table["rent"].to_pylist() == [1, 1, 0]
    assert result.total("cost") == 1303
    assert result.table["profit"].to_pylist() == [9464, 4566, -233]
    assert [row["profit_sum"] for row in result.layers()] == [9464, 4333]
    assert "1 customers cost more" in result.explain("en")
    assert result.figure()["kind"] == "bars"


@pytest.mark.parametrize(
    ("change", "costs", "reason"),
    [
        ({}, [], "at least one cost"),
        ({}, [Cost("x", 1), Cost("x", 2)], "twice"),
        ({}, [Cost("profit", 1)], "otherwise"),
        ({"hours": -1}, [Cost("x", 1, "hours")], "below zero"),
        ({"hours": 0}, [Cost("x", 1, "hours")], "cannot be divided"),
        ({"hours": float("nan")}, [Cost("x", 1, "hours")], "no value"),
        ({"customer": "a"}, [Cost("x", 1)], "unique"),
        ({"revenue": "1,000"}, [Cost("x", 1)], "1,000"),
    ],
)
def test_what_cannot_be_divided_is_refused(change: dict[str, object], costs: list[Cost], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        allocate(CUSTOMERS.assign(**change), costs)


@pytest.mark.feature("ANA-35")
def test_winning_is_compared_with_keeping() -> None:
    result = returns(Spending(50000, 10, 20000, 40, 210000))
    assert result.on_spending == pytest.approx(2.0)
    assert result.ratio == pytest.approx(10.0)
    assert result.table["per_customer"].to_pylist() == [5000, 500]
    nothing = returns(Spending(0, 0, 0, 0, 0))
    assert nothing.on_spending is None
    assert "no return" in nothing.explain("en")
    with pytest.raises(BadInput, match="zero or more"):
        returns(Spending(-1, 1, 1, 1, 1))


@pytest.mark.feature("ANA-37")
def test_break_even_is_the_period_from_which_all_is_paid_back() -> None:
    assert break_even(300, [100, 250, -100, 60]).period == 4
    assert break_even(300, [100, 250]).period == 2
    late = break_even(300, [100])
    assert late.period is None
    assert "2.00 CNY of the 3.00 CNY" in late.explain("en")
    with pytest.raises(BadInput, match="at least one period"):
        break_even(1, [])


@pytest.mark.feature("ANA-17")
def test_share_of_wallet() -> None:
    table = pd.DataFrame({"customer": [1, 2, 3], "ours": [30, 0, 0], "total": [40, 60, 0]})
    result = share_of_wallet(table)
    assert result.table["share"].to_pylist() == [0.75, 0.0, None]
    assert "30.0%" in result.explain("en")
    with pytest.raises(BadInput, match="more with us"):
        share_of_wallet(table.assign(total=10))
    with pytest.raises(BadInput, match="below zero"):
        share_of_wallet(table.assign(ours=-1))
    with pytest.raises(BadInput, match="spends anything"):
        share_of_wallet(table.assign(ours=0, total=0))
