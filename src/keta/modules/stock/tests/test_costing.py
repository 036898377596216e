"""Moving average: worked examples, and what holds for every history."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keta.modules.catalog.models.priced import to_cents
from keta.modules.stock.costing import Holding

CENT = Decimal("0.01")


def after(holding: Holding, quantity: str | Decimal, value: str | Decimal | None = None) -> Holding:
    """The holding after a move, set right where it must be."""
    moved = Decimal(quantity)
    worth = -holding.worth(-moved) if value is None else Decimal(value)
    then = holding.moved(moved, worth)
    return then.moved(Decimal(), then.difference(holding, moved, worth))


def test_the_average_is_that_of_all_receipts_weighted() -> None:
    holding = after(after(Holding(), "10", "100"), "30", "180")
    assert (holding.quantity, holding.value, holding.cost) == (40, 280, 7)
    assert after(holding, "-15").cost == 7


def test_the_last_piece_takes_what_rounding_has_left() -> None:
    holding = after(Holding(), "3", "10")
    worth = []
    for __ in range(3):
        left = after(holding, "-1")
        worth.append(holding.value - left.value)
        holding = left
    assert worth == [Decimal("3.33"), Decimal("3.34"), Decimal("3.33")]
    assert (holding.quantity, holding.value) == (0, 0)


def test_what_left_before_it_was_there_gets_the_cost_with_which_it_comes() -> None:
    holding = after(after(Holding(), "5", "50"), "-10")
    assert (holding.quantity, holding.value) == (-5, -50)
    holding = after(holding, "10", "120")
    assert (holding.quantity, holding.value, holding.cost) == (5, 60, 12)


def test_a_shortage_partly_made_good_stays_at_its_old_average() -> None:
    holding = after(after(after(Holding(), "5", "50"), "-10"), "2", "24")
    assert (holding.quantity, holding.value) == (-3, -30)


def test_no_value_outlasts_the_last_piece() -> None:
    holding = after(after(after(Holding(), "10", "100"), "-5"), "5", "100")
    assert after(holding, "-10", "-100").value == 0


MOVES = st.lists(st.tuples(st.integers(-(10**7), 10**7).filter(bool), st.integers(0, 10**6)), min_size=1, max_size=30)


@pytest.mark.feature("PRD-10")
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves=MOVES, may_go_below_zero=st.booleans())
def test_value_is_quantity_times_average_whatever_happens(
    moves: list[tuple[int, int]], may_go_below_zero: bool
) -> None:
    holding = Holding()
    for thousandths, cents in moves:
        quantity = Decimal(thousandths).scaleb(-3)
        if quantity < 0 and -quantity > holding.quantity and not may_go_below_zero:
            continue
        before = holding
        holding = after(holding, quantity, None if quantity < 0 else Decimal(cents).scaleb(-2))
        assert holding.value == to_cents(holding.value)
        assert holding.quantity or not holding.value
        if holding.quantity > 0:
            assert holding.value >= 0
            drift = abs(holding.value - holding.quantity * holding.cost)
            assert drift <= abs(holding.quantity) * Decimal("0.0000005") + CENT
        if quantity < 0 < holding.quantity:
            drift = abs(holding.value * before.quantity - before.value * holding.quantity)
            assert drift <= CENT * before.quantity, "leaving changes no average"
