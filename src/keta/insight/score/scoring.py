"""Scores by a scorecard: the whole, the groups, the quadrant, why, and what would change it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from keta.insight.base import (
    BadInput,
    Figure,
    Result,
    Source,
    Text,
    by_number,
    fetch,
    figures,
    key,
    number,
    read,
    unique,
)
from keta.insight.score import words
from keta.insight.score.card import GROUPS, Indicator, Scorecard

SOURCES = (
    "weighted points: Σ weight·points / Σ weight",
    "value: contribution, potential and strength together",
)
LOYALTY = "loyalty"
MOST_OF_ONE = 0.5


@dataclass(frozen=True)
class Scores(Result):
    """`table`: customer, score, value, each group (None where the card does not ask), quadrant; 0 to 100."""

    card: Scorecard
    inputs: Mapping[Any, Mapping[str, float]]

    def story(self) -> Sequence[Text]:
        scores = self.table["score"].to_pylist()
        mean = sum(scores) / len(scores)
        told = [words.STORY(customers=len(scores), version=self.card.version, mean=mean)]
        counts = Counter(self.table["quadrant"].to_pylist())
        told += [words.CLASS(name=name, customers=counts[kind]) for kind, name in words.QUADRANTS.items()]
        return [*told, *self.warnings()]

    def warnings(self) -> list[Text]:
        """An indicator that holds half of the weight or more is named: grades must not rest on one."""
        parts = [(one.column, one.weight / self.card.weight()) for one in self.card.indicators]
        return [words.SINGLE(name=name, part=part) for name, part in parts if part >= MOST_OF_ONE]

    def why(self, customer: int | str) -> pa.Table:
        """Each indicator's value, points, weight and part of the score, the largest part first."""
        values = self._values(customer)
        rows = [
            {
                "indicator": one.column,
                "group": one.group,
                "value": values[one.column],
                "points": one.points(values[one.column]),
                "weight": one.weight,
                "part": one.weight * one.points(values[one.column]) / self.card.weight(),
            }
            for one in self.card.indicators
        ]
        return pa.Table.from_pylist(rows).sort_by([("part", "descending"), ("indicator", "ascending")])

    def what_would_change(self, customer: int | str) -> pa.Table:
        """For each indicator below its top: the next value on its scale, the score and the quadrant then."""
        values, rows = self._values(customer), []
        for one in self.card.indicators:
            step = one.next_step(values[one.column])
            if step is not None:
                after = _row(self.card, {**values, one.column: step[0]})
                row = {"indicator": one.column, "value": values[one.column], "needed": step[0]}
                rows.append({**row, "score": after["score"], "quadrant": after["quadrant"]})
        schema = pa.schema(
            [("indicator", pa.string()), ("value", pa.float64()), ("needed", pa.float64()),
             ("score", pa.float64()), ("quadrant", pa.string())]
        )  # fmt: skip
        found = pa.Table.from_pylist(rows, schema)
        return found.sort_by([("score", "descending"), ("indicator", "ascending")])

    def _values(self, customer: int | str) -> Mapping[str, float]:
        if customer not in self.inputs:
            raise BadInput(words.UNKNOWN(customer=customer))
        return self.inputs[customer]

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        groups = []
        for kind, name in words.QUADRANTS.items():
            inside = [row for row in rows if row["quadrant"] == kind]
            loyal = [row[LOYALTY] or 0.0 for row in inside]
            groups.append((name, loyal, [row["value"] or 0.0 for row in inside]))
        border = float(self.card.border)
        return figures.points(words.TITLE, groups, (words.LOYALTY, words.VALUE), (border, border))


def score(source: Source, card: Scorecard, customer: str = "customer") -> Scores:
    """The score of every customer; the table has one row a customer and a column of numbers for each indicator."""
    columns = [number(one.column, f"indicator_{place}") for place, one in enumerate(card.indicators)]
    reading = unique(read(source, [key(customer), *columns]), key(customer))
    raw = fetch(reading.table.order_by(by_number(reading.table.customer))).to_pylist()
    inputs = {
        row["customer"]: {one.column: row[f"indicator_{place}"] for place, one in enumerate(card.indicators)}
        for row in raw
    }
    rows = [{"customer": name, **_row(card, values)} for name, values in inputs.items()]
    units = dict.fromkeys(("score", "value", *GROUPS), words.POINTS)
    return Scores(
        pa.Table.from_pylist(rows),
        {"customer": words.NUMBER, **units, "quadrant": words.NAME},
        (*SOURCES, *card.reasons),
        card,
        inputs,
    )


def _row(card: Scorecard, values: Mapping[str, float]) -> dict[str, Any]:
    of_group = {group: [one for one in card.indicators if one.group == group] for group in GROUPS}
    valued = [one for one in card.indicators if one.group != LOYALTY]
    groups = {group: _mean(members, values) for group, members in of_group.items()}
    value = _mean(valued, values)
    return {"score": _mean(card.indicators, values), "value": value, **groups,
            "quadrant": _quadrant(card.border, groups[LOYALTY], value)}  # fmt: skip


def _mean(indicators: Sequence[Indicator], values: Mapping[str, float]) -> float | None:
    weight = sum(one.weight for one in indicators)
    if not weight:
        return None
    return sum(one.weight * one.points(values[one.column]) for one in indicators) / weight


def _quadrant(border: int, loyal: float | None, value: float | None) -> str:
    if (loyal or 0.0) >= border:
        return "loyal and valuable" if (value or 0.0) >= border else "loyal"
    return "valuable" if (value or 0.0) >= border else "neither"
