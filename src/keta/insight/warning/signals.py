"""Risks of leaving as numbers that rise with silence, and the silence at which each customer is first warned of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from keta.insight.base import BadInput, Progress, by_number, fetch, span
from keta.insight.base import silent as unheard
from keta.insight.lifetime import Histories, Observation, SummaryColumns, fit, summarise
from keta.insight.lifetime.special import Floats
from keta.insight.warning import words
from keta.insight.warning.weights import Weights

PRIOR_GAPS = 2.0
WEEK = 7.0
HALVINGS = 12
MOST_DAYS = 2.0**HALVINGS - 1
YEAR_WEEKS = 52.0
MODEL = "pareto_nbd"


@dataclass(frozen=True)
class Risks:
    """One row a customer: days of silence and the risk; `after` gives the risk after any other silence,
    None where silence does not make it."""

    customers: pa.ChunkedArray
    silent: Floats
    risk: Floats
    after: Callable[[Floats], Floats] | None = None

    def first(self, threshold: float) -> Floats:
        """Whole days of silence on which the risk first reached the threshold; at most those of today."""
        if self.after is None:
            return self.silent
        low, high = np.zeros(len(self.silent)), np.full(len(self.silent), MOST_DAYS)
        # The risk never falls with silence, so that halving finds the first day.
        for _ in range(HALVINGS):
            middle = np.floor((low + high) / 2)
            is_reached = self.after(middle) >= threshold
            low, high = np.where(is_reached, low, middle + 1), np.where(is_reached, middle, high)
        return np.asarray(np.minimum(high, self.silent), dtype=np.float64)


@dataclass(frozen=True)
class Known:
    """What was known on the day `until` of each customer; `purchases` is a checked Ibis table."""

    purchases: Any
    until: date
    facts: pa.Table
    progress: Progress

    def column(self, name: str) -> Floats:
        return np.asarray(self.facts[name].to_numpy(), dtype=np.float64)

    @cached_property
    def gap(self) -> Floats:
        """Mean days between purchases, drawn towards that of all customers as if two more gaps had been seen."""
        gaps, span = self.column("days") - 1.0, self.column("span")
        usual = span.sum() / gaps.sum() if gaps.sum() else max(float(self.column("silent").mean()), 1.0)
        rhythm: Any = (span + PRIOR_GAPS * max(usual, 1.0)) / (gaps + PRIOR_GAPS)
        return np.asarray(rhythm, dtype=np.float64)

    @cached_property
    def model(self) -> tuple[Any, Histories]:
        """The fitted model of buying, and the history of each customer in the order of `facts`."""
        observation = Observation(until=self.until, with_amounts=False)
        table = summarise(self.purchases, observation=observation, progress=span(self.progress, 0.2, 0.4)).table
        fitted = fit(table, MODEL, SummaryColumns(), progress=span(self.progress, 0.4, 1.0))
        order = {name: place for place, name in enumerate(table["customer"].to_pylist())}
        rows = table.take([order[name] for name in self.facts["customer"].to_pylist()])
        x, recency, age = (rows[name].to_numpy().astype(np.float64) for name in ("frequency", "recency", "age"))
        return fitted.model, Histories(x, recency, age, np.ones(len(x)))


def risks(known: Known, kind: str, weights: Weights | None = None) -> Risks:
    """The risk of every customer; "combined" needs the `weights` learned before."""
    silent = known.column("silent")
    if kind == "falling":
        return Risks(known.facts["customer"], silent, _fall(known))
    after = AFTER[kind](known) if weights is None else _combined(known, weights)
    return Risks(known.facts["customer"], silent, after(silent), after)


def known_on(purchases: Any, until: date, span_days: int, progress: Progress = unheard) -> Known:
    bought = purchases.filter(purchases.date <= until)
    facts = fetch(_facts(bought, until, span_days), span(progress, 0.0, 0.2))
    if not facts.num_rows:
        raise BadInput(words.EARLY(until=until))
    return Known(bought, until, facts, progress)


def _facts(bought: Any, until: date, span_days: int) -> Any:
    now, before = until - timedelta(span_days), until - timedelta(2 * span_days)
    facts = bought.group_by("customer").agg(
        days=bought.date.nunique(),
        span=bought.date.max().delta(bought.date.min(), unit="day").cast("int64"),
        silent=ibis.literal(until).delta(bought.date.max(), unit="day").cast("int64"),
        amount_now=(bought.date > now).ifelse(bought.amount, 0).sum().cast("int64"),
        amount_before=((bought.date > before) & (bought.date <= now)).ifelse(bought.amount, 0).sum().cast("int64"),
    )
    return facts.order_by(by_number(facts.customer))


def _fall(known: Known) -> Floats:
    """Part of the amount of the span before that is missing in the last span; 1 where there was none in either."""
    now, before = known.column("amount_now"), known.column("amount_before")
    nothing = np.where(now > 0, 0.0, 1.0)
    return np.where(before > 0, 1 - now / np.where(before > 0, before, 1.0), nothing)


def _of_model(known: Known, kind: str, silence: Floats) -> Floats:
    """Chance of having left (`alive`), or of no purchase within a year, about exp(-purchases expected)."""
    model, own = known.model
    later, code = Histories.with_codes(own.frequency, own.recency, own.recency + silence / WEEK)
    if kind == "alive":
        return np.asarray(1 - model.probability_alive(later), dtype=np.float64)[code]
    return np.exp(-np.asarray(model.expected_purchases(YEAR_WEEKS, later), dtype=np.float64))[code]


def marks_of(known: Known, silence: Floats) -> Floats:
    """What the combined risk weighs: silence by the own gap, chance of having left, days with purchases."""
    columns = (silence / known.gap, _of_model(known, "alive", silence), known.column("days"))
    return np.column_stack(columns)


def _combined(known: Known, weights: Weights) -> Callable[[Floats], Floats]:
    def after(silence: Floats) -> Floats:
        return weights.risk(marks_of(known, silence))

    return after


def _silence(known: Known) -> Callable[[Floats], Floats]:
    return lambda silence: silence


def _rhythm(known: Known) -> Callable[[Floats], Floats]:
    return lambda silence: silence / known.gap


def _model(kind: str, known: Known) -> Callable[[Floats], Floats]:
    return partial(_of_model, known, kind)


AFTER: dict[str, Callable[[Known], Callable[[Floats], Floats]]] = {
    "silence": _silence,
    "rhythm": _rhythm,
    "alive": partial(_model, "alive"),
    "expected": partial(_model, "expected"),
}
