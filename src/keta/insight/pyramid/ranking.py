"""Every customer's measure, rank and layer in a period: one Ibis expression for DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis

from keta.insight.base import CNY, BadInput, Period, Reading, Source, Unit, by_number, columns, read, unique
from keta.insight.pyramid import words
from keta.insight.pyramid.cuts import CURRY, INACTIVE, PROSPECTS, SUSPECTS, Cuts


@dataclass(frozen=True)
class People:
    """The register of all customers, so that those who never bought are seen.

    `state` names a column; who stands there in one of `prospect_states` is a prospect, any other a suspect.
    """

    source: Source
    customer: str = "customer"
    state: str | None = None
    prospect_states: Sequence[str] = ("prospect", "target", "潜在", "目标")


@dataclass(frozen=True)
class Rule:
    """How a pyramid is built: cuts, days counted, unit of the measure, register, last day that may occur."""

    cuts: Cuts = CURRY
    period: Period | None = None
    unit: Unit = CNY
    people: People | None = None
    latest: date | None = None


def read_measure(source: Source, customer: str, day: str | None, amount: str, rule: Rule) -> Reading:
    """Purchases, or one row a customer where `day` is None."""
    named = [columns.key(customer), columns.amount(amount, unit=rule.unit)]
    if day is None:
        if rule.period is not None:
            raise BadInput(words.NO_DAYS)
        return read(source, named, rule.latest)
    return read(source, [*named, columns.day(day)], rule.latest)


def ranked(reading: Reading, rule: Rule) -> Any:
    """Columns customer, amount, purchases, rank, layer; ordered by layer and rank.

    Ties go to the lower customer number. Not active (no amount above zero) is `inactive` and has no rank.
    """
    measured = _measured(reading.table, rule.period)
    order = [measured.amount.desc(), *by_number(measured.customer)]
    placed = measured.mutate(
        place=ibis.row_number().over(order_by=order) + 1,
        active=(measured.amount > 0).cast("int64").sum().over(),
    )
    is_active = placed.amount > 0
    layered = placed.mutate(
        rank=is_active.ifelse(placed.place, ibis.null("int64")),
        layer=is_active.ifelse(rule.cuts.layer_of(placed.place, placed.active), INACTIVE),
    )
    if rule.people is not None:
        layered = layered.union(_never_bought(measured, rule.people, layered))
    return layered.order_by("place").select("customer", "amount", "purchases", "rank", "layer")


def _measured(purchases: Any, period: Period | None) -> Any:
    if period is None:
        return purchases.group_by("customer").agg(amount=purchases.amount.sum(), purchases=purchases.count())
    known = purchases.filter(purchases.date <= period.last)
    inside = known.date >= period.first
    return known.group_by("customer").agg(
        amount=inside.ifelse(known.amount, 0).sum(), purchases=inside.cast("int64").sum()
    )


def _never_bought(measured: Any, people: People, like: Any) -> Any:
    named = [columns.key(people.customer)]
    if people.state is not None:
        named.append(columns.words(people.state, "state", optional=True))
    register = unique(read(people.source, named), named[0]).table
    if register.customer.type() != measured.customer.type():
        raise BadInput(
            words.OTHER_KEYS(people=register.customer.type(), purchases=measured.customer.type()),
            people.customer,
        )
    strangers = register.anti_join(measured, "customer")
    is_prospect = ibis.literal(True)
    if people.state is not None:
        is_prospect = strangers.state.isin(list(people.prospect_states)).fill_null(False)
    last = ibis.literal(2**62) - is_prospect.cast("int64")
    found = strangers.mutate(
        amount=ibis.literal(0, "int64"),
        purchases=ibis.literal(0, "int64"),
        place=last,
        rank=ibis.null("int64"),
        layer=is_prospect.ifelse(PROSPECTS, SUSPECTS),
        active=ibis.literal(0, "int64"),
    )
    return found.select(*like.columns).cast(like.schema())
