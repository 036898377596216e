"""Columns as a matrix: checked, and put on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from keta.insight.base import BadInput, Source, fetch, key, number, read
from keta.insight.base.columns import unique
from keta.insight.segments import words

Floats = NDArray[np.float64]


def matrix(source: Source, columns: Sequence[str], identifier: str | None) -> tuple[Floats, pa.Array]:
    """Rows × columns in the order of the identifier (without one: of the values), and the identifiers."""
    if not columns:
        raise BadInput(words.NO_COLUMNS)
    named = [number(name, f"feature_{place}") for place, name in enumerate(columns)]
    if identifier is None:
        table = fetch(read(source, named).table)
        values = _columns(table, columns)
        order = np.lexsort(values.T[::-1])
        return values[order], pa.array(range(len(values)))
    reading = unique(read(source, [key(identifier), *named]), key(identifier))
    table = fetch(reading.table.order_by("customer"))
    return _columns(table, columns), table["customer"].combine_chunks()


def _columns(table: pa.Table, columns: Sequence[str]) -> Floats:
    values = [table[f"feature_{place}"].to_numpy() for place in range(len(columns))]
    for name, column in zip(columns, values, strict=True):
        if np.ptp(column) == 0:
            raise BadInput(words.CONSTANT, name)
    return np.column_stack(values)


def scaled(values: Floats, columns: Sequence[str], logarithm: bool, standardise: bool) -> Floats:
    if logarithm:
        for name, column in zip(columns, values.T, strict=True):
            if column.min() < 0:
                raise BadInput(words.NOT_POSITIVE, name)
        values = np.log1p(values)
    return standard(values) if standardise else values


def standard(values: Floats) -> Floats:
    result: Any = (values - values.mean(axis=0)) / values.std(axis=0)
    return np.asarray(result, dtype=np.float64)
