"""The decision tree drawn, and told as rules in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from keta.insight.base import BadInput, Figure, Result, Text, listed
from keta.insight.base.figures import branch, tree
from keta.insight.mining import words
from keta.insight.mining.design import Encoding
from keta.insight.mining.learners import TREE, fitted_pipeline
from keta.insight.mining.model import Model

DRAWN_QUESTIONS = 3


@dataclass(frozen=True)
class Step:
    """One question of the tree, answered: a category's level or a number's border, and which side."""

    column: str
    level: str | None
    border: float
    is_left: bool

    def told(self) -> Text:
        if self.level is not None:
            # One-hot columns are 0 or 1, so the left side is “is not”.
            return (words.IS_NOT if self.is_left else words.IS)(column=self.column, value=self.level)
        return (words.AT_MOST if self.is_left else words.ABOVE)(column=self.column, value=f"{self.border:g}")


@dataclass(frozen=True)
class TreeRules(Result):
    """`table`: rule (English), rule_zh, rows, share; the surest first."""

    drawn: Figure
    told: tuple[Text, ...]

    def story(self) -> Sequence[Text]:
        return self.told

    def figure(self) -> Figure:
        return self.drawn


def tree_rules(model: Model) -> TreeRules:
    """One rule a leaf of the decision tree,
    with the rows and the share it found there when it was learned.
    """
    if model.learner != TREE:
        raise BadInput(words.UNKNOWN_LEARNER(name=model.learner, known=TREE))
    grown = grown_tree(model)
    leaves = sorted(_leaves(grown, model.encoding, 0, []), key=lambda leaf: -leaf[1])
    told = [_rule(steps, share, count) for steps, share, count in leaves]
    table = pa.table(
        {
            "rule": [rule.tell("en") for rule in told],
            "rule_zh": [rule.tell("zh-Hans") for rule in told],
            "rows": [count for _, _, count in leaves],
            "share": [share for _, share, _ in leaves],
        }
    )
    drawn = tree(words.TREE_FIGURE, _branch(grown, model.encoding, 0))
    return TreeRules(table, {"share": words.SHARE}, ("Breiman, Friedman, Olshen, Stone (1984)",), drawn, tuple(told))


def grown_tree(model: Model) -> Any:
    """scikit-learn's arrays of nodes."""
    return fitted_pipeline(model.estimator).named_steps["model"].tree_


def share_at(grown: Any, node: int) -> float:
    """Share of the outcome among the rows of a node."""
    values = grown.value[node][0]
    return float(values[1] / values.sum())


def question_at(grown: Any, encoding: Encoding, node: int, is_left: bool) -> Step:
    place, border = int(grown.feature[node]), float(grown.threshold[node])
    if place < len(encoding.numbers):
        return Step(encoding.numbers[place], None, border, is_left)
    place -= len(encoding.numbers)
    for name, levels in encoding.levels.items():
        if place < len(levels):
            return Step(name, levels[place], border, is_left)
        place -= len(levels)
    raise IndexError(f"node {node} asks for a column beyond the encoding")


def _leaves(grown: Any, encoding: Encoding, node: int, steps: list[Step]) -> Iterator[tuple[list[Step], float, int]]:
    left, right = int(grown.children_left[node]), int(grown.children_right[node])
    if left < 0:
        yield steps, share_at(grown, node), int(grown.n_node_samples[node])
        return
    yield from _leaves(grown, encoding, left, [*steps, question_at(grown, encoding, node, True)])
    yield from _leaves(grown, encoding, right, [*steps, question_at(grown, encoding, node, False)])


def _rule(steps: Sequence[Step], share: float, count: int) -> Text:
    if not steps:
        return words.ALL_ROWS(share=share, count=count)
    return words.IF(conditions=listed(step.told() for step in _tightest(steps)), share=share, count=count)


def _tightest(steps: Sequence[Step]) -> list[Step]:
    """Of several borders on the same side of a number only the innermost, which is the last one asked."""
    last = {(step.column, step.level, step.is_left): step for step in steps}
    return [step for step in steps if last[(step.column, step.level, step.is_left)] is step]


def _branch(grown: Any, encoding: Encoding, node: int, depth: int = 0) -> Figure:
    """The first questions only, or nothing could be read; the rules tell all of them."""
    count, share = int(grown.n_node_samples[node]), share_at(grown, node)
    left, right = int(grown.children_left[node]), int(grown.children_right[node])
    if left < 0 or depth == DRAWN_QUESTIONS:
        return branch(words.LEAF if left < 0 else words.MORE_QUESTIONS, count, share)
    step = question_at(grown, encoding, node, True)
    # The figure's first child is the yes: “is …” for categories, “≤ …” for numbers.
    first, second = (right, left) if step.level is not None else (left, right)
    asked = question_at(grown, encoding, node, step.level is None).told()
    children = [_branch(grown, encoding, child, depth + 1) for child in (first, second)]
    return branch(asked, count, share, children)
