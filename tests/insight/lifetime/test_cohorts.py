"""Retention, churn, repurchase and customer equity of cohorts small enough to count by hand."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from keta.insight.base import BadInput
from keta.insight.lifetime import (
    CohortPlan,
    Outlook,
    SummaryColumns,
    cohorts,
    customer_equity,
    fit,
    fit_spending,
    score,
    summarise,
)

ROWS = pa.table(
    {
        "customer": ["a", "a", "a", "b", "b", "c", "d"],
        "date": [
            "2024-01-05",
            "2024-02-07",
            "2024-03-31",
            "2024-01-31",
            "2024-03-01",
            "2024-02-10",
            "2024-02-20",
        ],
        "amount": [1000, 2000, 3000, 400, 600, 50, 70],
    }
)


def test_retention_counts_who_buys_again_and_who_is_silent() -> None:
    result = cohorts(ROWS, plan=CohortPlan(until=date(2024, 3, 31)))
    found = {(str(row["cohort"]), row["age"]): row for row in result.table.to_pylist()}
    assert found["2024-01-01", 0]["active"] == 2
    assert found["2024-01-01", 1]["retention"] == 0.5
    assert found["2024-01-01", 2]["retention"] == 1.0
    assert found["2024-01-01", 2]["revenue"] == 3600
    assert found["2024-02-01", 1]["active"] == 0
    assert len(found) == 5
    assert result.figure()["values"] == [[1.0, 0.5, 1.0], [1.0, 0.0, None]]


def test_a_month_under_way_stands_in_no_cell() -> None:
    result = cohorts(ROWS, plan=CohortPlan(until=date(2024, 3, 30)))
    assert max(row["age"] for row in result.table.to_pylist()) == 1


@pytest.mark.feature("ANA-34")
def test_churn_is_the_share_of_the_span_before_that_stays_away() -> None:
    result = cohorts(ROWS, plan=CohortPlan(until=date(2024, 3, 31), churn_days=40))
    # Up to 20 February a, b, c, d bought (b on 31 January, inside the 40 days); a and b bought again.
    assert result.churn == (2, 4)
    assert result.churn_rate == 0.5
    assert "50.0%" in result.explain("en")


def test_a_churn_rate_without_a_span_before_is_not_invented() -> None:
    result = cohorts(ROWS, plan=CohortPlan(until=date(2024, 3, 31)))
    assert result.churn_rate is None
    assert "two spans" in result.explain("en")


@pytest.mark.feature("ANA-36")
def test_the_repurchase_rate_is_the_share_with_a_second_day() -> None:
    assert cohorts(ROWS, plan=CohortPlan(until=date(2024, 3, 31))).repurchase_rate == 0.5


def test_it_refuses_an_unknown_period_and_a_day_before_all_purchases() -> None:
    with pytest.raises(BadInput, match="quarter"):
        cohorts(ROWS, plan=CohortPlan(period="decade"))
    with pytest.raises(BadInput, match="no purchase"):
        cohorts(ROWS, plan=CohortPlan(until=date(2023, 1, 1)))


@pytest.mark.feature("ANA-30")
def test_customer_equity_adds_to_the_values_of_all_customers(shop: pa.Table) -> None:
    summary = summarise(shop)
    spending = fit_spending(summary.table)
    scores = score(
        summary.table,
        fit(summary.table, "mbg_nbd"),
        spending.model,
        Outlook(),
        SummaryColumns(repeat_amount="repeat_amount"),
    )
    equity = customer_equity(summary, scores, "quarter")
    assert equity.total == scores.equity == sum(equity.table["equity"].to_pylist())
    assert equity.figure()["kind"] == "bars"
    with pytest.raises(BadInput, match="spending"):
        customer_equity(summary, score(summary.table, fit(summary.table)))
