"""Plan, budget and credit."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from keta.insight.base import BadInput, Period
from keta.insight.warning import Limits, budget, credit, progress

JUNE = Period(date(2024, 6, 1), date(2024, 6, 30))
PLANS = pd.DataFrame({"customer": ["a", "b", "c"], "planned": [3000, 3000, 100], "actual": [999, 1000, 0]})


@pytest.mark.feature("WRN-04")
def test_who_is_behind_the_even_course_of_the_plan_is_warned_of() -> None:
    result = progress(PLANS, JUNE, date(2024, 6, 10))
    assert result.warned()["customer"].to_pylist() == ["c", "a"]
    assert result.warned()["distance"].to_pylist() == [33, 1]
    patient = progress(PLANS, JUNE, date(2024, 6, 10), Limits(Fraction(1, 10)))
    assert patient.warned()["customer"].to_pylist() == ["c"]


@pytest.mark.feature("WRN-06")
def test_costs_above_the_budget_are_warned_of() -> None:
    table = PLANS.assign(actual=[3001, 3000, 250])
    assert budget(table).warned()["customer"].to_pylist() == ["c", "a"]
    assert "2 of 3" in budget(table).explain("en")
    assert "None of 3" in budget(PLANS).explain("en")


@pytest.mark.feature("WRN-02")
def test_credit_is_warned_of_when_passed_or_overdue() -> None:
    table = pd.DataFrame(
        {"customer": [1, 2, 3], "limit": [100, 100, 100], "owed": [101, 50, 50], "overdue_days": [0, 30, 29]}
    )
    assert credit(table).warned()["customer"].to_pylist() == [1, 2]


def test_bad_input_is_refused() -> None:
    with pytest.raises(BadInput, match="does not lie"):
        progress(PLANS, JUNE, date(2024, 7, 1))
    with pytest.raises(BadInput, match="tolerance"):
        Limits(Fraction(1))
    with pytest.raises(BadInput, match="below zero") as refusal:
        budget(PLANS.assign(planned=-1))
    assert refusal.value.column == "planned"
    with pytest.raises(BadInput, match="unique"):
        budget(PLANS.assign(customer="a"))
