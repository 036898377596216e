"""Fits of made-up customers come back to what made them; what cannot be fitted is refused with its reason."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from keta.insight.base import BadInput, Cancelled, Text
from keta.insight.lifetime import (
    Histories,
    Outlook,
    Resampling,
    SummaryColumns,
    confidence,
    fit,
    fit_spending,
    score,
    summarise,
)

WITH_AMOUNT = SummaryColumns(repeat_amount="repeat_amount")


def table(x: list[float], t_x: list[float], age: list[float]) -> pa.Table:
    return pa.table({"customer": range(len(x)), "frequency": x, "recency": t_x, "age": age})


def many() -> Histories:
    random = np.random.default_rng(5)
    size = 60_000
    rate, drop = random.gamma(0.8, 1 / 60, size), random.beta(0.8, 2.5, size)
    age = random.integers(1, 730, size).astype(float)
    x, t_x, day, alive = np.zeros(size), np.zeros(size), np.zeros(size), np.arange(size)
    while alive.size:
        day[alive] += np.maximum(np.ceil(random.exponential(1 / rate[alive])), 1)
        alive = alive[day[alive] <= age[alive]]
        x[alive] += 1
        t_x[alive] = day[alive]
        alive = alive[random.random(alive.size) > drop[alive]]
    return Histories.of_customers(x, t_x, age)


def test_a_coarse_fit_first_ends_at_the_same_optimum_as_a_direct_one() -> None:
    histories = many()
    fitted = fit(histories, "bg_nbd", time="day")
    assert fitted.parameters == pytest.approx({"r": 0.8, "alpha": 60.0, "a": 0.8, "b": 2.5}, rel=0.1)
    lifetimes = pytest.importorskip("lifetimes")
    columns = histories.frequency, histories.recency, histories.age
    oracle = lifetimes.BetaGeoFitter().fit(*columns, weights=histories.customers)
    theirs = fitted.model.__class__(*oracle.params_.tolist())
    assert fitted.log_likelihood >= histories.customers @ theirs.log_likelihood(histories) - 1e-3


def test_grouping_changes_no_likelihood() -> None:
    x, t_x, age = np.array([0.0, 2, 2, 0]), np.array([0.0, 5.5, 5.5, 0]), np.array([9.25, 9.25, 9.25, 9.25])
    grouped, code = Histories.with_codes(x, t_x, age)
    assert grouped.customers.tolist() == [2.0, 2.0]
    assert grouped.frequency[code].tolist() == x.tolist()
    assert Histories.of_customers(x, t_x, age).recency.tolist() == [0.0, 5.5]


def test_scores_add_up_and_follow_the_rows(shop: pa.Table) -> None:
    summary = summarise(shop)
    fitted, spending = fit(summary.table, "mbg_nbd"), fit_spending(summary.table)
    scores = score(summary.table, fitted, spending.model, Outlook(margin=0.4), WITH_AMOUNT)
    assert scores.table["customer"].to_pylist() == summary.table["customer"].to_pylist()
    assert scores.equity == sum(scores.table["value"].to_pylist())
    again = score(summary.table.slice(10, 5), fitted, spending.model, Outlook(margin=0.4), WITH_AMOUNT)
    assert again.table["value"].to_pylist() == scores.table["value"].to_pylist()[10:15]
    assert "40%" in scores.explain("en")
    assert scores.figure()["kind"] == "bars"


@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd", "pareto_nbd"])
def test_a_fit_tells_itself_in_both_languages_and_counts_all_customers(shop: pa.Table, model: str) -> None:
    fitted = fit(summarise(shop).table, model)
    assert "log-likelihood" in fitted.explain("en")
    assert "对数似然" in fitted.explain("zh-Hans")
    for series in fitted.figure()["series"]:
        assert sum(series["values"]) == pytest.approx(fitted.customers)


def test_the_bootstrap_brackets_the_estimate_and_repeats_itself(shop: pa.Table) -> None:
    fitted = fit(summarise(shop).table, "mbg_nbd")
    first = confidence(fitted, resampling=Resampling(resamples=30))
    assert confidence(fitted, resampling=Resampling(resamples=30)).table.equals(first.table)
    for row in first.table.to_pylist():
        assert row["low"] < row["estimate"] < row["high"]


def test_a_long_fit_can_be_cancelled(shop: pa.Table) -> None:
    def stop(part: float, step: Text) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        confidence(fit(summarise(shop).table), progress=stop)


@pytest.mark.parametrize(
    ("rows", "column", "reason"),
    [
        (table([], [], []), None, "no rows"),
        (table([3.0], [2.0], [9.0]), None, "too few"),
        (table([0.0] * 50, [0.0] * 50, [9.0] * 50), None, "bought again"),
        (table([0.0] * 20, [0.0] * 20, [0.0] * 20), "age", "no time"),
        (table([-1.0] + [1.0] * 20, [0.0] + [2.0] * 20, [9.0] * 21), "frequency", "negative"),
        (table([1.5] * 20, [2.0] * 20, [9.0] * 20), "frequency", "whole"),
        (table([1.0] * 20, [10.0] * 20, [9.0] * 20), "recency", "after the end"),
        (table([1.0] * 20, [0.0] * 20, [9.0] * 20), "recency", "last purchase"),
        (table([1.0] * 20, [2.0] * 20, [float("inf")] * 20), "age", "finite"),
        (table([1.0] * 20, [2.0] * 20, [float("nan")] * 20), "age", ""),
    ],
)
def test_it_refuses_what_no_history_can_be(rows: pa.Table, column: str | None, reason: str) -> None:
    with pytest.raises(BadInput) as refusal:
        fit(rows)
    assert refusal.value.column == column
    assert reason in refusal.value.explain("en")


def test_it_refuses_an_unknown_model_or_unit() -> None:
    with pytest.raises(BadInput, match="bg_nbd"):
        fit(many(), "arima")
    with pytest.raises(BadInput, match="week"):
        fit(many(), time="fortnight")


def test_customers_who_are_all_alike_are_fitted_with_a_warning() -> None:
    fitted = fit(table([3.0] * 200, [30.0] * 200, [40.0] * 200))
    assert fitted.at_edge
    assert "edge of the search" in fitted.explain("en")
    expected = fitted.model.expected_purchases(40.0, fitted.histories)
    assert np.isfinite(expected).all()


def test_bg_bb_refuses_more_purchases_than_opportunities() -> None:
    with pytest.raises(BadInput, match="opportunities"):
        fit(table([3.0] * 20, [2.0] * 20, [6.0] * 20), "bg_bb", time="year")


def test_spending_is_refused_without_repeat_purchases(shop: pa.Table) -> None:
    first_only = summarise(
        shop.group_by("customer").aggregate([("date", "min"), ("amount", "min")]),
        "customer",
        "date_min",
        "amount_min",
    )
    with pytest.raises(BadInput) as refusal:
        fit_spending(first_only.table)
    assert refusal.value.column == "repeat_amount"
