"""Answers on a scale, checked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from keta.insight.base import BadInput, Source, fetch, number, read
from keta.insight.satisfaction import words

Floats = NDArray[np.float64]


def answers(source: Source, columns: Sequence[str], low: float, high: float, whole: bool = True) -> Floats:
    """Rows × columns; an answer outside the scale, or half an answer where `whole`, is refused with its column."""
    if low >= high:
        raise BadInput(words.BAD_SCALE(low=low, high=high))
    named = [number(name, f"answer_{place}") for place, name in enumerate(columns)]
    table: pa.Table = fetch(read(source, named).table)
    found = np.column_stack([table[f"answer_{place}"].to_numpy() for place in range(len(columns))])
    for name, values in zip(columns, found.T, strict=True):
        if outside := int(((values < low) | (values > high)).sum()):
            raise BadInput(words.OFF_SCALE(count=outside, low=low, high=high), name)
        if whole and (broken := int((values != np.round(values)).sum())):
            raise BadInput(words.NOT_WHOLE(count=broken), name)
    return found
