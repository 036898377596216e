"""A caller's table as columns of numbers, categories or days, decided by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from keta.insight.base import BadInput, Source, fetch, listed, opened
from keta.insight.mining import words

Floats = NDArray[np.float64]
NUMBER, CATEGORY, DAY, NOTHING = "number", "category", "day", "nothing"

_DAY = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ].*)?$")
_MIXED_SHARE = 0.9


@dataclass(frozen=True)
class Facts:
    """One column: its kind and its values (float64, text or datetime64), missing ones as NaN, None, NaT."""

    name: str
    kind: str
    values: pd.Series


def columns_of(source: Source, wanted: Sequence[str] = ()) -> tuple[dict[str, Facts], int]:
    """All columns and the number of rows; refuses an empty table and columns that are not there."""
    table = opened(source)
    for name in wanted:
        if name not in table.columns:
            raise BadInput(words.NO_COLUMN(columns=listed(table.columns)), name)
    rows = fetch(table)
    if not rows.num_rows:
        raise BadInput(words.NO_ROWS)
    return {name: facts_of(name, rows[name]) for name in rows.column_names}, rows.num_rows


def facts_of(name: str, column: pa.ChunkedArray) -> Facts:
    kind = column.type
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return Facts(name, DAY, pd.to_datetime(column.to_pandas()).dt.tz_localize(None).astype("datetime64[ns]"))
    if pa.types.is_boolean(kind):
        return _category(name, column.cast(pa.string()).to_pandas())
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return _number(name, column.cast(pa.float64()).to_pandas())
    return _of_text(name, column.cast(pa.string()).to_pandas())


def _number(name: str, values: pd.Series) -> Facts:
    infinite = int(np.isinf(values.to_numpy(dtype=np.float64)).sum())
    if infinite:
        raise BadInput(words.INFINITE(count=infinite), name)
    return Facts(name, NUMBER if values.notna().any() else NOTHING, values)


def _category(name: str, values: pd.Series) -> Facts:
    return Facts(name, CATEGORY if values.notna().any() else NOTHING, values.astype(object))


def _of_text(name: str, values: pd.Series) -> Facts:
    """Text as it comes from a CSV: numbers, days or words; a few words among numbers are refused."""
    texts = values.str.strip()
    texts = texts.where(texts != "", None)
    filled = texts.dropna()
    if filled.empty:
        return Facts(name, NOTHING, texts)
    numbers = pd.to_numeric(filled, errors="coerce")
    readable = float(numbers.notna().mean())
    if readable == 1.0:
        return _number(name, pd.to_numeric(texts))
    if readable >= _MIXED_SHARE:
        wrong = filled[numbers.isna()]
        raise BadInput(words.MIXED(count=len(wrong), example=wrong.iloc[0]), name)
    if filled.map(lambda text: bool(_DAY.match(text))).all():
        return Facts(
            name,
            DAY,
            pd.to_datetime(texts.str.replace(r"[/.]", "-", regex=True).str.slice(0, 10), errors="coerce"),
        )
    return _category(name, texts)
