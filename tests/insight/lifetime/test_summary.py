"""x, t_x, T from purchases: days merged, returns left out, the same whatever holds the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from keta.insight.base import BadInput
from keta.insight.lifetime import Observation, summarise

DAY = Observation(until=date(2024, 1, 31), time="day")


def purchases(*rows: tuple[object, str, str]) -> pa.Table:
    customers, days, amounts = zip(*rows, strict=True)
    return pa.table({"customer": customers, "date": days, "amount": amounts})


def test_purchases_of_one_day_are_one_purchase() -> None:
    table = purchases(
        (1, "2024-01-01", "10"), (1, "2024-01-11", "5"), (1, "2024-01-11", "2.50"), (2, "2024-01-21", "1")
    )
    rows = summarise(table, observation=DAY).table.to_pylist()
    assert [(row["frequency"], row["recency"], row["age"], row["repeat_amount"]) for row in rows] == [
        (1, 10.0, 30.0, 750),
        (0, 0.0, 10.0, 0),
    ]


def test_a_day_that_adds_to_less_than_zero_is_a_return_and_is_told() -> None:
    table = purchases((1, "2024-01-01", "10"), (1, "2024-01-11", "-4"), (1, "2024-01-21", "5"))
    summary = summarise(table, observation=DAY)
    row = summary.table.to_pylist()[0]
    assert (row["frequency"], row["recency"], row["repeat_amount"]) == (1, 20.0, 500)
    assert "return" in summary.explain("en")
    assert "退货" in summary.explain("zh-Hans")


def test_what_comes_after_the_end_of_observation_is_not_looked_at() -> None:
    table = purchases((1, "2024-01-01", "10"), (1, "2024-02-11", "4"), (2, "2024-02-01", "4"))
    assert summarise(table, observation=DAY).table.num_rows == 1


@pytest.mark.parametrize("kind", ["arrow", "polars", "pandas", "parquet", "csv"])
def test_every_kind_of_table_gives_the_same_summary(shop: pa.Table, kind: str, tmp_path: Path) -> None:
    expected = summarise(shop).table
    money = shop.set_column(2, "amount", pa.array([f"{cents / 100:.2f}" for cents in shop["amount"].to_pylist()]))
    source = {
        "arrow": lambda: shop,
        "polars": lambda: pl.from_arrow(shop),
        "pandas": lambda: shop.to_pandas(),
        "parquet": lambda: written(shop, tmp_path / "shop.parquet"),
        "csv": lambda: written(money, tmp_path / "shop.csv"),
    }[kind]()
    found = summarise(source).table
    # A CSV's customer numbers are text, which sorts differently.
    assert facts(found) == facts(expected)


def facts(table: pa.Table) -> dict[str, tuple[int, float, float, int]]:
    columns = ("frequency", "recency", "age", "repeat_amount")
    return {str(row["customer"]): tuple(row[name] for name in columns) for row in table.to_pylist()}


def written(table: pa.Table, path: Path) -> Path:
    if path.suffix == ".parquet":
        pq.write_table(table, path)
    else:
        table.to_pandas().to_csv(path, index=False)
    return path


@pytest.mark.parametrize(
    ("frame", "column"),
    [
        (pd.DataFrame({"customer": [1], "date": ["2024-01-01"], "amount": ["ten"]}), "amount"),
        (pd.DataFrame({"customer": [1], "date": ["someday"], "amount": ["10"]}), "date"),
        (pd.DataFrame({"customer": [1], "date": ["2999-01-01"], "amount": ["10"]}), "date"),
        (
            pd.DataFrame({"customer": [None, "A"], "date": ["2024-01-01"] * 2, "amount": ["10"] * 2}),
            "customer",
        ),
        (pd.DataFrame({"customer": [1], "date": ["2024-01-01"], "amount": [float("inf")]}), "amount"),
        (pd.DataFrame({"customer": [1], "date": ["2024-01-01"]}), "amount"),
    ],
)
def test_it_refuses_a_column_that_cannot_be_read(frame: pd.DataFrame, column: str) -> None:
    with pytest.raises(BadInput) as refusal:
        summarise(frame)
    assert refusal.value.column == column


def test_it_refuses_an_end_before_the_first_purchase() -> None:
    with pytest.raises(BadInput, match="no purchase up to"):
        summarise(purchases((1, "2024-03-01", "10")), observation=DAY)
