"""What satisfaction hangs on: expectation against perception, importance against performance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from keta.insight.base import BadInput, Figure, Result, Source, Text, figures, listed
from keta.insight.satisfaction import words
from keta.insight.satisfaction.answers import answers

SERVQUAL = "Parasuraman, Zeithaml, Berry (1988): SERVQUAL, gap = perception - expectation"
MARTILLA = "Martilla, James (1977), Journal of Marketing 41(1)"


@dataclass(frozen=True)
class Gaps(Result):
    """`table`: name, expected, perceived, gap (perceived less expected), the widest lack first."""

    def story(self) -> Sequence[Text]:
        return [words.GAP(**row) for row in self.table.to_pylist()]

    def figure(self) -> Figure:
        rows = self.table.to_pydict()
        series = [(words.EXPECTED, rows["expected"]), (words.PERCEIVED, rows["perceived"])]
        return figures.bars(words.GAP_TITLE, rows["name"], series, words.POINTS)


def gaps(source: Source, pairs: Mapping[str, tuple[str, str]], low: float = 1, high: float = 7) -> Gaps:
    """`pairs`: name → (column of the expectation, column of the perception)."""
    if not pairs:
        raise BadInput(words.NO_DRIVERS)
    columns = [column for pair in pairs.values() for column in pair]
    means = answers(source, columns, low, high, whole=False).mean(axis=0).reshape(-1, 2)
    rows = [
        {"name": name, "expected": float(wanted), "perceived": float(got), "gap": float(got - wanted)}
        for name, (wanted, got) in zip(pairs, means, strict=True)
    ]
    units = {"name": words.NAME, **dict.fromkeys(("expected", "perceived", "gap"), words.POINTS)}
    return Gaps(pa.Table.from_pylist(rows).sort_by("gap"), units, (SERVQUAL,))


@dataclass(frozen=True)
class Drivers(Result):
    """`table`: driver, importance (correlation with the overall answer), performance (mean), quadrant."""

    borders: tuple[float, float]

    def story(self) -> Sequence[Text]:
        rows = self.table.to_pylist()
        found = {name: [row["driver"] for row in rows if row["quadrant"] == name] for name in words.QUADRANTS}
        return [words.QUADRANTS[name](drivers=listed(drivers)) for name, drivers in found.items() if drivers]

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        groups = [(row["driver"], [row["performance"]], [row["importance"]]) for row in rows]
        performance, importance = self.borders
        axes = (words.PERFORMANCE, words.IMPORTANCE)
        return figures.points(words.MATRIX, groups, axes, (performance, importance))


def importance_performance(
    source: Source, drivers: Sequence[str], overall: str, low: float = 1, high: float = 10
) -> Drivers:
    """Quadrants of the drivers at the mean importance and the mean performance of all of them."""
    if not drivers:
        raise BadInput(words.NO_DRIVERS)
    values = answers(source, [overall, *drivers], low, high, whole=False)
    for name, column in zip([overall, *drivers], values.T, strict=True):
        if np.ptp(column) == 0:
            raise BadInput(words.CONSTANT, name)
    importance, performance = np.asarray(np.corrcoef(values.T))[0, 1:], values[:, 1:].mean(axis=0)
    borders = (float(performance.mean()), float(importance.mean()))
    kinds = [_quadrant(up >= borders[1], good >= borders[0])
             for up, good in zip(importance, performance, strict=True)]  # fmt: skip
    table = pa.table({"driver": list(drivers), "importance": importance, "performance": performance, "quadrant": kinds})
    units = {"importance": words.CORRELATION, "performance": words.POINTS, "quadrant": words.NAME}
    return Drivers(table.sort_by([("importance", "descending")]), units, (MARTILLA,), borders)


def _quadrant(important: bool, good: bool) -> str:
    if important:
        return "keep up" if good else "concentrate here"
    return "possible overkill" if good else "low priority"
