"""One row a customer with its amount, purchases and state in every period: Ibis expressions for large data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import ibis

from keta.insight.base import Period, by_number
from keta.insight.pyramid.cuts import INACTIVE, Cuts

ABSENT = "absent"


def of_periods(purchases: Any, periods: Sequence[Period], cuts: Cuts) -> Any:
    """Columns customer, amount_i, purchases_i, state_i for the period i; wide, so that each period is one sort."""
    sums: dict[str, Any] = {"first": purchases.date.min()}
    for place, period in enumerate(periods):
        inside = purchases.date.between(period.first, period.last)
        sums[f"amount_{place}"] = inside.ifelse(purchases.amount, 0).sum()
        sums[f"purchases_{place}"] = inside.cast("int64").sum()
    table = purchases.group_by("customer").agg(**sums)
    table = table.mutate(**{name: value for place in range(len(periods)) for name, value in _places(table, place)})
    states = {f"state_{place}": _state(table, place, period, cuts) for place, period in enumerate(periods)}
    kept = [column for column in table.columns if not column.startswith(("place_", "active_", "first"))]
    return table.mutate(**states).select(*kept, *states)


def _places(table: Any, place: int) -> list[tuple[str, Any]]:
    amount = table[f"amount_{place}"]
    order = [amount.desc(), *by_number(table.customer)]
    return [
        (f"place_{place}", ibis.row_number().over(order_by=order) + 1),
        (f"active_{place}", (amount > 0).cast("int64").sum().over()),
    ]


def _state(table: Any, place: int, period: Period, cuts: Cuts) -> Any:
    layer = cuts.layer_of(table[f"place_{place}"], table[f"active_{place}"])
    resting = (table["first"] <= period.last).ifelse(INACTIVE, ABSENT)
    return (table[f"amount_{place}"] > 0).ifelse(layer, resting)


def transitions(standing: Any, pairs: int) -> Any:
    """Columns pair, start, to, customers, amount_before, amount_after; who was and stays absent is left out."""
    parts = []
    for pair in range(pairs):
        start, to = standing[f"state_{pair}"], standing[f"state_{pair + 1}"]
        grouped = standing.group_by(start=start, to=to).agg(
            customers=standing.count(),
            amount_before=standing[f"amount_{pair}"].sum(),
            amount_after=standing[f"amount_{pair + 1}"].sum(),
        )
        parts.append(grouped.filter(grouped.to != ABSENT).mutate(pair=ibis.literal(pair, "int64")))
    whole = reduce(lambda done, part: done.union(part), parts)
    return whole.select("pair", "start", "to", "customers", "amount_before", "amount_after").order_by(
        "pair", "start", "to"
    )


def between(standing: Any, pair: int, cuts: Cuts) -> Any:
    """Columns customer, start, to, amounts and purchases before and after, why: for one pair of periods."""
    named = standing.select(
        customer=standing.customer,
        start=standing[f"state_{pair}"],
        to=standing[f"state_{pair + 1}"],
        amount_before=standing[f"amount_{pair}"],
        amount_after=standing[f"amount_{pair + 1}"],
        purchases_before=standing[f"purchases_{pair}"],
        purchases_after=standing[f"purchases_{pair + 1}"],
    )
    named = named.filter(named.to != ABSENT)
    return named.mutate(why=_why(named, cuts))


def _why(moved: Any, cuts: Cuts) -> Any:
    before, after = moved.amount_before, moved.amount_after
    # The terms of the decomposition, times n0, so that whole numbers suffice.
    by_number_of_purchases = (moved.purchases_after - moved.purchases_before) * before
    by_size = after * moved.purchases_before - moved.purchases_after * before
    rose = _height(moved.to, cuts) < _height(moved.start, cuts)
    more = (by_number_of_purchases >= by_size).ifelse("bought more often", "spent more each time")
    less = (by_number_of_purchases <= by_size).ifelse("bought less often", "spent less each time")
    return ibis.cases(
        (moved.start == moved.to, "stayed"),
        (moved.start == ABSENT, (moved.to == INACTIVE).ifelse("returned more than bought", "first purchase")),
        (
            moved.to == INACTIVE,
            (moved.purchases_after == 0).ifelse("stopped buying", "returned more than bought"),
        ),
        (moved.start == INACTIVE, "came back"),
        (rose, (after > before).ifelse(more, "others fell")),
        else_=(after < before).ifelse(less, "others rose"),
    )


def _height(state: Any, cuts: Cuts) -> Any:
    """0 for the top layer; only asked where both states are layers."""
    return ibis.cases(*((state == layer.key, place) for place, layer in enumerate(cuts.layers)), else_=len(cuts.layers))
