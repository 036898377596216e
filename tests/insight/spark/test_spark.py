"""The same expressions on Spark and on DuckDB: pyramid and RFM agree to the cent, movement and summaries too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import ibis
import numpy as np
import pandas as pd
import pytest

from keta.insight.base import BadInput, months
from keta.insight.lifetime import Observation, summarise
from keta.insight.pyramid import Moves, migration, pyramid
from keta.insight.rfm import rfm

pyspark = pytest.importorskip("pyspark", reason="Spark is not installed; `keta test --all` installs it")


@pytest.fixture(scope="module")
def purchases() -> pd.DataFrame:
    """Three hundred customers with ties, returns and equal days; amounts as they stand in a CSV."""
    random = np.random.default_rng(11)
    rows = 3000
    cents = random.choice([100, 2933, 2934, 50_000, 12_345_678, -2933], rows, p=[0.3, 0.2, 0.2, 0.1, 0.1, 0.1])
    days = [str(date(2023, 1, 1) + timedelta(int(day))) for day in random.integers(0, 700, rows)]
    customers = [f"KH-{number}" for number in random.integers(1, 300, rows)]
    return pd.DataFrame({"customer": customers, "date": days, "amount": [f"{part / 100:.2f}" for part in cents]})


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.memory", "1g")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def distributed(spark: Any, purchases: pd.DataFrame) -> Any:
    """The purchases as an Ibis table that lives in Spark."""
    return in_spark(spark, purchases, "purchases")


def in_spark(spark: Any, purchases: pd.DataFrame, name: str) -> Any:
    spark.createDataFrame(purchases).createOrReplaceTempView(name)
    return ibis.pyspark.connect(spark).table(name)


@pytest.mark.slow
def test_the_pyramid_is_the_same_to_the_cent(distributed: Any, purchases: pd.DataFrame) -> None:
    here, there = pyramid(purchases), pyramid(distributed)
    assert there.table.to_pylist() == here.table.to_pylist()
    assert there.layers == here.layers


@pytest.mark.slow
def test_rfm_is_the_same_to_the_cent(distributed: Any, purchases: pd.DataFrame) -> None:
    here, there = rfm(purchases), rfm(distributed)
    assert there.table.to_pylist() == here.table.to_pylist()
    assert there.cuts == here.cuts


@pytest.mark.slow
def test_movement_is_the_same(distributed: Any, purchases: pd.DataFrame) -> None:
    rule = Moves(months(date(2023, 1, 1), 4, 6))
    here, there = migration(purchases, rule), migration(distributed, rule)
    assert there.table.to_pylist() == here.table.to_pylist()
    assert there.who(pair=1).to_pylist() == here.who(pair=1).to_pylist()


@pytest.mark.slow
@pytest.mark.parametrize("with_amounts", [True, False])
def test_summaries_are_the_same(distributed: Any, purchases: pd.DataFrame, with_amounts: bool) -> None:
    observation = Observation(with_amounts=with_amounts)
    here, there = (summarise(source, observation=observation) for source in (purchases, distributed))
    assert there.table.to_pylist() == here.table.to_pylist()


@pytest.mark.slow
def test_bad_rows_are_refused_on_spark_too(spark: Any, purchases: pd.DataFrame) -> None:
    wrong = purchases.head(50).assign(amount="29.335")
    with pytest.raises(BadInput, match="29.335") as refusal:
        pyramid(in_spark(spark, wrong, "wrong"))
    assert refusal.value.column == "amount"
