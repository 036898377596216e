"""Valuable customers who are not satisfied."""

from __future__ import annotations

import pandas as pd
import pytest

from keta.insight.base import BadInput
from keta.insight.score import Border, value_and_satisfaction

ROWS = pd.DataFrame(
    {
        "customer": [f"KH-{number}" for number in range(1, 11)],
        "revenue": [900.0, 800.0, 100.0, 90.0, 80.0, 70.0, 60.0, 50.0, 0.0, -10.0],
        "satisfaction": [40, 90, 69.9, 70, 20, 100, 0, 80, 10, 10],
    }
)


@pytest.mark.feature("LOY-03")
def test_the_valuable_who_are_not_satisfied_are_named_with_what_hangs_on_them() -> None:
    result = value_and_satisfaction(ROWS)
    assert result.to_rescue()["customer"].to_pylist() == ["KH-1"]
    assert result.at_stake == 90_000
    cells = dict(zip(result.table["customer"].to_pylist(), result.table["cell"].to_pylist(), strict=True))
    assert (cells["KH-2"], cells["KH-3"], cells["KH-4"]) == ("keep", "watch", "thank")
    assert "KH-1" in result.explain("en")
    assert "高价值低满意客户" in result.explain("zh-Hans")
    assert result.figure()["kind"] == "points"


def test_a_fifth_is_cut_with_whole_numbers_and_ties_go_to_the_lower_number() -> None:
    """Eight customers with value above zero: ceil(1.6) are valuable."""
    equal = ROWS.assign(revenue=[5.0] * 8 + [0.0, 0.0], satisfaction=1)
    assert value_and_satisfaction(equal).to_rescue()["customer"].to_pylist() == ["KH-1", "KH-2"]


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"satisfaction": 101}, "satisfaction", "outside 0 to 100"),
        ({"revenue": -1.0}, "revenue", "above zero"),
        ({"customer": "KH-1"}, "customer", "unique"),
    ],
)
def test_what_cannot_be_told_is_refused(change: dict[str, object], column: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refusal:
        value_and_satisfaction(ROWS.assign(**change))
    assert refusal.value.column == column


def test_a_border_outside_its_scale_is_refused() -> None:
    with pytest.raises(BadInput, match="percentage"):
        Border(percent=100)
