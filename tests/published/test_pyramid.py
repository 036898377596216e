"""The customer pyramid of the CDNOW sample; rule of Curry, J. & Curry, A. (2000), The Customer Marketing Method.

The figures were counted from the file with exact decimals, apart from this library.
"""

from __future__ import annotations

import pyarrow as pa
import pytest

from keta.insight.base import USD
from keta.insight.pyramid import Move, Pyramid, Rule, concentration, pyramid, what_if


@pytest.fixture(scope="module")
def tower(cdnow: pa.Table) -> Pyramid:
    return pyramid(cdnow, rule=Rule(unit=USD))


def test_the_layers_of_cdnow(tower: Pyramid) -> None:
    assert tower.active_count == 2349
    assert [layer.customers for layer in tower.active] == [24, 94, 352, 1879]
    assert [layer.amount for layer in tower.active] == [3552516, 5251059, 7635548, 7970071]
    assert tower.total == 24409194
    assert tower.layer("inactive").customers == 8


def test_the_first_three_customers_of_cdnow(tower: Pyramid) -> None:
    first = tower.table.slice(0, 3)
    assert [int(one) for one in first["customer"].to_pylist()] == [1901, 509, 1981]
    assert first["amount"].to_pylist() == [655270, 194358, 174758]


def test_the_concentration_of_cdnow(tower: Pyramid) -> None:
    result = concentration(tower)
    assert tower.first_share(20) == pytest.approx(0.67348, abs=5e-6)
    assert result.top_share(470) == tower.first_share(20)
    assert result.gini == pytest.approx(0.62966, abs=5e-6)


def test_six_customers_who_move_up(tower: Pyramid) -> None:
    moves = [Move("small", "medium", 3), Move("small", "big", 2), Move("small", "top", 1)]
    assert what_if(tower, moves).revenue_change == 299372
