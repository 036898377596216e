"""Risks of leaving as numbers that rise with silence, and the silence at which each customer is first warned of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from keta.insight.base import BadInput, by_number, fetch
from keta.insight.lifetime import Histories, Observation, SummaryColumns, fit, summarise
from keta.insight.lifetime.special import Floats
from keta.insight.warning import words

PRIOR_GAPS = 2.0
STEP_DAYS = 7
MOST_WEEKS, HALVINGS = 255, 8
YEAR_WEEKS = 52.0
MODEL = "pareto_nbd"


@dataclass(frozen=True)
class Risks:
    """One row a customer: silent days, the risk, and `first(threshold)`: days of silence until it is reached."""

    customers: pa.ChunkedArray
    silent: Floats
    risk: Floats
    kind: str
    scale: Floats
    history: Histories | None = None
    model: Any = None

    def first(self, threshold: float) -> Floats:
        if self.kind == "rhythm":
            return threshold * self.scale
        if self.kind == "silence":
            return np.full(len(self.silent), threshold)
        if self.history is None:
            return self.silent
        return np.minimum(self._first_of_model(threshold, self.history), self.silent)

    def _first_of_model(self, threshold: float, history: Histories) -> Floats:
        low, high = np.zeros(len(self.silent)), np.full(len(self.silent), float(MOST_WEEKS))
        # The risk rises with every week of silence, so that halving finds the first week.
        for _ in range(HALVINGS):
            middle = np.floor((low + high) / 2)
            later = Histories(history.frequency, history.recency, history.recency + middle, history.customers)
            is_reached = model_risk(self.model, later, self.kind) >= threshold
            low, high = np.where(is_reached, low, middle + 1), np.where(is_reached, middle, high)
        return high * STEP_DAYS


def risks(purchases: Any, until: date, kind: str, span_days: int) -> Risks:
    """The risk of every customer who bought up to `until`; `purchases` is a checked Ibis table."""
    known = purchases.filter(purchases.date <= until)
    facts = fetch(_facts(known, until, span_days))
    if not facts.num_rows:
        raise BadInput(words.EARLY(until=until))
    silent = facts["silent"].to_numpy().astype(np.float64)
    gap = _rhythm(facts)
    if kind == "silence":
        return Risks(facts["customer"], silent, silent, kind, gap)
    if kind == "rhythm":
        return Risks(facts["customer"], silent, silent / gap, kind, gap)
    if kind == "falling":
        return Risks(facts["customer"], silent, _fall(facts), kind, gap)
    return _by_model(known, until, facts, gap, kind)


def _facts(known: Any, until: date, span_days: int) -> Any:
    now, before = until - timedelta(span_days), until - timedelta(2 * span_days)
    facts = known.group_by("customer").agg(
        days=known.date.nunique(),
        span=known.date.max().delta(known.date.min(), unit="day").cast("int64"),
        silent=ibis.literal(until).delta(known.date.max(), unit="day").cast("int64"),
        amount_now=(known.date > now).ifelse(known.amount, 0).sum().cast("int64"),
        amount_before=((known.date > before) & (known.date <= now)).ifelse(known.amount, 0).sum().cast("int64"),
    )
    return facts.order_by(by_number(facts.customer))


def _rhythm(facts: pa.Table) -> Floats:
    """Mean days between purchases, drawn towards that of all customers as if two more gaps had been seen."""
    gaps, span = facts["days"].to_numpy() - 1.0, facts["span"].to_numpy().astype(np.float64)
    usual = span.sum() / gaps.sum() if gaps.sum() else max(float(facts["silent"].to_numpy().mean()), 1.0)
    rhythm: Any = (span + PRIOR_GAPS * max(usual, 1.0)) / (gaps + PRIOR_GAPS)
    return np.asarray(rhythm, dtype=np.float64)


def _fall(facts: pa.Table) -> Floats:
    """Part of the amount of the span before that is missing in the last span; 1 where there was none in either."""
    now, before = (facts[name].to_numpy().astype(np.float64) for name in ("amount_now", "amount_before"))
    nothing = np.where(now > 0, 0.0, 1.0)
    return np.where(before > 0, 1 - now / np.where(before > 0, before, 1.0), nothing)


def model_risk(model: Any, history: Histories, kind: str) -> Floats:
    """Chance of having left (`alive`), or of no purchase within a year, about exp(-purchases expected)."""
    if kind == "alive":
        return np.asarray(1 - model.probability_alive(history), dtype=np.float64)
    return np.exp(-np.asarray(model.expected_purchases(YEAR_WEEKS, history), dtype=np.float64))


def _by_model(known: Any, until: date, facts: pa.Table, gap: Floats, kind: str) -> Risks:
    table = summarise(known, observation=Observation(until=until)).table
    fitted = fit(table, MODEL, SummaryColumns())
    order = {name: place for place, name in enumerate(table["customer"].to_pylist())}
    rows = table.take([order[name] for name in facts["customer"].to_pylist()])
    x, recency, age = (rows[name].to_numpy().astype(np.float64) for name in ("frequency", "recency", "age"))
    history = Histories(x, recency, age, np.ones(len(x)))
    silent = facts["silent"].to_numpy().astype(np.float64)
    risk = model_risk(fitted.model, history, kind)
    return Risks(facts["customer"], silent, risk, kind, gap, history, fitted.model)
