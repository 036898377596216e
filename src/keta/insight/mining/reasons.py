"""Why a row has its score, column by column: exactly along the tree's path,
by occlusion for every other learner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from keta.insight.base import Figure, Result, Source, Text, listed
from keta.insight.base.figures import bars
from keta.insight.mining import words
from keta.insight.mining.learners import TREE, fitted_pipeline
from keta.insight.mining.model import Model
from keta.insight.mining.table import Floats, columns_of
from keta.insight.mining.trees import grown_tree, question_at, share_at

SHOWN = 3
PATH_SOURCE = "Saabas (2014), interpreting random forests"
OCCLUSION_SOURCE = "Robnik-Šikonja, Kononenko (2008), IEEE Trans. Knowledge and Data Engineering 20(5)"


@dataclass(frozen=True)
class Reasons(Result):
    """`table`: row, score, column, value, change of the probability;
    the strongest reason of each row first.
    """

    method: Text
    told: tuple[Text, ...]

    def story(self) -> Sequence[Text]:
        return [*self.told, self.method]

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        shown = [row for row in rows if row["row"] == rows[0]["row"]][:10]
        names = [f"{row['column']} = {row['value']}" for row in shown]
        return bars(words.REASONS_FIGURE, names, [(words.EFFECT, [row["change"] for row in shown])], words.POINTS)


def reasons(model: Model, source: Source, identifier: str = "") -> Reasons:
    """The effect of each column on the score of each row. The tree's parts add up to its (uncalibrated)
    share exactly;
    for boosted trees and the network one column at a time is set to its typical value, which need not add
    up."""
    columns, count = columns_of(source, (identifier,) if identifier else ())
    matrix = model.encoding.matrix(columns)
    names = list(columns[identifier].values) if identifier else list(range(1, count + 1))
    if model.learner == TREE:
        scores, changes, base = _along_path(model, matrix)
        method = words.BY_PATH(base=base, score=float(scores[0]))
    else:
        scores, changes = _by_occlusion(model, matrix)
        method = words.BY_OCCLUSION
    source_name = PATH_SOURCE if model.learner == TREE else OCCLUSION_SOURCE
    table = _table(model, matrix, names, scores, changes)
    return Reasons(
        table, {"change": words.POINTS}, (source_name,), method, _told(model, matrix, names, scores, changes)
    )


def _along_path(model: Model, matrix: Floats) -> tuple[Floats, Floats, float]:
    """Each step changes the share from node to child; the change belongs to the column the node asks for."""
    grown, places = grown_tree(model), {name: place for place, name in enumerate(model.encoding.columns)}
    prepared = fitted_pipeline(model.estimator).named_steps["columns"].transform(matrix)
    leaves = grown.apply(prepared.astype(np.float32))
    paths = _paths(grown.children_left, grown.children_right)
    scores, changes = np.empty(len(matrix)), np.zeros(matrix.shape)
    for row, leaf in enumerate(leaves):
        scores[row] = share_at(grown, int(leaf))
        for node, child in paths[int(leaf)]:
            column = question_at(grown, model.encoding, node, True).column
            changes[row, places[column]] += share_at(grown, child) - share_at(grown, node)
    return scores, changes, share_at(grown, 0)


def _paths(left: Sequence[int], right: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """For each node the (parent, child) steps from the root."""
    paths: dict[int, list[tuple[int, int]]] = {0: []}
    for node in range(len(left)):
        for child in (int(left[node]), int(right[node])):
            if child >= 0:
                paths[child] = [*paths[node], (node, child)]
    return paths


def _by_occlusion(model: Model, matrix: Floats) -> tuple[Floats, Floats]:
    scores, changes = model.probabilities(matrix), np.empty(matrix.shape)
    for place in range(matrix.shape[1]):
        occluded = matrix.copy()
        occluded[:, place] = model.reference[place]
        changes[:, place] = scores - model.probabilities(occluded)
    return scores, changes


def _table(model: Model, matrix: Floats, names: Sequence[object], scores: Floats, changes: Floats) -> pa.Table:
    rows = []
    for place, name in enumerate(names):
        for column in np.argsort(-np.abs(changes[place]), kind="stable"):
            value = model.encoding.told(model.encoding.columns[column], matrix[place, column])
            rows.append(
                {
                    "row": name,
                    "score": float(scores[place]),
                    "column": model.encoding.columns[column],
                    "value": value.tell("en") if isinstance(value, Text) else value,
                    "change": float(changes[place, column]),
                }
            )
    return pa.Table.from_pylist(rows)


def _told(model: Model, matrix: Floats, names: Sequence[object], scores: Floats, changes: Floats) -> tuple[Text, ...]:
    told = []
    for place, name in enumerate(names[:SHOWN]):
        strongest = list(np.argsort(-np.abs(changes[place]), kind="stable")[:SHOWN])
        parts = [
            words.REASON(
                column=model.encoding.columns[column],
                value=model.encoding.told(model.encoding.columns[column], matrix[place, column]),
                change=float(changes[place, column]),
            )
            for column in strongest
            if changes[place, column]
        ]
        told.append(words.REASONS(row=name, score=float(scores[place]), reasons=listed(parts)))
    return tuple(told)
