"""Columns that were filled after the fact: a model that uses them looks brilliant and is worthless.

Kaufman, Rosset, Perlich (2011), "Leakage in data mining", KDD.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.tree import DecisionTreeClassifier

from keta.insight.base import Text
from keta.insight.mining import words
from keta.insight.mining.design import Design, Flags
from keta.insight.mining.question import Question
from keta.insight.mining.table import Floats

LATER_SHARE = 0.01
PERFECT = 0.98
STRONG = 0.70
FILLED, UNFILLED = 0.5, 0.01
FOLDS = 3
SEED = 20261121


@dataclass(frozen=True)
class Leak:
    """A column and why it is held to be filled after the fact."""

    column: str
    reason: Text


def leaks(rows: Design, question: Question) -> tuple[Leak, ...]:
    """Dates after the decision; columns that alone tell the outcome, are filled for one outcome only, or
    alone tell
    more than all others together. The last is a suspicion, to be settled by who knows the column."""
    found = [*_later_days(rows), *_telling(rows)]
    return tuple(leak for leak in found if leak.column not in question.known_before)


def _later_days(rows: Design) -> list[Leak]:
    if rows.moments is None:
        return []
    found = []
    for name, days in rows.days.items():
        share = float(np.mean(days > rows.moments))
        if share > LATER_SHARE:
            found.append(Leak(name, words.LEAK_LATER(column=name, share=share)))
    return found


def _telling(rows: Design) -> list[Leak]:
    found: list[Leak] = []
    alone: dict[str, float] = {}
    for place, name in enumerate(rows.encoding.columns):
        values = rows.matrix[:, [place]]
        reason = _filled_for_one(values[:, 0], rows.outcome)
        alone[name] = _auc_alone(values, rows.outcome)
        if alone[name] >= PERFECT:
            found.append(Leak(name, words.LEAK_PERFECT(column=name, auc=alone[name])))
        elif reason:
            found.append(Leak(name, reason(column=name)))
    named = {leak.column for leak in found}
    left = {name: auc for name, auc in alone.items() if name not in named}
    return found + _dominant(rows, left)


def _filled_for_one(values: Floats, outcome: Flags) -> Text | None:
    """Some value in one outcome and practically none in the other."""
    filled = ~np.isnan(values)
    positive, negative = float(filled[outcome].mean()), float(filled[~outcome].mean())
    if max(positive, negative) >= FILLED and min(positive, negative) <= UNFILLED:
        return words.LEAK_FILLED(positive=positive, negative=negative)
    return None


def _dominant(rows: Design, alone: dict[str, float]) -> list[Leak]:
    """The strongest column against all the others:
    in honest data a crowd of columns beats each single one.
    """
    if len(alone) < 3:
        return []
    strongest = max(alone, key=lambda name: alone[name])
    if alone[strongest] < STRONG:
        return []
    others = [place for place, name in enumerate(rows.encoding.columns) if name in alone and name != strongest]
    learner = HistGradientBoostingClassifier(max_iter=80, learning_rate=0.08, max_leaf_nodes=15, random_state=SEED)
    rest = _crossed_auc(learner, rows.matrix[:, others], rows.outcome)
    if alone[strongest] <= rest:
        return []
    reason = words.LEAK_DOMINANT(column=strongest, auc=alone[strongest], rest=rest)
    return [Leak(strongest, reason)]


def _auc_alone(values: Floats, outcome: Flags) -> float:
    tree = DecisionTreeClassifier(max_depth=5, min_samples_leaf=max(5, len(outcome) // 200), random_state=SEED)
    return _crossed_auc(tree, values, outcome)


def _crossed_auc(learner: object, values: Floats, outcome: Flags) -> float:
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    scores = cross_val_predict(learner, values, outcome, cv=folds, method="predict_proba")[:, 1]
    return float(roc_auc_score(outcome, scores))
