"""A plan for the pyramid beside what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from keta.insight.base import BadInput, Figure, Result, Text, figures, listed
from keta.insight.pyramid import words
from keta.insight.pyramid.scenario import SOURCES, Scenario
from keta.insight.pyramid.tower import Pyramid


@dataclass(frozen=True)
class Comparison(Result):
    """`table`: each layer with customers and amount as planned, in fact, and the difference (fact less plan)."""

    fact: Pyramid

    def story(self) -> Sequence[Text]:
        rows = self.table.to_pylist()
        planned, actual = (sum(row[column] for row in rows) for column in ("amount_planned", "amount_actual"))
        told, names = self.fact.unit.told, self.fact.rule.cuts.names
        whole = words.PLAN_SAYS(planned=told(planned), actual=told(actual), part=actual / planned if planned else 0.0)
        layers = [
            words.PLAN_LAYER(
                name=names[row["layer"]],
                planned=row["customers_planned"],
                actual=row["customers_actual"],
                change=row["customers_difference"],
            )
            for row in rows
        ]
        return [whole, *layers]

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        names = [self.fact.rule.cuts.names[row["layer"]] for row in rows]
        series = [
            (name, [self.fact.unit.whole(row[column]) for row in rows])
            for name, column in ((words.PLANNED, "amount_planned"), (words.ACTUAL, "amount_actual"))
        ]
        return figures.bars(words.PLAN_TITLE, names, series, self.fact.unit.code)


def compare(plan: Scenario, fact: Pyramid) -> Comparison:
    """The active layers of a later pyramid against the scenario that was planned."""
    planned = {row["layer"]: row for row in plan.table.to_pylist()}
    keys = [layer.key for layer in fact.active]
    expected = [layer.key for layer in plan.pyramid.active]
    if keys != expected:
        raise BadInput(words.OTHER_LAYERS(plan=listed(expected), fact=listed(keys)))
    rows = []
    for layer in fact.active:
        customers, amount = planned[layer.key]["customers_after"], planned[layer.key]["amount_after"]
        row = {"layer": layer.key, "customers_planned": customers, "customers_actual": layer.customers}
        row |= {"customers_difference": layer.customers - customers, "amount_planned": amount}
        rows.append({**row, "amount_actual": layer.amount, "amount_difference": layer.amount - amount})
    counts = {f"customers_{name}": words.COUNT for name in ("planned", "actual", "difference")}
    money = {f"amount_{name}": fact.unit for name in ("planned", "actual", "difference")}
    return Comparison(pa.Table.from_pylist(rows), {"layer": words.NAME, **counts, **money}, SOURCES, fact)
