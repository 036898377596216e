"""Uplift, forecasts, drift and snapshots on made-up tables whose truth is known."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from keta.insight.base import BadInput
from keta.insight.mining import (
    NEXT_PURCHASE,
    CampaignTest,
    ForecastPlan,
    drift,
    forecast,
    learn,
    purchase_snapshots,
    uplift,
)


def campaign(effect_of_young: float, effect_of_old: float, rows: int = 8000) -> pd.DataFrame:
    random = np.random.default_rng(3)
    age, group = random.integers(20, 80, rows), random.choice(["mail", "none"], rows)
    effect = np.where(age < 50, effect_of_young, effect_of_old)
    bought = random.random(rows) < 0.1 + effect * (group == "mail")
    return pd.DataFrame({"age": age, "noise": random.random(rows), "group": group, "bought": bought.astype(int)})


TEST = CampaignTest("group", "none", "bought", "1")


def test_uplift_tells_whom_the_mail_moves() -> None:
    found = uplift(campaign(0.15, 0.0), TEST)
    row = found.table.to_pylist()[1]
    assert row["low"] < 0.075 < row["high"]
    assert found.targeting["mail"].is_better_than_chance
    assert "pays" in found.explain("en")
    assert found.figure()["kind"] == "lines"


def test_uplift_claims_nothing_where_all_react_alike() -> None:
    found = uplift(campaign(0.05, 0.05), TEST)
    assert not found.targeting["mail"].is_better_than_chance
    assert "contact all or none" in found.explain("en")


def test_a_mail_without_effect_is_told_so() -> None:
    assert "no effect is proved" in uplift(campaign(0.0, 0.0), TEST).explain("en")


def test_uplift_without_a_control_group_is_refused() -> None:
    with pytest.raises(BadInput, match="left alone"):
        uplift(campaign(0.1, 0.1), CampaignTest("group", "nobody", "bought"))
    rows = campaign(0.1, 0.1)
    few = pd.concat([rows[rows["group"] == "none"], rows[rows["group"] == "mail"].head(50)])
    with pytest.raises(BadInput, match="100"):
        uplift(few, TEST)


def season(years: int = 6) -> pa.Table:
    random = np.random.default_rng(1)
    months = np.arange(12 * years)
    return pa.table({"value": 100 + months + 30 * np.sin(months * np.pi / 6) + random.normal(0, 3, len(months))})


def test_a_forecast_beats_the_naive_ones_on_trend_and_season() -> None:
    found = forecast(season(), plan=ForecastPlan(12, 12, methods=("ets",), trials=1))
    assert found.has_skill
    rows = found.table.to_pydict()
    assert all(low < value < high for value, low, high in zip(rows["value"], rows["low"], rows["high"], strict=True))
    assert "ETS" in found.explain("en")
    assert found.figure()["kind"] == "lines"


def test_a_random_walk_is_left_to_the_naive_forecast() -> None:
    walk = np.cumsum(np.random.default_rng(12).normal(size=80))
    found = forecast(pa.table({"value": walk}), plan=ForecastPlan(5, 1, methods=("ets",), trials=3))
    assert found.errors[found.method] == min(found.errors.values())
    if not found.has_skill:
        assert "Nothing beats" in found.explain("en")


def test_rows_out_of_order_are_sorted_by_their_date() -> None:
    rows = season().append_column("day", pa.array([date(2019 + m // 12, m % 12 + 1, 1) for m in range(72)]))
    turned = rows.take(pa.array(range(71, -1, -1)))
    plan = ForecastPlan(6, 12, methods=(), trials=1)
    assert forecast(turned, date="day", plan=plan).table.equals(forecast(rows, date="day", plan=plan).table)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([1.0] * 10, "too few"),
        ([5.0] * 60, "the same"),
        ([1.0, float("inf")] * 40, "finite"),
        ([], "no rows"),
    ],
)
def test_it_refuses_series_that_tell_nothing(values: list[float], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        forecast(pa.table({"value": pa.array(values, pa.float64())}), plan=ForecastPlan(methods=()))


def test_a_plan_without_a_horizon_is_refused() -> None:
    with pytest.raises(BadInput, match="horizon"):
        forecast(season(), plan=ForecastPlan(horizon=0))


def test_drift_names_the_column_that_moved() -> None:
    before = campaign(0.1, 0.1)
    assert "None of the 4 columns" in drift(before, campaign(0.1, 0.1)).explain("en")
    now = before.assign(age=before["age"] + 25)
    found = drift(before, now)
    assert found.table["column"].to_pylist()[0] == "age"
    assert "learn again: age" in found.explain("en")
    assert found.figure()["kind"] == "bars"


def test_psi_is_the_sum_of_its_definition() -> None:
    before = pa.table({"kind": ["a"] * 50 + ["b"] * 50})
    now = pa.table({"kind": ["a"] * 80 + ["b"] * 20})
    expected = 0.3 * np.log(0.8 / 0.5) - 0.3 * np.log(0.2 / 0.5)
    assert drift(before, now).table["psi"].to_pylist()[0] == pytest.approx(expected)


def test_drift_of_tables_with_nothing_in_common_is_refused() -> None:
    with pytest.raises(BadInput, match="in common"):
        drift(pa.table({"a": [1]}), pa.table({"b": [1]}))


@pytest.fixture(scope="module")
def purchases() -> pa.Table:
    random = np.random.default_rng(9)
    rows = []
    for customer in range(300):
        gap = random.gamma(2.0, 40.0)
        day = date(2023, 1, 1) + timedelta(days=int(random.integers(0, 100)))
        while day < date(2025, 1, 1):
            rows.append((customer, day, int(random.integers(100, 9000))))
            day += timedelta(days=1 + int(random.exponential(gap)))
            if random.random() < 0.05:
                break
    customers, days, amounts = zip(*rows, strict=True)
    return pa.table({"customer": customers, "date": days, "amount": amounts})


@pytest.mark.feature("MIN-12")
def test_the_next_purchase_is_learned_from_snapshots_and_tested_on_the_last(purchases: pa.Table) -> None:
    days = [date(2023, 10, 1), date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1), date(2024, 9, 1)]
    rows = purchase_snapshots(purchases, days, horizon=90)
    first = rows.filter(pa.compute.equal(rows["snapshot"], days[0])).to_pylist()[0]
    mine = [row for row in purchases.to_pylist() if row["customer"] == first["customer"]]
    known = [row for row in mine if row["date"] <= days[0]]
    assert first["amount"] == sum(row["amount"] for row in known)
    assert first["purchase_days"] == len({row["date"] for row in known})
    after = [row for row in mine if days[0] < row["date"] <= days[0] + timedelta(days=90)]
    assert first["bought"] == ("yes" if after else "no")
    learned = learn(rows, NEXT_PURCHASE, ("tree",))
    assert learned.has_skill
    assert learned.found_leaks == ()


def test_a_snapshot_whose_future_is_unknown_is_refused(purchases: pa.Table) -> None:
    with pytest.raises(BadInput, match="snapshots need"):
        purchase_snapshots(purchases, [date(2024, 12, 1)], horizon=90)
