"""Iris (Fisher 1936): k-means as printed for R's kmeans, fuzzy c-means as for R's cmeans and fanny literature."""

from __future__ import annotations

import pyarrow as pa
import pytest
from sklearn.datasets import load_iris

from keta.insight.segments import Grouping, Segments, fuzzy_c_means, segment

COLUMNS = ("a", "b", "c", "d")


def formed(method: str) -> Segments:
    table = pa.table(dict(zip(COLUMNS, load_iris().data.T, strict=True)))
    return segment(table, COLUMNS, Grouping(method, 3, standardise=False))


def test_k_means_of_iris() -> None:
    result = formed("k_means")
    assert result.measure == pytest.approx(78.85144, abs=5e-6)
    assert result.sizes == [62, 50, 38]


def test_fuzzy_c_means_of_iris() -> None:
    result = fuzzy_c_means(load_iris().data, 3)
    assert result.objective == pytest.approx(60.505711, abs=5e-7)
    assert result.partition_coefficient == pytest.approx(0.783397, abs=5e-7)
    assert formed("fuzzy").measure == pytest.approx(60.505711, abs=5e-7)
