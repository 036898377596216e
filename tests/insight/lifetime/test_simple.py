"""Values by hand: the course's example, and a present value that a pocket calculator confirms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from keta.insight.base import BadInput
from keta.insight.lifetime import Relationship, present_value, simple_value


@pytest.mark.feature("ANA-31")
def test_100_000_a_year_for_10_years_are_a_million() -> None:
    result = simple_value(100_000_00, 10)
    assert result.value == 1_000_000_00
    assert "1,000,000.00 CNY" in result.explain("zh-Hans")


def test_half_a_year_counts_half() -> None:
    assert simple_value(100_01, 1.5).value == 150_02


@pytest.mark.feature("ANA-32")
def test_present_value_discounts_each_year_and_the_chance_of_leaving() -> None:
    result = present_value(Relationship([100_00] * 3, Decimal("0.1"), Decimal("0.8"), 150_00))
    # 100/1.1 + 80/1.21 + 64/1.331 - 150 = 90.91 + 66.12 + 48.08 - 150
    assert result.table["present_value"].to_pylist() == [-150_00, 90_91, 66_12, 48_08]
    assert result.value == 55_11
    assert "year 2" in result.explain("en")


@pytest.mark.feature("ANA-33")
def test_referrals_and_information_are_part_of_the_value() -> None:
    plain = present_value(Relationship([100_00] * 2, Decimal(0)))
    rich = present_value(Relationship([100_00] * 2, Decimal(0), referral=5_00, information=1_00))
    assert rich.value - plain.value == 12_00
    assert "Referrals bring 10.00 CNY" in rich.explain("en")


def test_a_customer_who_never_pays_back_is_told() -> None:
    assert "never" in present_value(Relationship([10_00], acquisition_cost=500_00)).explain("en")


@pytest.mark.parametrize(
    "plan",
    [
        Relationship([]),
        Relationship([1], retention=Decimal("1.1")),
        Relationship([1], yearly_discount=Decimal("-1")),
        Relationship([1], yearly_discount=Decimal("NaN")),
    ],
)
def test_it_refuses_shares_and_rates_that_mean_nothing(plan: Relationship) -> None:
    with pytest.raises(BadInput):
        present_value(plan)


def test_it_refuses_years_below_zero() -> None:
    with pytest.raises(BadInput):
        simple_value(100, float("nan"))
