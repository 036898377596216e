"""Every customer's recency, frequency and amount with scores: Ibis expressions for DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is the column of the public function
from itertools import pairwise
from typing import Any

import ibis
import pyarrow.compute as pc

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Progress,
    Result,
    Source,
    Text,
    Unit,
    by_number,
    fetch,
    figures,
    kept,
    listed,
    read_purchases,
    silent,
    span,
)
from keta.insight.rfm import words

SOURCES = (
    "Hughes, A. M. (1994): Strategic Database Marketing",
    "quantile cuts: score 1 + number of linear-interpolated quantiles below the value; equal values score alike",
)
MEASURES = ("recency", "frequency", "amount")


@dataclass(frozen=True)
class Borders:
    """Cuts by rule: who bought within the first number of days scores best; who bought at least the last number
    of times, or for at least the last amount (smallest units), scores best."""

    recency: Sequence[int]
    frequency: Sequence[int]
    amount: Sequence[int]


@dataclass(frozen=True)
class Scoring:
    """Day of the analysis (as delivered the last purchase), groups a measure, `borders` in place of quantiles."""

    until: Date | None = None
    groups: int = 5
    borders: Borders | None = None
    unit: Unit = CNY
    latest: Date | None = None


@dataclass(frozen=True)
class Rfm(Result):
    """`table`: customer, recency (days), frequency, amount, the three scores, `score` as R·100 + F·10 + M, class."""

    scoring: Scoring
    until: Date
    cuts: dict[str, tuple[float, ...]]

    def story(self) -> Sequence[Text]:
        unit, medians = self.scoring.unit, [pc.quantile(self.table[name])[0].as_py() for name in MEASURES]
        told = words.STORY(customers=self.table.num_rows, until=self.until, days=medians[0], purchases=medians[1])
        rows = self.table.group_by("class").aggregate([("customer", "count"), ("amount", "sum")]).to_pylist()
        found = {row["class"]: row for row in rows}
        classes = [
            words.CLASS(
                name=name,
                customers=found[key]["customer_count"],
                amount=unit.told(found[key]["amount_sum"]),
            )
            for key, name in words.NAMES.items()
            if key in found
        ]
        return [told(amount=unit.told(round(medians[2]))), *classes]

    def figure(self) -> Figure:
        scores = range(1, self.scoring.groups + 1)
        pairs = list(zip(self.table["r"].to_pylist(), self.table["f"].to_pylist(), strict=True))
        values = [[pairs.count((r, f)) for f in scores] for r in reversed(scores)]
        rows = [words.RECENCY(score=r) for r in reversed(scores)]
        columns = [words.FREQUENCY(score=f) for f in scores]
        return figures.heatmap(words.TITLE, rows, columns, values, words.CUSTOMERS)


def rfm(
    purchases: Source,
    scoring: Scoring | None = None,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    progress: Progress | None = None,
) -> Rfm:
    """Scores of all customers who bought up to the day of the analysis; each row is one purchase.

    The amount is the sum with returns taken off. Raises `BadInput`.
    """
    scoring = scoring or Scoring()
    _check(scoring)
    reading = read_purchases(purchases, customer, date, amount, scoring.unit, scoring.latest)
    until = scoring.until or reading.last
    if reading.first > until:
        raise BadInput(words.EARLY(until=until, first=reading.first), date)
    report = progress or silent
    measured = kept(_measured(reading.table, until), span(report, 0.0, 0.8), words.READING)
    cuts = _quantiles(measured, scoring.groups) if scoring.borders is None else _ruled(scoring.borders)
    table = fetch(_scored(measured, cuts, scoring), span(report, 0.8, 1.0), words.READING)
    return Rfm(table, _units(scoring.unit), SOURCES, scoring, until, cuts)


def _check(scoring: Scoring) -> None:
    if not 2 <= scoring.groups <= 10:
        raise BadInput(words.BAD_GROUPS(groups=scoring.groups))
    if scoring.borders is None:
        return
    for name, borders in _ruled(scoring.borders).items():
        if len(borders) != scoring.groups - 1 or any(low >= high for low, high in pairwise(borders)):
            says = words.BAD_BORDERS(name=name, count=scoring.groups - 1)
            raise BadInput(says(borders=listed(borders)))


def _measured(purchases: Any, until: Date) -> Any:
    known = purchases.filter(purchases.date <= until)
    sums = known.group_by("customer").agg(
        last=known.date.max(), frequency=known.count(), amount=known.amount.sum().cast("int64")
    )
    days = ibis.literal(until).delta(sums["last"], unit="day").cast("int64")
    return sums.select("customer", recency=days, frequency=sums.frequency, amount=sums.amount)


def _quantiles(measured: Any, groups: int) -> dict[str, tuple[float, ...]]:
    parts = [part / groups for part in range(1, groups)]
    asked = {f"{name}_{place}": measured[name].quantile(part)
             for name in MEASURES for place, part in enumerate(parts)}  # fmt: skip
    row = fetch(measured.aggregate(**asked)).to_pylist()[0]
    return {name: tuple(float(row[f"{name}_{place}"]) for place in range(len(parts))) for name in MEASURES}


def _ruled(borders: Borders) -> dict[str, tuple[float, ...]]:
    return {name: tuple(getattr(borders, name)) for name in MEASURES}


def _scored(measured: Any, cuts: dict[str, tuple[float, ...]], scoring: Scoring) -> Any:
    reached = scoring.borders is not None
    late = _above(measured.recency, cuts["recency"], reached=False)
    r = scoring.groups - late
    f = 1 + _above(measured.frequency, cuts["frequency"], reached)
    m = 1 + _above(measured.amount, cuts["amount"], reached)
    scored = measured.mutate(r=r, f=f, m=m)
    total = scored.r * 100 + scored.f * 10 + scored.m
    high = {name: scored[name] * 2 > scoring.groups + 1 for name in "rfm"}
    kinds = [
        (_is(high["r"], r) & _is(high["f"], f) & _is(high["m"], m), key)
        for (r, f, m), (key, _) in words.CLASSES.items()
    ]
    named = scored.mutate(score=total, **{"class": ibis.cases(*kinds)})
    return named.order_by(by_number(named.customer))


def _above(value: Any, borders: Sequence[float], reached: bool) -> Any:
    """How many borders lie below the value (`reached`: below it or at it)."""
    passed = [value >= border if reached else value > border for border in borders]
    return sum((one.cast("int64") for one in passed), start=ibis.literal(0, "int64"))


def _is(condition: Any, wanted: int) -> Any:
    return condition if wanted else ~condition


def _units(unit: Unit) -> dict[str, Unit | Text]:
    scores = dict.fromkeys(("r", "f", "m", "score"), words.POINTS)
    measures: dict[str, Unit | Text] = {"recency": words.DAYS, "frequency": words.COUNT, "amount": unit}
    return {"customer": words.NUMBER, **measures, **scores, "class": words.NAME}
