"""Purchase histories reduced to what the models need: each distinct (x, t_x, T) once, with its customers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from keta.insight.lifetime.special import Floats

Codes = NDArray[np.intp]

_WHOLE_NUMBER_LIMIT = 1_000_000


@dataclass(frozen=True)
class Histories:
    """Repeat purchases x, time of the last one t_x and time observed T, all in one unit of time.

    `customers` counts who shares a history; fractions are fine (bootstrap, weights).
    """

    frequency: Floats
    recency: Floats
    age: Floats
    customers: Floats

    @classmethod
    def of_customers(cls, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Histories:
        """One entry a customer in, one entry a distinct history out."""
        levels, key = _keys(frequency, recency, age)
        distinct, customers = np.unique(key, return_counts=True)
        return cls(*_unpacked(levels, distinct), customers.astype(np.float64))

    @classmethod
    def with_codes(cls, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> tuple[Histories, Codes]:
        """The distinct histories, and the place of each customer's among them."""
        levels, key = _keys(frequency, recency, age)
        distinct, code, customers = np.unique(key, return_inverse=True, return_counts=True)
        return cls(*_unpacked(levels, distinct), customers.astype(np.float64)), code

    @property
    def customer_count(self) -> float:
        return float(self.customers.sum())

    @cached_property
    def frequency_levels(self) -> tuple[Floats, Codes]:
        return _codes(self.frequency)

    @cached_property
    def recency_levels(self) -> tuple[Floats, Codes]:
        return _codes(self.recency)

    @cached_property
    def age_levels(self) -> tuple[Floats, Codes]:
        return _codes(self.age)

    def weighted(self, customers: Floats) -> Histories:
        return replace(self, customers=customers)

    def thinned(self, size: int) -> Histories:
        """Every n-th history of the sorted list: a stratified sample for a first fit,
        the same on every run.
        """
        step = max(1, len(self.customers) // size)
        pick = slice(step // 2, None, step)
        return Histories(self.frequency[pick], self.recency[pick], self.age[pick], self.customers[pick])


_Levels = list[tuple[Floats, NDArray[np.int64]]]


def _keys(*columns: ArrayLike) -> tuple[_Levels, NDArray[np.int64]]:
    """One whole number for each distinct history: sorting these is all that the grouping costs."""
    levels = [_levels(np.asarray(column, dtype=np.float64).ravel()) for column in columns]
    key = np.zeros(len(levels[0][1]), dtype=np.int64)
    for values, code in levels:
        key = key * len(values) + code
    return levels, key


def _unpacked(levels: _Levels, keys: NDArray[np.int64]) -> tuple[Floats, Floats, Floats]:
    keys, age = np.divmod(keys, len(levels[2][0]))
    frequency, recency = np.divmod(keys, len(levels[1][0]))
    return levels[0][0][frequency], levels[1][0][recency], levels[2][0][age]


def _levels(column: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Whole numbers serve as their own codes, which saves a sort of the column."""
    whole = column.astype(np.int64)
    if column.size and column.min() >= 0 and column.max() < _WHOLE_NUMBER_LIMIT and np.array_equal(whole, column):
        return np.arange(int(whole.max()) + 1, dtype=np.float64), whole
    values, code = np.unique(column, return_inverse=True)
    return values, code.astype(np.int64)


def _codes(column: Floats) -> tuple[Floats, Codes]:
    values, code = _levels(column)
    return values, code.astype(np.intp)
