"""Net promoter score, satisfied share, effort and the index of satisfaction, each with its margin of error."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from keta.insight.base import BadInput, Figure, Result, Source, Text, figures, listed
from keta.insight.satisfaction import words
from keta.insight.satisfaction.answers import Floats, answers

SURE = 1.959964
PROMOTER, PASSIVE = 9, 7
ACSI_LOW, ACSI_HIGH = 1, 10


@dataclass(frozen=True)
class Measure(Result):
    """`value` and `error`, half the width of the 95 % interval (None for one answer); `table`: answer, count, share."""

    value: float
    error: float | None
    told: Text

    def story(self) -> Sequence[Text]:
        return [self.told] if self.error is not None else [self.told, words.ONE_ANSWER]

    def figure(self) -> Figure:
        rows = self.table.to_pydict()
        names = [f"{answer:g}" for answer in rows["answer"]]
        return figures.bars(words.TITLE, names, [(words.ANSWERS, rows["count"])], words.ANSWERS)


def nps(source: Source, answer: str = "score") -> Measure:
    """Promoters (9, 10) less detractors (0 to 6) in percent; answers are whole numbers from 0 to 10."""
    values = answers(source, (answer,), 0, 10)[:, 0]
    promoters, passives = (
        int((values >= PROMOTER).sum()),
        int(((values >= PASSIVE) & (values < PROMOTER)).sum()),
    )
    marks = 100.0 * ((values >= PROMOTER).astype(np.float64) - (values < PASSIVE).astype(np.float64))
    told = words.NPS(promoters=promoters, passives=passives, detractors=len(values) - promoters - passives)
    return _measure(values, marks, told, "Reichheld (2003), Harvard Business Review 81(12)")


def csat(source: Source, answer: str = "score", low: int = 1, high: int = 5, satisfied: int = 4) -> Measure:
    """Percent of the answers at or above `satisfied`."""
    if not low < satisfied <= high:
        raise BadInput(words.BAD_SCALE(low=low, high=satisfied))
    values = answers(source, (answer,), low, high)[:, 0]
    marks = 100.0 * (values >= satisfied).astype(np.float64)
    return _measure(values, marks, words.CSAT(satisfied=satisfied), "share of satisfied answers (top boxes)")


def ces(source: Source, answer: str = "score", low: int = 1, high: int = 7) -> Measure:
    """Mean agreement that it was made easy."""
    values = answers(source, (answer,), low, high)[:, 0]
    return _measure(values, values, words.CES(high=high), "Dixon, Freeman, Toman (2010), HBR 88(7)")


def acsi(
    source: Source,
    questions: Sequence[str] = ("overall", "expectation", "ideal"),
    weights: Sequence[float] = (1 / 3, 1 / 3, 1 / 3),
) -> Measure:
    """((x1-1)·w1 + (x2-1)·w2 + (x3-1)·w3) / 9 · 100, the mean over the answers, on questions from 1 to 10."""
    if len(questions) != 3:
        raise BadInput(words.THREE(count=len(questions)))
    if len(weights) != 3 or min(weights) <= 0 or not math.isclose(sum(weights), 1.0, abs_tol=1e-9):
        raise BadInput(words.BAD_WEIGHTS(weights=listed(weights)))
    values = answers(source, questions, ACSI_LOW, ACSI_HIGH, whole=False)
    index = (values - ACSI_LOW) @ np.asarray(weights) / (ACSI_HIGH - ACSI_LOW) * 100
    return _measure(np.round(index), index, words.ACSI, "Fornell et al. (1996), Journal of Marketing 60(4)")


def _measure(values: Floats, marks: Floats, told: Text, source: str) -> Measure:
    levels, counts = np.unique(values, return_counts=True)
    table = pa.table({"answer": levels, "count": counts, "share": counts / len(values)})
    error = float(SURE * marks.std(ddof=1) / math.sqrt(len(marks))) if len(marks) > 1 else None
    value = float(marks.mean())
    units = {"answer": words.ANSWER, "count": words.ANSWERS, "share": words.SHARE}
    says = told(value=value, error=error if error is not None else 0.0, answers=len(values))
    return Measure(table, units, (source,), value, error, says)
