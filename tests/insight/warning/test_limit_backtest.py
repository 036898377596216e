"""Warnings of plans, budgets and credits, judged on later time; small courses counted by hand, large ones made."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from keta.insight.base import BadInput, Period, months
from keta.insight.warning import Limits, LimitTrial, limit_backtest

YEAR = months(date(2024, 1, 1), 4, 3)
CUT = date(2024, 6, 30)
DAY = timedelta(days=1)


def course(name: str, period: Period, planned: int, steps: dict[int, int]) -> list[tuple[str, date, int, int]]:
    return [(name, period.first + DAY * day, planned, actual) for day, actual in steps.items()]


def table(*courses: list[tuple[str, date, int, int]]) -> pd.DataFrame:
    rows = [row for one in courses for row in one]
    return pd.DataFrame(rows, columns=["customer", "date", "planned", "actual"])


GOOD = {30: 35, 60: 70, 89: 100}
LATE = {30: 10, 60: 40, 89: 80}
PLANS = table(*(course(name, period, 100, steps) for period in YEAR for name, steps in (("a", GOOD), ("b", LATE))))


@pytest.mark.feature("WRN-04")
def test_plans_behind_the_even_course_are_warned_of_before_they_are_missed() -> None:
    result = limit_backtest(PLANS, LimitTrial("progress", CUT, YEAR))
    pace = result.row("pace")
    assert (result.judged_count, result.event_count) == (4, 2)
    assert (pace["precision"], pace["recall"], pace["false_alarms"], pace["auc"]) == (1.0, 1.0, 0.0, 1.0)
    assert pace["threshold"] == pytest.approx((1 - 91 / 310 + 1 - 91 / 90) / 2)
    # The third quarter has 92 days, so has the fourth: from the 31st day to the 92nd.
    assert pace["lead_days"] == 61
    assert "2 of 4 plans were missed" in result.explain("en")
    assert "计划未完成" in result.explain("zh-Hans")
    assert result.figure()["kind"] == "bars"


@pytest.mark.feature("WRN-06")
def test_costs_ahead_of_the_even_course_are_warned_of_before_the_budget_is_passed() -> None:
    over, under = {30: 50, 60: 90, 75: 101, 89: 120}, {30: 20, 60: 60, 89: 90}
    costs = table(*(course(name, period, 100, steps) for period in YEAR for name, steps in (("a", over), ("b", under))))
    pace = limit_backtest(costs, LimitTrial("budget", CUT, YEAR)).row("pace")
    assert (pace["precision"], pace["recall"]) == (1.0, 1.0)
    assert pace["lead_days"] == 45


@pytest.mark.feature("WRN-02")
def test_debts_are_warned_of_before_they_are_lost() -> None:
    rows = []
    for start in (date(2024, 1, 1), date(2024, 8, 1)):
        for step in range(0, 100, 10):
            rows.append((f"bad {start}", start + DAY * step, 100, 80, step))
            rows.append((f"good {start}", start + DAY * step, 100, 40, min(step, 20)))
    history = pd.DataFrame(rows, columns=["customer", "date", "limit", "owed", "overdue_days"])
    result = limit_backtest(history, LimitTrial("credit", CUT))
    delivered, usage = result.row("delivered"), result.row("usage")
    assert (delivered["threshold"], delivered["recall"], delivered["lead_days"]) == (30.0, 1.0, 60.0)
    assert (usage["threshold"], usage["precision"], usage["lead_days"]) == (pytest.approx(0.6), 1.0, 90.0)


def test_a_threshold_chosen_before_holds_on_later_periods_of_made_plans() -> None:
    """Even selling with noise: what is behind at half time mostly stays behind."""
    random, rows = np.random.default_rng(3), []
    for quarter in months(date(2022, 1, 1), 8, 3):
        for number in range(40):
            sold = np.cumsum(random.gamma(0.5, 2 * random.normal(1.05, 0.25) / 13, 13).clip(0))
            for week, actual in enumerate(sold, start=1):
                day = min(quarter.first + DAY * (7 * week - 1), quarter.last)
                rows.append((f"p{number}", day, 10_000, int(actual * 10_000)))
    history = pd.DataFrame(rows, columns=["customer", "date", "planned", "actual"])
    result = limit_backtest(history, LimitTrial("progress", date(2022, 12, 31), months(date(2022, 1, 1), 8, 3)))
    delivered, pace = result.row("delivered"), result.row("pace")
    assert result.judged_count == 160
    assert pace["balanced"] > delivered["balanced"]
    assert pace["auc"] > 0.7
    assert 7 <= pace["lead_days"] <= 70


@pytest.mark.parametrize(
    ("change", "trial", "reason"),
    [
        ({}, LimitTrial("stars", CUT), "no signal"),
        ({}, LimitTrial("progress", CUT), "periods"),
        ({}, LimitTrial("progress", CUT, YEAR, Limits(), 2), "from 0 to below 1"),
        ({}, LimitTrial("progress", date(2025, 6, 30), YEAR), "ended alike"),
        ({"actual": 100}, LimitTrial("progress", CUT, YEAR), "ended alike"),
        ({"planned": -1}, LimitTrial("progress", CUT, YEAR), "below zero"),
        ({"date": date(2024, 1, 5)}, LimitTrial("progress", CUT, YEAR), "repeat a customer and day"),
        ({"actual": "ten"}, LimitTrial("progress", CUT, YEAR), "cannot be read"),
    ],
)
def test_what_cannot_be_judged_is_refused(change: dict[str, object], trial: LimitTrial, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refusal:
        limit_backtest(PLANS.assign(**change), trial)
    assert refusal.value.explain("zh-Hans")
