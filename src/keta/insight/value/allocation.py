"""Costs allocated to customers by named keys; the parts always add up to the cost, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Result,
    Source,
    Text,
    Unit,
    amount,
    by_number,
    fetch,
    figures,
    key,
    number,
    read,
    rounded,
    same,
    share_out,
    unique,
    words,
)
from keta.insight.value import words as say

SOURCES = (
    "Kaplan, Cooper (1998): Cost and Effect (cost drivers as keys)",
    "largest remainder (Hamilton): parts add up to the total; ties to the lower customer number",
)
TAKEN = ("customer", "layer", "revenue", "cost", "profit")


@dataclass(frozen=True)
class Cost:
    """A cost in smallest units, divided by the column `key` (orders, visits, revenue ...); None: equal parts."""

    name: str
    amount: int
    key: str | None = None


@dataclass(frozen=True)
class Allocation(Result):
    """`table`: customer, layer (where asked), revenue, each cost, cost, profit. Smallest units."""

    costs: tuple[Cost, ...]
    unit: Unit

    def total(self, column: str) -> int:
        return int(pc.sum(self.table[column]).as_py())

    def layers(self) -> list[dict[str, Any]]:
        """Customers, revenue, cost and profit of each layer, the highest revenue a customer first."""
        if "layer" not in self.table.column_names:
            return []
        sums = [("customer", "count"), ("revenue", "sum"), ("cost", "sum"), ("profit", "sum")]
        rows = self.table.group_by("layer").aggregate(sums).to_pylist()
        return sorted(rows, key=lambda row: (-row["revenue_sum"] / row["customer_count"], row["layer"]))

    def story(self) -> Sequence[Text]:
        told, customers = self.unit.told, self.table.num_rows
        revenue, cost, profit = (self.total(column) for column in ("revenue", "cost", "profit"))
        whole = say.WHOLE(customers=customers, revenue=told(revenue), cost=told(cost), profit=told(profit))
        margin = same(f"{profit / revenue:.1%}") if revenue else say.NO_MARGIN
        means = say.AVERAGE(revenue=told(rounded(revenue, customers)), profit=told(rounded(profit, customers)))
        losses = self.table["profit"].filter(pc.less(self.table["profit"], 0))
        lost = int(pc.sum(losses).as_py() or 0)
        layers = [
            say.LAYER(
                name=row["layer"],
                customers=row["customer_count"],
                revenue=told(row["revenue_sum"]),
                cost=told(row["cost_sum"]),
                profit=told(row["profit_sum"]),
            )
            for row in self.layers()
        ]
        keys = [
            say.KEY(cost=cost.name, amount=told(cost.amount), key=same(cost.key) if cost.key else say.EQUALLY)
            for cost in self.costs
        ]
        return [whole, means(margin=margin), say.LOSERS(count=len(losses), loss=told(lost)), *layers, *keys]

    def figure(self) -> Figure:
        rows = self.layers()
        names: list[Text | str] = [str(row["layer"]) for row in rows] or [say.ALL]
        series = []
        for name, column in ((say.REVENUE, "revenue"), (say.COST, "cost"), (say.PROFIT, "profit")):
            values = [int(row[f"{column}_sum"]) for row in rows] or [self.total(column)]
            series.append((name, [self.unit.whole(value) for value in values]))
        return figures.bars(say.TITLE, names, series, self.unit.code)


def allocate(
    customers: Source,
    costs: Sequence[Cost],
    customer: str = "customer",
    revenue: str = "revenue",
    layer: str | None = None,
    unit: Unit = CNY,
) -> Allocation:
    """One row a customer with its part of every cost. A key is any column of numbers not below zero."""
    _check(costs)
    keys = sorted({cost.key for cost in costs if cost.key})
    columns = [key(customer), amount(revenue, "revenue", unit)]
    columns += [words(layer, "layer")] if layer else []
    columns += [number(name, f"key_{place}") for place, name in enumerate(keys)]
    reading = unique(read(customers, columns), columns[0])
    table = fetch(reading.table.order_by(by_number(reading.table.customer)))
    weights = {name: _weights(table[f"key_{place}"], name) for place, name in enumerate(keys)}
    parts = {cost.name: _divided(cost, weights, table.num_rows, unit) for cost in costs}
    spent = [sum(row) for row in zip(*parts.values(), strict=True)]
    taken = table["revenue"].to_pylist()
    kept = table.select([name for name in table.column_names if not name.startswith("key_")])
    result = pa.table(
        {
            **{name: kept[name] for name in ("customer", *(["layer"] if layer else []), "revenue")},
            **parts,
            "cost": spent,
            "profit": [gain - loss for gain, loss in zip(taken, spent, strict=True)],
        }
    )
    money = dict.fromkeys(("revenue", *parts, "cost", "profit"), unit)
    return Allocation(result, {"customer": say.NUMBER, **money}, SOURCES, tuple(costs), unit)


def _check(costs: Sequence[Cost]) -> None:
    if not costs:
        raise BadInput(say.NO_COSTS)
    names = [cost.name for cost in costs]
    for name in names:
        if names.count(name) > 1:
            raise BadInput(say.TWICE(name=name))
        if name in TAKEN:
            raise BadInput(say.TAKEN(name=name))


def _weights(column: pa.ChunkedArray, name: str) -> list[Fraction | int]:
    values = column.to_pylist()
    if below := sum(value < 0 for value in values):
        raise BadInput(say.NEGATIVE_KEY(count=below), name)
    return [int(value) if value.is_integer() else Fraction(value) for value in values]


def _divided(cost: Cost, weights: dict[str, list[Fraction | int]], rows: int, unit: Unit) -> list[int]:
    if cost.key is None:
        return share_out(cost.amount, [1] * rows)
    if cost.amount and not any(weights[cost.key]):
        raise BadInput(say.EMPTY_KEY(amount=unit.told(cost.amount)), cost.key)
    return share_out(cost.amount, weights[cost.key])
