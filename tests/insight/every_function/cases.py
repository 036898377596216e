"""Every public function that takes a table, with a small good table and what its columns are: for the tests beside.

A function that is not listed here fails `test_every_public_function_that_takes_a_table_is_listed`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from keta.insight import lifetime, mining, pyramid, rfm, satisfaction, score, segments, value, warning
from keta.insight.base import Period, months

START = date(2022, 1, 1)
YEARS = months(START, 4, 6)


@dataclass(frozen=True)
class Case:
    """`keys`, `days`, `money` and `numbers` are the names of its columns by what they hold."""

    function: Callable[..., Any]
    call: Callable[[Any], Any]
    table: pd.DataFrame
    keys: tuple[str, ...] = ("customer",)
    days: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    variant: str = ""

    @property
    def name(self) -> str:
        package = self.function.__module__.split(".")[2]
        return ".".join(part for part in (package, self.function.__name__, self.variant) if part)


def made_purchases() -> pd.DataFrame:
    random, rows = np.random.default_rng(5), []
    for number in range(60):
        day = int(random.integers(0, 200))
        gap = float(random.choice([15, 40, 90]))
        stays = int(random.integers(250, 900))
        while day < min(stays, 729):
            rows.append((f"c{number}", START + timedelta(day), round(float(random.gamma(2.0, 50.0)) + 1, 2)))
            day += max(1, int(random.exponential(gap)))
    rows.append(("c0", START + timedelta(729), 10.0))
    return pd.DataFrame(rows, columns=["customer", "date", "amount"])


PURCHASES = made_purchases()
RANDOM = np.random.default_rng(8)
SIZE = 80
CUSTOMERS = pd.DataFrame(
    {
        "customer": [f"c{number}" for number in range(SIZE)],
        "revenue": RANDOM.gamma(2.0, 500.0, SIZE).round(2),
        "visits": RANDOM.integers(1, 20, SIZE).astype(float),
        "ours": RANDOM.integers(1, 50, SIZE).astype(float),
        "total": RANDOM.integers(50, 90, SIZE).astype(float),
        "history": RANDOM.random(SIZE).round(3),
        "potential": RANDOM.random(SIZE).round(3),
        "repeats": RANDOM.integers(0, 9, SIZE).astype(float),
        "alternatives": RANDOM.integers(0, 4, SIZE).astype(float),
        "related": RANDOM.integers(0, 2, SIZE).astype(float),
        "satisfaction": RANDOM.integers(0, 101, SIZE).astype(float),
    }
)
LIMITS = pd.DataFrame(
    {
        "customer": [f"c{number}" for number in range(30)],
        "planned": np.arange(1.0, 31.0) * 100,
        "actual": np.arange(30.0, 0.0, -1.0) * 50,
        "limit": np.arange(1.0, 31.0) * 100,
        "owed": np.arange(30.0, 0.0, -1.0) * 50,
        "overdue_days": np.arange(30.0) * 3,
    }
)
COURSES = pd.DataFrame(
    [
        (name, period.first + timedelta(day), 100.0, round(pace * day / 180, 2))
        for period in YEARS
        for name, pace in (("good", 110.0), ("late", 70.0), ("over", 150.0))
        for day in (60, 90, 120, 150, 180)
    ],
    columns=["customer", "date", "planned", "actual"],
)
ANSWERS = pd.DataFrame(
    {
        "score": RANDOM.integers(1, 6, SIZE).astype(float),
        "effort": RANDOM.integers(1, 8, SIZE).astype(float),
        "overall": RANDOM.integers(1, 11, SIZE).astype(float),
        "expectation": RANDOM.integers(1, 11, SIZE).astype(float),
        "ideal": RANDOM.integers(1, 11, SIZE).astype(float),
    }
)
SUMMARY = pd.DataFrame(
    {
        "customer": [f"c{number}" for number in range(SIZE)],
        "frequency": np.minimum(RANDOM.poisson(2.0, SIZE), 6).astype(float),
        "age": RANDOM.integers(20, 50, SIZE).astype(float),
        "repeat_amount": RANDOM.gamma(2.0, 50.0, SIZE).round(2),
    }
)
SUMMARY["recency"] = np.where(SUMMARY["frequency"] > 0, SUMMARY["age"] * RANDOM.random(SIZE).round(2) + 0.01, 0.0)
SUMMARY["recency"] = np.minimum(SUMMARY["recency"], SUMMARY["age"])
FITTED = lifetime.fit(SUMMARY)
BASKETS = pd.DataFrame(
    [(f"b{basket}", item) for basket in range(40) for item in ("tea", "cup", "pot")[: 1 + basket % 3]],
    columns=["basket", "item"],
)
RULES = mining.association_rules(BASKETS, plan=mining.RulePlan(0.1, 0.3))
CONTACTS = pd.DataFrame(
    [
        (f"c{number}", channel, 1.0 + number % 3, 5.0 + number % 7)
        for number in range(20)
        for channel in ("mail", "call")
    ],
    columns=["customer", "channel", "cost", "profit"],
)
SERIES = pd.DataFrame(
    {
        "date": [START + timedelta(30 * step) for step in range(40)],
        "value": [100.0 + 10 * (step % 4) + step / 2 for step in range(40)],
    }
)
LEARNING = pd.DataFrame(
    {
        "customer": [f"c{number}" for number in range(240)],
        "age": RANDOM.integers(18, 80, 240).astype(float),
        "visits": RANDOM.integers(0, 9, 240).astype(float),
    }
)
LEARNING["left"] = np.where(LEARNING["visits"] + RANDOM.normal(0, 2, 240) < 4, "yes", "no")
CAMPAIGN = pd.DataFrame(
    {
        "group": ["mail", "none"] * 150,
        "age": RANDOM.integers(18, 80, 300).astype(float),
        "visit": (RANDOM.random(300) < 0.3).astype(int).astype(str),
    }
)
QUESTION = mining.Question("left", "yes", identifier="customer")
MODEL = mining.learn(LEARNING, QUESTION, ("tree",)).model
CARD = score.Scorecard(1, (score.Indicator("revenue", "contribution", 2, ((0.0, 10), (500.0, 60))),
                           score.Indicator("visits", "loyalty", 1, ((5.0, 50),))))  # fmt: skip
TRIAL = warning.Trial(date(2023, 3, 1), 200, ("rhythm",))
CREDIT = warning.LimitTrial("progress", date(2022, 12, 31), YEARS)


def _bought(function: Any, call: Any, variant: str = "") -> Case:
    return Case(function, call, PURCHASES, days=("date",), money=("amount",), variant=variant)


def _customers(function: Any, call: Any, *numbers: str, money: tuple[str, ...] = ()) -> Case:
    table = CUSTOMERS[["customer", *money, *numbers]]
    return Case(function, call, table, money=money, numbers=numbers)


def _answers(function: Any, call: Any, *numbers: str) -> Case:
    return Case(function, call, ANSWERS[list(numbers)], keys=(), numbers=numbers)


JUNE = Period(date(2024, 6, 1), date(2024, 6, 30))
CASES: tuple[Case, ...] = (
    _bought(pyramid.pyramid, pyramid.pyramid),
    _bought(pyramid.migration, lambda source: pyramid.migration(source, pyramid.Moves(YEARS))),
    _bought(rfm.rfm, rfm.rfm),
    _bought(score.stages, score.stages),
    _bought(warning.churn, warning.churn),
    _bought(warning.churn, lambda source: warning.churn(source, warning.Watch("falling")), "falling"),
    _bought(warning.churn, lambda source: warning.churn(source, warning.Watch("combined")), "combined"),
    _bought(warning.backtest, lambda source: warning.backtest(source, TRIAL)),
    _bought(lifetime.summarise, lifetime.summarise),
    _bought(lifetime.cohorts, lifetime.cohorts),
    _bought(lifetime.choose, lambda source: lifetime.choose(source, candidates=lifetime.Candidates(("bg_nbd",)))),
    _bought(lifetime.holdout, lambda source: lifetime.holdout(source, lifetime.Split(date(2022, 12, 31), models=("bg_nbd",)))),
    _bought(mining.purchase_snapshots, lambda source: mining.purchase_snapshots(source, [date(2022, 9, 1), date(2023, 3, 1)])),
    Case(lifetime.fit, lifetime.fit, SUMMARY, numbers=("frequency", "recency", "age")),
    Case(lifetime.score, lambda source: lifetime.score(source, FITTED), SUMMARY, numbers=("frequency", "recency", "age")),
    Case(lifetime.fit_spending, lifetime.fit_spending, SUMMARY, money=("repeat_amount",), numbers=("frequency", "recency", "age")),
    _customers(value.allocate, lambda source: value.allocate(source, [value.Cost("mail", 9_999, "visits")]), "visits", money=("revenue",)),
    _customers(value.share_of_wallet, value.share_of_wallet, money=("ours", "total")),
    _customers(score.score, lambda source: score.score(source, CARD), "revenue", "visits"),
    _customers(score.portfolio, score.portfolio, "history", "potential"),
    _customers(score.loyalty, score.loyalty, "repeats", "alternatives", "related", "satisfaction"),
    _customers(score.value_and_satisfaction, score.value_and_satisfaction, "satisfaction", money=("revenue",)),
    _customers(segments.segment, lambda source: segments.segment(source, ("revenue", "visits"), segments.Grouping(count=3), "customer"), "revenue", "visits"),
    _customers(segments.look_alikes, lambda source: segments.look_alikes(source, ("revenue", "visits"), ("c1", "c2")), "revenue", "visits"),
    _answers(satisfaction.nps, satisfaction.nps, "score"),
    _answers(satisfaction.csat, satisfaction.csat, "score"),
    _answers(satisfaction.ces, lambda source: satisfaction.ces(source, "effort"), "effort"),
    _answers(satisfaction.acsi, satisfaction.acsi, "overall", "expectation", "ideal"),
    _answers(satisfaction.gaps, lambda source: satisfaction.gaps(source, {"price": ("expectation", "ideal")}, 1, 10), "expectation", "ideal"),
    _answers(satisfaction.importance_performance, lambda source: satisfaction.importance_performance(source, ("expectation", "ideal"), "overall"), "overall", "expectation", "ideal"),
    Case(warning.progress, lambda source: warning.progress(source, JUNE, date(2024, 6, 10)), LIMITS, money=("planned", "actual")),
    Case(warning.budget, warning.budget, LIMITS, money=("planned", "actual")),
    Case(warning.credit, warning.credit, LIMITS, money=("limit", "owed"), numbers=("overdue_days",)),
    Case(warning.limit_backtest, lambda source: warning.limit_backtest(source, CREDIT), COURSES, days=("date",), money=("planned", "actual")),
    Case(mining.association_rules, lambda source: mining.association_rules(source, plan=mining.RulePlan(0.1, 0.3)), BASKETS, keys=("basket", "item")),
    Case(mining.cross_sell, lambda source: mining.cross_sell(source, RULES, "basket"), BASKETS, keys=("basket", "item")),
    Case(mining.best_contacts, lambda source: mining.best_contacts(source, mining.Campaign(3_000, rounds=5)), CONTACTS, keys=("customer", "channel"), money=("cost", "profit")),
    Case(mining.forecast, lambda source: mining.forecast(source, "value", "date", mining.ForecastPlan(4, 4, methods=("ets",), trials=2)), SERIES, keys=(), days=("date",), numbers=("value",)),
    Case(mining.learn, lambda source: mining.learn(source, QUESTION, ("tree",)), LEARNING, keys=(), numbers=("age", "visits")),
    Case(mining.uplift, lambda source: mining.uplift(source, mining.CampaignTest("group", "none", "visit")), CAMPAIGN, keys=("group", "visit"), numbers=("age",)),
    Case(mining.reasons, lambda source: mining.reasons(MODEL, source, "customer"), LEARNING, keys=(), numbers=("age", "visits")),
    Case(mining.drift, lambda source: mining.drift(LEARNING, source), LEARNING, keys=(), numbers=("age", "visits")),
)  # fmt: skip
