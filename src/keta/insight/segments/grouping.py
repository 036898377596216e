"""Segments of customers with the choice of their number and the proof of their stability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from keta.insight.base import BadInput, Figure, Progress, Result, Source, Text, awaited, figures, listed, silent, span
from keta.insight.segments import words
from keta.insight.segments.features import Floats, matrix, scaled
from keta.insight.segments.fits import METHODS, Clustering

SOURCES = (
    "Lloyd (1982); Arthur, Vassilvitskii (2007): k-means++",
    "Bezdek (1981): fuzzy c-means",
    "Hennig (2007): stability of clusters by resampling",
)
TRIED = range(2, 9)
RESAMPLES = 10
STABLE_FROM = 0.75
MANY = 200_000


@dataclass(frozen=True)
class Grouping:
    """Method (k_means, mixture, fuzzy), number of segments (None: chosen from 2 to 8), scale, starts, seed."""

    method: str = "k_means"
    count: int | None = None
    standardise: bool = True
    logarithm: bool = False
    starts: int = 10
    seed: int = 0
    fuzziness: float = 2.0


@dataclass(frozen=True)
class Segments(Result):
    """`table`: customer, segment (1 is the largest), membership, the columns. `tried`: criterion by number."""

    grouping: Grouping
    columns: tuple[str, ...]
    count: int
    measure: float
    tried: Mapping[int, float]
    stability: float

    @property
    def sizes(self) -> list[int]:
        return [int(size) for size in np.bincount(self.table["segment"].to_numpy(), minlength=self.count + 1)[1:]]

    @property
    def is_stable(self) -> bool:
        return self.stability >= STABLE_FROM

    def story(self) -> Sequence[Text]:
        method = self.grouping.method
        says = words.STORY(rows=self.table.num_rows, count=self.count, method=words.METHODS[method])
        told = [says(measure=words.MEASURES[method], value=self.measure), self._choice()]
        told.append((words.STABLE if self.is_stable else words.UNSTABLE)(value=self.stability))
        frame = self.table.to_pandas()
        for number, size in enumerate(self.sizes, start=1):
            means = frame.loc[frame["segment"] == number, list(self.columns)].mean()
            listing = listed(words.MEAN(column=name, value=value) for name, value in means.items())
            told.append(words.SEGMENT(number=number, rows=size, means=listing))
        return told

    def _choice(self) -> Text:
        if not self.tried:
            return words.GIVEN
        criterion = words.CRITERIA[self.grouping.method]
        values = [words.VALUE(count=count, value=value) for count, value in self.tried.items()]
        return words.CHOSEN(criterion=criterion, tried=listed(self.tried), values=listed(values))

    def figure(self) -> Figure:
        """The rows over the first two columns (or the first column twice), coloured by segment."""
        across, up = self.columns[0], self.columns[1 if len(self.columns) > 1 else 0]
        frame = self.table.to_pandas()
        groups = []
        for number in range(1, self.count + 1):
            rows = frame[frame["segment"] == number]
            groups.append((words.GROUP(number=number), rows[across].tolist(), rows[up].tolist()))
        return figures.points(words.TITLE, groups, (across, up))


def segment(
    source: Source,
    columns: Sequence[str],
    grouping: Grouping | None = None,
    identifier: str | None = None,
    progress: Progress | None = None,
) -> Segments:
    """Segments of the rows by number columns. Raises `BadInput` for constant columns and for too few rows."""
    grouping, report = grouping or Grouping(), progress or silent
    if grouping.method not in METHODS:
        raise BadInput(words.UNKNOWN_METHOD(name=grouping.method, known=listed(METHODS)))
    raw, names = matrix(source, columns, identifier)
    values = scaled(raw, columns, grouping.logarithm, grouping.standardise)
    best, tried = _fitted(values, grouping, report)
    count = len(best.centres)
    stability = _stability(values, best, grouping, report)
    order = np.argsort(-np.bincount(best.labels, minlength=count), kind="stable")
    number = np.empty(count, dtype=np.int64)
    number[order] = np.arange(1, count + 1)
    cells = {name: raw[:, place] for place, name in enumerate(columns)}
    own = {"customer": names, "segment": number[best.labels], "membership": best.membership.max(axis=1)}
    units = {"customer": words.NUMBER, "segment": words.PLACE, "membership": words.MEMBERSHIP}
    found = dict(tried) if len(tried) > 1 else {}
    return Segments(
        pa.table({**own, **cells}),
        units,
        SOURCES,
        grouping,
        tuple(columns),
        count,
        best.measure,
        found,
        stability,
    )


def _fitted(values: Floats, grouping: Grouping, report: Progress) -> tuple[Clustering, dict[int, float]]:
    different = len(np.unique(values, axis=0))
    wanted = [grouping.count] if grouping.count is not None else [k for k in TRIED if k < different]
    if not wanted or (grouping.count or 2) > different:
        raise BadInput(words.TOO_FEW(rows=different, count=grouping.count or 2))
    if min(wanted) < 2:
        raise BadInput(words.BAD_COUNT(count=grouping.count))
    fits = {}
    for place, count in enumerate(wanted):
        part = span(report, 0.6 * place / len(wanted), 0.6 * (place + 1) / len(wanted))
        fits[count] = _fit(values, count, grouping, grouping.seed, part)
    best = min(fits, key=lambda count: fits[count].criterion)
    sign = -1 if grouping.method == "k_means" else 1
    return fits[best], {count: sign * fit.criterion for count, fit in fits.items()}


def _fit(values: Floats, count: int, grouping: Grouping, seed: int, report: Progress) -> Clustering:
    method = METHODS[grouping.method]
    step = words.FITTING(count=count)
    # Small fits whose threads wait for each other on a busy machine take many times as long.
    with threadpool_limits(1 if values.size < MANY else None):
        return awaited(lambda: method(values, count, grouping.starts, seed, grouping.fuzziness), report, step)


def _stability(values: Floats, best: Clustering, grouping: Grouping, report: Progress) -> float:
    """Mean agreement of the segments with those formed from resampled rows."""
    random, count, found = np.random.default_rng(grouping.seed), len(best.centres), []
    for place in range(RESAMPLES):
        part = span(report, 0.6 + 0.4 * place / RESAMPLES, 0.6 + 0.4 * (place + 1) / RESAMPLES)
        rows = values[random.integers(0, len(values), len(values))]
        if len(np.unique(rows, axis=0)) >= count:
            again = _fit(rows, count, grouping, place, part)
            found.append(adjusted_rand_score(best.labels, again.place(values)))
    return float(np.mean(found)) if found else 0.0
