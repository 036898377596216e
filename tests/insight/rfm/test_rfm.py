"""RFM with quantile and rule cuts, counted by hand."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from keta.insight.base import BadInput
from keta.insight.rfm import Borders, Scoring, rfm

DAY = date(2024, 6, 30)
ROWS = pa.table(
    {
        "customer": [1, 1, 1, 2, 2, 3],
        "date": ["2024-06-01", "2024-06-20", "2024-06-30", "2024-01-01", "2024-03-02", "2024-06-29"],
        "amount": [10000, 20000, -5000, 300, 400, 90000],
    }
)
BORDERS = Borders(recency=(30, 90), frequency=(2, 3), amount=(1000, 50000))


def test_rules_score_by_days_times_and_amount() -> None:
    result = rfm(ROWS, Scoring(DAY, 3, BORDERS))
    assert result.table.select(["customer", "recency", "frequency", "amount", "score"]).to_pylist() == [
        {"customer": 1, "recency": 0, "frequency": 3, "amount": 25000, "score": 332},
        {"customer": 2, "recency": 120, "frequency": 2, "amount": 700, "score": 121},
        {"customer": 3, "recency": 1, "frequency": 1, "amount": 90000, "score": 313},
    ]
    assert result.table["class"].to_pylist()[2] == "develop"
    assert "重要发展客户" in result.explain("zh-Hans")
    assert result.figure()["values"][0] == [1, 0, 1]


def test_equal_customers_score_alike() -> None:
    rows = pa.table({"customer": list(range(9)), "date": ["2024-06-01"] * 9, "amount": [500] * 9})
    assert set(rfm(rows).table["score"].to_pylist()) == {511}


def test_purchases_after_the_day_of_the_analysis_do_not_count() -> None:
    assert rfm(ROWS, Scoring(date(2024, 6, 1))).table["customer"].to_pylist() == [1, 2]


@pytest.mark.parametrize(
    ("scoring", "reason"),
    [
        (Scoring(groups=1), "2 to 10"),
        (Scoring(groups=5, borders=BORDERS), "4 in number"),
        (Scoring(groups=3, borders=Borders((90, 30), (2, 3), (1, 2))), "must rise"),
        (Scoring(until=date(2020, 1, 1)), "No purchase"),
    ],
)
def test_choices_that_cannot_work_are_refused(scoring: Scoring, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        rfm(ROWS, scoring)


def test_empty_tables_and_missing_numbers_are_refused() -> None:
    with pytest.raises(BadInput, match="no rows"):
        rfm(ROWS.slice(0, 0))
    missing = ROWS.set_column(0, "customer", pa.array([None, 1, 1, 2, 2, 3]))
    with pytest.raises(BadInput, match="no value") as refusal:
        rfm(missing)
    assert refusal.value.column == "customer"
