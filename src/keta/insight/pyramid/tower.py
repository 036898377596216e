"""The pyramid of a period: a ranking of all customers and the layers they form (Curry and Curry 2000)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from keta.insight.base import (
    BadInput,
    Figure,
    Progress,
    Result,
    Source,
    Text,
    Unit,
    fetch,
    figures,
    rounded,
    same,
)
from keta.insight.pyramid import words
from keta.insight.pyramid.cuts import INACTIVE
from keta.insight.pyramid.ranking import Rule, ranked, read_measure

SOURCES = (
    "Curry, J. & Curry, A. (2000): The Customer Marketing Method. Free Press",
    "cut rule: rank r is in the layer that ends at p % where r ≤ ceil(n·p/100), ties by the lower customer number",
)
EIGHTY = 80


@dataclass(frozen=True)
class Layer:
    """One layer: `amount` in the smallest unit."""

    key: str
    name: Text
    customers: int
    amount: int

    @property
    def mean(self) -> int:
        """Amount a customer, rounded half-up to the smallest unit."""
        return rounded(self.amount, self.customers) if self.customers else 0


@dataclass(frozen=True)
class Pyramid(Result):
    """`table`: customer, amount, purchases, rank, layer, the first customer first; `layers` from the top."""

    layers: tuple[Layer, ...]
    rule: Rule

    @property
    def unit(self) -> Unit:
        return self.rule.unit

    @property
    def active(self) -> tuple[Layer, ...]:
        """The layers of active customers."""
        return self.layers[: len(self.rule.cuts.layers)]

    @property
    def active_count(self) -> int:
        return sum(layer.customers for layer in self.active)

    @property
    def total(self) -> int:
        """Amount of the active customers."""
        return sum(layer.amount for layer in self.active)

    def layer(self, key: str) -> Layer:
        for layer in self.layers:
            if layer.key == key:
                return layer
        raise BadInput(words.UNKNOWN_LAYER(layer=key, layers=", ".join(layer.key for layer in self.layers)))

    def customers(self, key: str) -> pa.Table:
        """The rows of the customers in layer `key`."""
        return self.table.filter(pc.equal(self.table["layer"], self.layer(key).key))

    def carriers(self, percent: int = EIGHTY) -> pa.Table:
        """The fewest customers that together bring at least `percent` % of the total."""
        return self.table.slice(0, self._carriers(percent))

    def _carriers(self, percent: int) -> int:
        reached = pc.cumulative_sum(self.table["amount"].slice(0, self.active_count))
        before = pc.less(reached, pa.scalar(-(-self.total * percent // 100), pa.int64()))
        return min(int(pc.sum(before).as_py()) + 1, self.active_count)

    def first_share(self, percent: int) -> float:
        """Share of the total that the first ceil(`percent` %) of the active customers bring."""
        first = -(-self.active_count * percent // 100)
        return int(pc.sum(self.table["amount"].slice(0, first)).as_py()) / self.total

    def story(self) -> Sequence[Text]:
        period = self.rule.period
        carry = words.CARRY(
            active=self.active_count,
            total=self.unit.told(self.total),
            share=self.first_share(20),
            period=words.WHOLE_TIME if period is None else same(period),
        )
        count = self._carriers(EIGHTY)
        eighty = words.EIGHTY(count=count, part=count / self.active_count, share=EIGHTY / 100)
        return [carry, *(self._layer_story(layer) for layer in self.layers), eighty]

    def _layer_story(self, layer: Layer) -> Text:
        if layer not in self.active:
            return words.LAYER_EMPTY(name=layer.name, customers=layer.customers)
        told = self.unit.told
        share = layer.amount / self.total
        says = words.LAYER_SAYS(name=layer.name, customers=layer.customers, share=share)
        return says(amount=told(layer.amount), mean=told(layer.mean))

    def figure(self) -> Figure:
        period = self.rule.period
        captions = [
            words.CAPTION(amount=self.unit.told(layer.amount), share=layer.amount / self.total) for layer in self.layers
        ]
        return figures.layers(
            words.TITLE(period=words.WHOLE_TIME if period is None else same(period)),
            [layer.name for layer in self.layers],
            [layer.customers for layer in self.layers],
            captions,
            len(self.active),
        )


def pyramid(
    purchases: Source,
    customer: str = "customer",
    date: str | None = "date",
    amount: str = "amount",
    rule: Rule | None = None,
    progress: Progress | None = None,
) -> Pyramid:
    """The pyramid of `amount` (revenue, margin, profit, points ...) summed for each customer.

    Without `date` the table has one row (or several) a customer and no period. A customer whose sum is not above
    zero is inactive. Amounts: see `Unit`; raises `BadInput`.
    """
    rule = rule or Rule()
    reading = read_measure(purchases, customer, date, amount, rule)
    table = fetch(ranked(reading, rule), progress)
    layers = _layers(table, rule)
    result = Pyramid(table, _units(rule.unit), SOURCES, layers, rule)
    if not result.active_count:
        raise BadInput(words.NO_ACTIVE, amount)
    return result


def _layers(table: pa.Table, rule: Rule) -> tuple[Layer, ...]:
    sums = table.group_by("layer").aggregate([("amount", "sum"), ("amount", "count")]).to_pylist()
    found = {row["layer"]: (row["amount_count"], row["amount_sum"]) for row in sums}
    shown = [key for key in rule.cuts.names if key in found or rule.people or key in _always(rule)]
    return tuple(Layer(key, rule.cuts.names[key], *found.get(key, (0, 0))) for key in shown)


def _always(rule: Rule) -> set[str]:
    return {*(layer.key for layer in rule.cuts.layers), INACTIVE}


def _units(unit: Unit) -> dict[str, Unit | Text]:
    return {
        "customer": words.NUMBER,
        "amount": unit,
        "purchases": words.COUNT,
        "rank": words.RANK,
        "layer": words.NAME,
    }
