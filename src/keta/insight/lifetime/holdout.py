"""Fitted on the past, tested on what came after:
expected against actual purchases by model and by count before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from ibis import Table

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Progress,
    Reading,
    Result,
    Source,
    Text,
    Unit,
    fetch,
    read_purchases,
    silent,
    span,
)
from keta.insight.base.figures import lines
from keta.insight.lifetime import words
from keta.insight.lifetime.expression import Lines, has_returns, purchase_days, summary_expression
from keta.insight.lifetime.fitting import Fit, fit
from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.models import CONTINUOUS
from keta.insight.lifetime.reading import read_summary
from keta.insight.lifetime.special import Floats
from keta.insight.lifetime.summary import DAYS, UNIT_WORDS

LAST_BIN = 7


@dataclass(frozen=True)
class Split:
    """Fit up to and including `cut`, test from the day after up to `end` (None: the last purchase)."""

    cut: date
    end: date | None = None
    models: tuple[str, ...] = CONTINUOUS
    time: str = "week"
    money: Unit = CNY


@dataclass(frozen=True)
class Verdict:
    """One model on the holdout. `deviance` is the mean Poisson deviance a customer: smaller is better."""

    fitted: Fit
    expected: float
    absolute_error: float
    deviance: float


@dataclass(frozen=True)
class Holdout(Result):
    """`table`: purchases before (7 stands for seven and more), customers,
    mean purchases in fact and by each model.
    """

    split: Split
    horizon: float
    fact: int
    end: date
    verdicts: dict[str, Verdict]

    def story(self) -> Sequence[Text]:
        unit = UNIT_WORDS[self.split.time]
        told = [
            words.HOLDOUT(cut=self.split.cut, end=self.end, horizon=round(self.horizon, 2), unit=unit, fact=self.fact)
        ]
        for verdict in self.verdicts.values():
            told.append(
                words.HOLDOUT_MODEL(
                    model=verdict.fitted.model.label,
                    expected=verdict.expected,
                    error=verdict.expected / self.fact - 1.0 if self.fact else 0.0,
                    mae=verdict.absolute_error,
                )
            )
        return told

    def figure(self) -> Figure:
        rows = self.table.to_pydict()
        curves: list[tuple[Text | str, Any]] = [(words.FACT, rows["fact"])]
        curves += [(verdict.fitted.model.label, rows[name]) for name, verdict in self.verdicts.items()]
        return lines(words.HOLDOUT_FIGURE, rows["purchases_before"], curves, words.REPEAT_PURCHASES, words.PURCHASES)


def holdout(
    source: Source,
    split: Split,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    progress: Progress = silent,
) -> Holdout:
    """Each model of `split`, fitted up to the cut,
    against the purchases after it of the customers won before it.
    """
    reading = read_purchases(source, customer, date, amount, split.money)
    return holdout_of(reading, split, progress)


def holdout_of(reading: Reading, split: Split, progress: Progress = silent) -> Holdout:
    end = split.end or reading.last
    if not reading.first <= split.cut < end:
        raise BadInput(words.BAD_CUT(cut=split.cut, first=reading.first, last=end), None)
    rows = fetch(_expression(reading.table, split, end), span(progress, 0.0, 0.3), words.READING)
    histories, code = _histories(rows)
    fact = rows["later"].to_numpy().astype(np.float64)
    horizon = (end - split.cut).days / DAYS[split.time]
    verdicts, means = {}, {}
    for place, name in enumerate(split.models):
        step = span(progress, 0.3 + 0.7 * place / len(split.models), 0.3 + 0.7 * (place + 1) / len(split.models))
        fitted = fit(histories, name, time=split.time, progress=step)
        expected = fitted.model.expected_purchases(horizon, histories)[code]
        verdicts[name] = _verdict(fitted, expected, fact)
        means[name] = expected
    table = _table(rows["frequency"].to_numpy(), {"fact": fact, **means})
    units = dict.fromkeys(("fact", *split.models), words.PURCHASES)
    sources = ("Fader, Hardie, Lee (2005)",)
    return Holdout(table, units, sources, split, horizon, int(fact.sum()), end, verdicts)


def _expression(purchases: Table, split: Split, end: date) -> Table:
    plan = Lines(split.cut, DAYS[split.time], has_returns(purchases), with_amounts=False)
    past = summary_expression(purchases, plan)
    later = purchases.filter((purchases.date > split.cut) & (purchases.date <= end))
    daily = purchase_days(later)
    counts = daily.group_by("customer").aggregate(later=daily.count())
    joined = past.left_join(counts, "customer")
    return joined.select("customer", "frequency", "recency", "age", later=joined.later.fill_null(0)).order_by(
        "customer"
    )


def _histories(rows: pa.Table) -> tuple[Histories, Any]:
    customers = read_summary(rows)
    return Histories.with_codes(customers.frequency, customers.recency, customers.age)


def _verdict(fitted: Fit, expected: Floats, fact: Floats) -> Verdict:
    safe = np.maximum(expected, 1e-300)
    ratio = np.where(fact > 0, fact * np.log(np.maximum(fact, 1e-300) / safe), 0.0)
    deviance = float(np.mean(2.0 * (ratio - fact + expected)))
    return Verdict(fitted, float(expected.sum()), float(np.abs(expected - fact).mean()), deviance)


def _table(frequency: Floats, columns: dict[str, Floats]) -> pa.Table:
    places = np.minimum(frequency, LAST_BIN).astype(np.intp)
    counts = np.bincount(places, minlength=LAST_BIN + 1)
    filled = counts > 0
    table: dict[str, Any] = {"purchases_before": np.arange(LAST_BIN + 1)[filled], "customers": counts[filled]}
    for name, values in columns.items():
        table[name] = np.bincount(places, values, LAST_BIN + 1)[filled] / counts[filled]
    return pa.table(table)
