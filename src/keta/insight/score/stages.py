"""Where each customer stands in its life-cycle, with the evidence: an Ibis expression over all purchases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is the column of the public function
from datetime import timedelta
from typing import Any

import ibis

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Result,
    Source,
    Text,
    Unit,
    by_number,
    fetch,
    figures,
    read_purchases,
)
from keta.insight.score import words

SOURCES = (
    "life-cycle of a relationship: exploration, formation, stability, decline (Dwyer, Schurr, Oh 1987)",
    "thresholds, version 1: a silence of 3 mean gaps comes by chance in exp(-3) = 5 % of a steady customer's gaps",
    "fewer than 3 days with purchases have one gap at most, which is no rhythm; spans of half a year even out quarters",
    "a fall by half and a rise by a fifth: conventions, to be set by the company",
)


@dataclass(frozen=True)
class Timing:
    """Day of the analysis (as delivered the last purchase), days of a span, and what counts as silence and change.

    Decline: silent for `silence` times the own mean gap, or the last span below `fall` % of the span before.
    Stages told under different `version`s of the thresholds do not compare; `SOURCES` says why they are what they are.
    """

    until: Date | None = None
    span_days: int = 180
    silence: int = 3
    fall: int = 50
    rise: int = 120
    few: int = 2
    unit: Unit = CNY
    version: int = 1


@dataclass(frozen=True)
class Stages(Result):
    """`table`: customer, days (with purchases), silent_days, mean_gap, amount_before, amount_now, stage, evidence."""

    until: Date

    def story(self) -> Sequence[Text]:
        counts = Counter(self.table["stage"].to_pylist())
        return [words.CLASS(name=name, customers=counts[stage]) for stage, name in words.STAGES.items()]

    def figure(self) -> Figure:
        counts = Counter(self.table["stage"].to_pylist())
        values = [counts[stage] for stage in words.STAGES]
        return figures.bars(
            words.STAGE_TITLE, list(words.STAGES.values()), [(words.CUSTOMERS, values)], words.CUSTOMERS
        )


def stages(
    purchases: Source,
    timing: Timing | None = None,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
) -> Stages:
    """The stage of every customer who bought up to the day of the analysis."""
    timing = timing or Timing()
    if min(timing.span_days, timing.silence, timing.fall, timing.rise, timing.few) < 1:
        raise BadInput(words.BAD_TIMING)
    reading = read_purchases(purchases, customer, date, amount, timing.unit)
    until = timing.until or reading.last
    measured = _measured(reading.table.filter(reading.table.date <= until), until, timing)
    table = fetch(_staged(measured, timing).order_by(by_number(measured.customer)))
    money = {"amount_before": timing.unit, "amount_now": timing.unit}
    days: dict[str, Unit | Text] = {"days": words.COUNT, "silent_days": words.DAYS, "mean_gap": words.DAYS}
    units = {"customer": words.NUMBER, **days, **money, "stage": words.NAME, "evidence": words.REASON}
    return Stages(table, units, SOURCES, until)


def _measured(known: Any, until: Date, timing: Timing) -> Any:
    now, before = until - timedelta(timing.span_days), until - timedelta(2 * timing.span_days)
    sums = known.group_by("customer").agg(
        first=known.date.min(),
        last=known.date.max(),
        days=known.date.nunique(),
        amount_now=(known.date > now).ifelse(known.amount, 0).sum().cast("int64"),
        amount_before=((known.date > before) & (known.date <= now)).ifelse(known.amount, 0).sum().cast("int64"),
    )
    gaps = sums["last"].delta(sums["first"], unit="day").cast("float64") / (sums.days - 1).nullif(0)
    silent = ibis.literal(until).delta(sums["last"], unit="day").cast("int64")
    return sums.mutate(mean_gap=gaps, silent_days=silent)


def _staged(measured: Any, timing: Timing) -> Any:
    now, before = measured.amount_now, measured.amount_before
    findings = (
        ((measured.days <= timing.few) & (measured.silent_days > 2 * timing.span_days), "decline",
         "few purchases, silent for two spans"),
        (measured.days <= timing.few, "exploration", "few purchases so far"),
        (measured.silent_days > timing.silence * measured.mean_gap, "decline", "silent beyond its own rhythm"),
        ((before > 0) & (now * 100 < before * timing.fall), "decline", "amount fell"),
        ((now > 0) & (now * 100 >= before * timing.rise), "formation", "amount rises"),
    )  # fmt: skip
    stage = ibis.cases(*((found, name) for found, name, _ in findings), else_="stable")
    evidence = ibis.cases(*((found, why) for found, _, why in findings), else_="steady amount and rhythm")
    return measured.select(
        "customer",
        "days",
        "silent_days",
        "mean_gap",
        "amount_before",
        "amount_now",
        stage=stage,
        evidence=evidence,
    )
