"""Migration, what-if and plan against fact, counted by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pyarrow as pa
import pytest

from keta.insight.base import BadInput, Cancelled, Period, Text
from keta.insight.pyramid import Costs, Cuts, Move, Moves, Pyramid, Rule, compare, migration, pyramid, what_if

SPRING, SUMMER = Period(date(2024, 3, 1), date(2024, 5, 31)), Period(date(2024, 6, 1), date(2024, 8, 31))
HALVES = Cuts.at("50")
ROWS = [
    ("a", 3, 900), ("b", 3, 500), ("c", 3, 100), ("d", 3, 50),
    ("a", 6, 90), ("c", 6, 300), ("c", 7, 300), ("d", 6, 500), ("e", 6, 70),
]  # fmt: skip


@pytest.fixture
def purchases() -> pa.Table:
    customers, months, amounts = zip(*ROWS, strict=True)
    days = [date(2024, month, 5) for month in months]
    return pa.table({"customer": customers, "date": days, "amount": amounts})


@pytest.fixture
def tower() -> Pyramid:
    amounts = {1: 400, 2: 200, 3: 60, 4: 40}
    return pyramid(
        pa.table({"customer": list(amounts), "amount": list(amounts.values())}),
        date=None,
        rule=Rule(HALVES),
    )


@pytest.mark.feature("ANA-19")
def test_migration_says_who_moved_and_why(purchases: pa.Table) -> None:
    result = migration(purchases, Moves((SPRING, SUMMER), HALVES))
    assert result.cells() == {
        ("layer 1", "layer 2"): 1,
        ("layer 1", "inactive"): 1,
        ("layer 2", "layer 1"): 2,
        ("absent", "layer 2"): 1,
    }
    why = {row["customer"]: row["why"] for row in result.who().to_pylist()}
    assert why == {
        "a": "spent less each time",
        "b": "stopped buying",
        "c": "spent more each time",
        "d": "spent more each time",
        "e": "first purchase",
    }
    assert result.who(start="layer 1", to="inactive")["customer"].to_pylist() == ["b"]
    assert "2 customers rose" in result.explain("en")
    assert result.figure()["kind"] == "flows"


def test_migration_refuses_periods_it_cannot_compare(purchases: pa.Table) -> None:
    for periods, reason in (
        ((SPRING,), "at least two"),
        ((SPRING, SPRING), "overlap"),
        ((SPRING, Period(date(2025, 1, 1), date(2025, 2, 1))), "no purchase"),
    ):
        with pytest.raises(BadInput, match=reason):
            migration(purchases, Moves(periods))
    result = migration(purchases, Moves((SPRING, SUMMER)))
    with pytest.raises(BadInput, match="no pair"):
        result.cells(4)
    with pytest.raises(BadInput, match="no layer"):
        result.who(start="huge")


def test_migration_stops_when_it_is_told_to(purchases: pa.Table) -> None:
    def stop(part: float, step: Text) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        migration(purchases, Moves((SPRING, SUMMER)), progress=stop)


@pytest.mark.feature("ANA-15")
def test_what_if_counts_revenue_cost_profit_and_return(tower: Pyramid) -> None:
    costs = Costs(variable=Fraction(1, 2), fixed=100, fixed_change=20)
    scenario = what_if(tower, [Move("layer 2", "layer 1", 1)], costs)
    assert (scenario.before.revenue, scenario.before.cost, scenario.before.profit) == (700, 450, 250)
    assert (scenario.after.revenue, scenario.after.cost, scenario.after.profit) == (950, 595, 355)
    assert scenario.revenue_change == 250
    assert scenario.profit_change == 105
    assert scenario.after.profit_on_cost == pytest.approx(355 / 595)
    assert sum(scenario.table["amount_after"].to_pylist()) == scenario.after.revenue


def test_a_list_of_customers_leaves_with_its_own_amount(tower: Pyramid) -> None:
    assert what_if(tower, [Move("layer 2", "layer 1", customers=[4])]).revenue_change == 300 - 40
    assert what_if(tower, [Move("layer 1", "inactive", customers=[1])]).revenue_change == -400


@pytest.mark.parametrize(
    ("moves", "reason"),
    [
        ([], "at least one"),
        ([Move("layer 2", "layer 1", 3)], "cannot leave"),
        ([Move("layer 2", "layer 1")], "count above zero"),
        ([Move("layer 2", "layer 1", 1, [3])], "not both"),
        ([Move("layer 2", "layer 1", customers=[1])], "not in layer"),
        ([Move("layer 2", "layer 1", customers=[3, 3])], "twice"),
        ([Move("layer 2", "attic", 1)], "no layer"),
    ],
)
def test_moves_that_cannot_be_made_are_refused(tower: Pyramid, moves: list[Move], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        what_if(tower, moves)


@pytest.mark.feature("ANA-20")
def test_a_plan_is_compared_with_what_came(tower: Pyramid) -> None:
    plan = what_if(tower, [Move("layer 2", "layer 1", 1)])
    result = compare(plan, tower)
    assert result.table["customers_difference"].to_pylist() == [-1, 1]
    assert sum(result.table["amount_difference"].to_pylist()) == -250
    assert "73.7%" in result.explain("en")
    other = pyramid(pa.table({"customer": [1], "amount": [5]}), date=None)
    with pytest.raises(BadInput, match="cut both alike"):
        compare(plan, other)
