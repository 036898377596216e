"""Rows to learn from and rows to test on: later ones, other groups, or other rows; never the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from keta.insight.base import BadInput, Text
from keta.insight.mining import words
from keta.insight.mining.design import Design
from keta.insight.mining.question import Question

FOLDS = 5
TESTED = 0.3
SEED = 20261121

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Splits:
    """Pairs of (learn, test) rows, and how they were made in words."""

    pairs: tuple[tuple[Rows, Rows], ...]
    told: Text


def splits(rows: Design, question: Question) -> Splits:
    """By time where there is one; else by groups or by rows, with both outcomes on each side."""
    if rows.moments is not None:
        return _by_time(rows, question)
    empty = np.zeros(len(rows.outcome))
    if rows.groups is not None:
        folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
        pairs = tuple(folds.split(empty, rows.outcome, rows.groups))
        return Splits(pairs, words.SPLIT_GROUP(folds=FOLDS, column=question.group))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    return Splits(tuple(folds.split(empty, rows.outcome)), words.SPLIT_ROWS(folds=FOLDS))


def _by_time(rows: Design, question: Question) -> Splits:
    moments = np.asarray(rows.moments)
    # The border lies between two moments, so that rows of one moment stand on one side.
    border = np.quantile(moments.astype("int64"), 1.0 - TESTED, method="higher")
    later = moments.astype("int64") >= border
    for side in (later, ~later):
        rarer = int(min(rows.outcome[side].sum(), (~rows.outcome[side]).sum()))
        if rarer < 2:
            raise BadInput(words.TOO_FEW(count=rarer, needed=2), question.time)
    start = str(moments[later].min().astype("datetime64[D]"))
    told = words.SPLIT_TIME(count=int(later.sum()), start=start)
    return Splits(((np.flatnonzero(~later), np.flatnonzero(later)),), told)
