"""What if customers moved between layers: revenue, cost, profit and return before and after (Curry's question)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pyarrow as pa

from keta.insight.base import BadInput, Figure, Result, Text, Unit, figures, listed, rounded, share_out
from keta.insight.pyramid import words
from keta.insight.pyramid.tower import Layer, Pyramid

SOURCES = ("Curry, J. & Curry, A. (2000): The Customer Marketing Method, what-if of the customer pyramid",)


@dataclass(frozen=True)
class Move:
    """`count` customers, or the listed `customers`, leave layer `start` for layer `to`."""

    start: str
    to: str
    count: int = 0
    customers: Sequence[int | str] = ()

    @property
    def size(self) -> int:
        return len(self.customers) or self.count


@dataclass(frozen=True)
class Costs:
    """Variable cost as a part of the amount, one for all layers or one a layer; fixed cost and its change
    in the smallest unit (change 0: fixed costs are held)."""

    variable: Fraction | Mapping[str, Fraction] = Fraction(0)
    fixed: int = 0
    fixed_change: int = 0

    def part(self, layer: str) -> Fraction:
        if isinstance(self.variable, Mapping):
            return Fraction(self.variable.get(layer, 0))
        return Fraction(self.variable)


@dataclass(frozen=True)
class Balance:
    """Revenue, cost and profit in the smallest unit; the return is profit on cost, None without cost."""

    revenue: int
    cost: int

    @property
    def profit(self) -> int:
        return self.revenue - self.cost

    @property
    def profit_on_cost(self) -> float | None:
        return self.profit / self.cost if self.cost else None


@dataclass(frozen=True)
class Scenario(Result):
    """`table`: each layer with customers, amount and cost before and after."""

    before: Balance
    after: Balance
    moves: tuple[Move, ...]
    gains: tuple[int, ...]
    costs: Costs
    pyramid: Pyramid

    @property
    def unit(self) -> Unit:
        return self.pyramid.unit

    @property
    def revenue_change(self) -> int:
        return self.after.revenue - self.before.revenue

    @property
    def profit_change(self) -> int:
        return self.after.profit - self.before.profit

    def story(self) -> Sequence[Text]:
        told, before, after = self.unit.told, self.before, self.after
        gain = words.GAIN(
            before=told(before.revenue),
            after=told(after.revenue),
            change=_signed(self.unit, self.revenue_change),
        )
        profit = words.PROFIT(cost_before=told(before.cost), cost_after=told(after.cost), before=told(before.profit))
        sentences = [
            gain(part=self.revenue_change / before.revenue),
            profit(after=told(after.profit), change=_signed(self.unit, self.profit_change)),
        ]
        if before.profit_on_cost is not None and after.profit_on_cost is not None:
            sentences.append(words.RETURN(before=before.profit_on_cost, after=after.profit_on_cost))
        for move, change in zip(self.moves, self.gains, strict=True):
            says = words.MOVE_SAYS(
                count=move.size,
                start=self.pyramid.rule.cuts.names[move.start],
                to=self.pyramid.rule.cuts.names[move.to],
            )
            sentences.append(says(change=_signed(self.unit, change)))
        return [*sentences, words.ASSUMED(fixed=_signed(self.unit, self.costs.fixed_change))]

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        series = [
            (name, [self.unit.whole(row[column]) for row in rows])
            for name, column in ((words.BEFORE, "amount_before"), (words.AFTER, "amount_after"))
        ]
        return figures.bars(
            words.SCENARIO_TITLE,
            [self.pyramid.rule.cuts.names[row["layer"]] for row in rows],
            series,
            self.unit.code,
        )


def what_if(pyramid: Pyramid, moves: Sequence[Move], costs: Costs | None = None) -> Scenario:
    """The pyramid after `moves`. A moved customer brings the mean of its new layer (as it is before the moves)
    in place of the mean of its old layer (a count) or of its own amount (a list); below the active layers
    a customer brings nothing. Raises `BadInput`.
    """
    costs = costs or Costs()
    _check(pyramid, moves)
    left = [_left_behind(pyramid, move) for move in moves]
    brought = [_mean(pyramid, move.to) * move.size for move in moves]
    amounts = {layer.key: _amount(pyramid, layer) for layer in pyramid.layers}
    for move, leaving, arriving in zip(moves, left, brought, strict=True):
        amounts[move.start] -= leaving
        amounts[move.to] += arriving
    revenue = _half_up(sum(amounts.values(), Fraction(0)))
    after = dict(zip(amounts, share_out(revenue, list(amounts.values())), strict=True))
    table = _table(pyramid, moves, after, costs)
    return Scenario(
        table,
        _units(pyramid.unit),
        SOURCES,
        Balance(pyramid.total, _sum(table, "cost_before") + costs.fixed),
        Balance(revenue, _sum(table, "cost_after") + costs.fixed + costs.fixed_change),
        tuple(moves),
        tuple(_half_up(new - old) for new, old in zip(brought, left, strict=True)),
        costs,
        pyramid,
    )


def _check(pyramid: Pyramid, moves: Sequence[Move]) -> None:
    if not moves:
        raise BadInput(words.NO_MOVES)
    named = Counter(customer for move in moves for customer in move.customers)
    if twice := [customer for customer, times in named.items() if times > 1]:
        raise BadInput(words.TWICE(customers=listed(twice)))
    leaving: Counter[str] = Counter()
    for move in moves:
        if bool(move.customers) == bool(move.count) or move.count < 0:
            raise BadInput(words.COUNT_OR_LIST)
        leaving[move.start] += move.size
        target = pyramid.layer(move.to)
        if target in pyramid.active and not target.customers:
            raise BadInput(words.EMPTY_TARGET(layer=move.to))
    for key, asked in leaving.items():
        if asked > pyramid.layer(key).customers:
            raise BadInput(words.TOO_MANY(layer=key, has=pyramid.layer(key).customers, asked=asked))


def _amount(pyramid: Pyramid, layer: Layer) -> Fraction:
    return Fraction(layer.amount if layer in pyramid.active else 0)


def _mean(pyramid: Pyramid, key: str) -> Fraction:
    layer = pyramid.layer(key)
    return _amount(pyramid, layer) / layer.customers if layer.customers else Fraction(0)


def _left_behind(pyramid: Pyramid, move: Move) -> Fraction:
    if not move.customers:
        return _mean(pyramid, move.start) * move.count
    rows = pyramid.customers(move.start)
    own = dict(zip(rows["customer"].to_pylist(), rows["amount"].to_pylist(), strict=True))
    if strangers := [customer for customer in move.customers if customer not in own]:
        raise BadInput(words.NOT_THERE(layer=move.start, customers=listed(strangers)))
    if pyramid.layer(move.start) not in pyramid.active:
        return Fraction(0)
    return Fraction(sum(own[customer] for customer in move.customers))


def _table(pyramid: Pyramid, moves: Sequence[Move], after: Mapping[str, int], costs: Costs) -> pa.Table:
    rows = []
    for layer in pyramid.layers:
        gone = sum(move.size for move in moves if move.start == layer.key)
        come = sum(move.size for move in moves if move.to == layer.key)
        before = int(_amount(pyramid, layer))
        row = {
            "layer": layer.key,
            "customers_before": layer.customers,
            "customers_after": layer.customers - gone + come,
            "amount_before": before,
            "amount_after": after[layer.key],
            "cost_before": _half_up(before * costs.part(layer.key)),
            "cost_after": _half_up(after[layer.key] * costs.part(layer.key)),
        }
        rows.append(row)
    return pa.Table.from_pylist(rows)


def _sum(table: pa.Table, column: str) -> int:
    return sum(table[column].to_pylist())


def _half_up(exact: Fraction) -> int:
    return rounded(exact.numerator, exact.denominator)


def _signed(unit: Unit, smallest: int) -> str:
    return ("+" if smallest >= 0 else "") + unit.told(smallest)


def _units(unit: Unit) -> dict[str, Unit | Text]:
    counts = dict.fromkeys(("customers_before", "customers_after"), words.COUNT)
    money = dict.fromkeys(("amount_before", "amount_after", "cost_before", "cost_after"), unit)
    return {"layer": words.NAME, **counts, **money}
