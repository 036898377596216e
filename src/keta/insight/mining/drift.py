"""Whether the rows to be scored still look like those learned from: PSI and Kolmogorov-Smirnov, column by
column.

Population stability index as in Siddiqi (2006), Credit Risk Scorecards; its usual borders are 0.1 and 0.25.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.stats import chi2_contingency, ks_2samp

from keta.insight.base import BadInput, Figure, Result, Source, Text, listed
from keta.insight.base.figures import bars
from keta.insight.mining import forecast_words as words
from keta.insight.mining.design import as_text
from keta.insight.mining.table import NUMBER, Facts, Floats, columns_of

SOME, MUCH = 0.1, 0.25
BINS = 10
LEAST_SHARE = 1e-4


@dataclass(frozen=True)
class Drift(Result):
    """`table`: column, psi, statistic (KS for numbers, Cramér's V for categories),
    p_value, missing before and now.
    """

    def story(self) -> Sequence[Text]:
        rows = self.table.to_pylist()
        moved = [words.MOVED(column=row["column"], psi=row["psi"]) for row in rows if row["psi"] >= MUCH]
        stirred = [words.MOVED(column=row["column"], psi=row["psi"]) for row in rows if SOME <= row["psi"] < MUCH]
        told = [words.DRIFTED(columns=listed(moved))] if moved else []
        told += [words.STIRRED(columns=listed(stirred))] if stirred else []
        return told or [words.STABLE(count=len(rows))]

    def figure(self) -> Figure:
        rows = self.table.to_pydict()
        return bars(words.DRIFT_FIGURE, rows["column"], [(words.PSI, rows["psi"])], words.PSI)


def drift(before: Source, now: Source, columns: Sequence[str] = ()) -> Drift:
    """Compares the named columns (as delivered all that both tables have), the most changed first."""
    old, _ = columns_of(before, columns)
    new, _ = columns_of(now, columns)
    names = list(columns) or [name for name in old if name in new]
    if not names:
        raise BadInput(words.NOTHING_COMMON)
    rows = sorted((_compared(old[name], new[name]) for name in names), key=lambda row: row["psi"], reverse=True)
    units = {"psi": words.PSI}
    return Drift(pa.Table.from_pylist(rows), units, ("Siddiqi (2006), Credit Risk Scorecards", "Smirnov (1939)"))


def _compared(old: Facts, new: Facts) -> dict[str, Any]:
    if old.kind == NUMBER and new.kind == NUMBER:
        first, second = (facts.values.to_numpy(dtype=np.float64) for facts in (old, new))
        shares = _shares_of_numbers(first, second)
        test = ks_2samp(first[~np.isnan(first)], second[~np.isnan(second)])
        statistic, chance = float(test.statistic), float(test.pvalue)
    else:
        counts = _counts_of_levels(as_text(old.values), as_text(new.values))
        shares = counts / counts.sum(axis=1, keepdims=True)
        statistic, chance = _cramer(counts)
    missing = {
        "missing_before": float(old.values.isna().mean()),
        "missing_now": float(new.values.isna().mean()),
    }
    return {"column": old.name, "psi": _psi(shares), "statistic": statistic, "p_value": chance, **missing}


def _shares_of_numbers(first: Floats, second: Floats) -> Floats:
    """Shares in the tenths of the earlier values; missing ones are a part of their own."""
    edges = np.unique(np.quantile(first[~np.isnan(first)], np.linspace(0.0, 1.0, BINS + 1)[1:-1]))
    parts = []
    for values in (first, second):
        known = values[~np.isnan(values)]
        counts = np.bincount(np.searchsorted(edges, known, side="left"), minlength=len(edges) + 1)
        parts.append(np.append(counts, len(values) - len(known)) / len(values))
    return np.array(parts)


def _counts_of_levels(first: pd.Series, second: pd.Series) -> Floats:
    both = pd.concat([values.fillna("").value_counts() for values in (first, second)], axis=1).fillna(0.0)
    return np.asarray(both.to_numpy().T, dtype=np.float64)


def _psi(shares: Floats) -> float:
    """Sum of (now - before) ln(now / before); empty parts count as one in ten thousand."""
    first, second = np.maximum(shares, LEAST_SHARE)
    return float(((second - first) * np.log(second / first)).sum())


def _cramer(counts: Floats) -> tuple[float, float]:
    if counts.shape[1] < 2:
        return 0.0, 1.0
    test = chi2_contingency(counts, correction=False)
    return float(np.sqrt(test.statistic / counts.sum())), float(test.pvalue)
