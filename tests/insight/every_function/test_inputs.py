"""Every function takes every kind of table and gives the same answer."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ibis
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.insight.every_function.cases import CASES, Case

from keta.insight import lifetime, mining, pyramid, rfm, satisfaction, score, segments, value, warning

PACKAGES = (lifetime, mining, pyramid, rfm, satisfaction, score, segments, value, warning)


def _parquet(frame: pd.DataFrame, folder: Path) -> Path:
    frame.to_parquet(folder / "table.parquet")
    return folder / "table.parquet"


def _csv(frame: pd.DataFrame, folder: Path) -> Path:
    frame.to_csv(folder / "table.csv", index=False)
    return folder / "table.csv"


KINDS: dict[str, Callable[[pd.DataFrame, Path], Any]] = {
    "arrow": lambda frame, folder: pa.Table.from_pandas(frame, preserve_index=False),
    "polars": lambda frame, folder: pl.from_pandas(frame),
    "polars lazy": lambda frame, folder: pl.from_pandas(frame).lazy(),
    "parquet": _parquet,
    "parquet as text": lambda frame, folder: str(_parquet(frame, folder)),
    "csv": _csv,
    "ibis": lambda frame, folder: ibis.memtable(frame),
}


def table_of(answer: Any) -> pa.Table:
    return answer if isinstance(answer, pa.Table) else answer.table


def is_same(found: Any, wanted: Any) -> bool:
    """Sums of floats may differ in their last digits from one run to the next."""
    if isinstance(found, float) and isinstance(wanted, float):
        return math.isclose(found, wanted, rel_tol=1e-7, abs_tol=1e-9)
    return bool(found == wanted)


@pytest.fixture(scope="module")
def expected() -> dict[str, list[dict[str, Any]]]:
    return {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_kind_of_table_gives_the_same_answer(
    case: Case, kind: str, expected: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    if case.name not in expected:
        expected[case.name] = table_of(case.call(case.table)).to_pylist()
    found = table_of(case.call(KINDS[kind](case.table, tmp_path))).to_pylist()
    assert len(found) == len(expected[case.name])
    for row, wanted in zip(found, expected[case.name], strict=True):
        assert all(is_same(row[name], wanted[name]) for name in wanted), (row, wanted)


def test_every_public_function_that_takes_a_table_is_listed() -> None:
    public = {
        getattr(package, name)
        for package in PACKAGES
        for name in package.__all__
        if inspect.isfunction(getattr(package, name)) and "Source" in str(inspect.signature(getattr(package, name)))
    }
    assert public <= {case.function for case in CASES}
