"""Customers by the period of their first purchase: who comes back,
who stays away, what each cohort brings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from ibis import Table

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Progress,
    Result,
    Source,
    Text,
    Unit,
    fetch,
    listed,
    read_purchases,
    silent,
)
from keta.insight.base.figures import bars, heatmap, in_percent
from keta.insight.lifetime import words
from keta.insight.lifetime.expression import purchase_days
from keta.insight.lifetime.scores import Scores
from keta.insight.lifetime.summary import Summary

MONTHS = {"month": 1, "quarter": 3, "year": 12}
SOURCE = "Reichheld, Sasser (1990), Harvard Business Review 68(5)"
PERIOD_WORDS = {"month": words.MONTH, "quarter": words.QUARTER, "year": words.YEAR}


@dataclass(frozen=True)
class CohortPlan:
    """Length of a period (month, quarter, year), last day observed,
    and the span of the churn rate in days.
    """

    period: str = "month"
    until: date | None = None
    churn_days: int = 365
    money: Unit = CNY

    @property
    def months(self) -> int:
        if self.period not in MONTHS:
            raise BadInput(words.BAD_UNIT(name=self.period, known=listed(MONTHS)))
        return MONTHS[self.period]


@dataclass(frozen=True)
class Cohorts(Result):
    """`table`: cohort (first day), age in periods, customers of the cohort, active, retention, revenue.

    Only periods that are over by the last day observed stand in it.
    """

    plan: CohortPlan
    repurchase_rate: float
    churn: tuple[int, int] | None
    until: date

    @property
    def churn_rate(self) -> float | None:
        """Lost customers as a share of those who bought in the span before;
        None where there is no span before.
        """
        return self.churn[0] / self.churn[1] if self.churn and self.churn[1] else None

    def story(self) -> Sequence[Text]:
        kept = next((row["retention"] for row in self.table.to_pylist() if row["age"] == 1), 0.0)
        starts = len(set(self.table["cohort"].to_pylist()))
        told = [
            words.COHORTS(cohorts=starts, period=PERIOD_WORDS[self.plan.period], repeat=self.repurchase_rate, kept=kept)
        ]
        days = self.plan.churn_days
        if self.churn is None or self.churn_rate is None:
            return [*told, words.CHURN_UNKNOWN(days=days)]
        start = self.until - timedelta(days=days)
        lost, total = self.churn
        return [
            *told,
            words.CHURN(days=days, start=start, end=self.until, lost=lost, total=total, rate=self.churn_rate),
        ]

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        starts = sorted({row["cohort"] for row in rows})
        ages = max(row["age"] for row in rows) + 1
        values: list[list[float | None]] = [[None] * ages for _ in starts]
        for row in rows:
            values[starts.index(row["cohort"])][row["age"]] = row["retention"]
        names, axes = [str(start) for start in starts], (words.AGE, words.COHORT)
        cells = heatmap(words.COHORT_FIGURE, names, [str(age) for age in range(ages)], values, words.RETENTION, axes)
        return in_percent(cells, "y")


def cohorts(
    source: Source,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    plan: CohortPlan = CohortPlan(),
    progress: Progress = silent,
) -> Cohorts:
    """Retention by cohort; repurchase rate (customers with a second purchase day);
    churn rate between two spans.
    """
    reading = read_purchases(source, customer, date, amount, plan.money)
    until = plan.until or reading.last
    bought = purchase_days(reading.table.filter(reading.table.date <= until))
    facts = fetch(
        bought.group_by("customer").aggregate(days=bought.count(), first=bought.date.min()),
        progress,
        words.READING,
    )
    if not facts.num_rows:
        raise BadInput(words.NOTHING_BEFORE(until=until), date)
    rows = fetch(cohort_expression(bought, plan.months), progress, words.READING)
    table = _finished(rows, facts, plan.months, until)
    if not table.num_rows:
        raise BadInput(words.NO_PERIOD_OVER(until=until), date)
    units: dict[str, Unit | Text] = {
        "age": PERIOD_WORDS[plan.period],
        "retention": words.SHARE,
        "revenue": plan.money,
    }
    repeat = float((facts["days"].to_numpy() > 1).mean())
    churn = _churn(bought, until, plan.churn_days) if (until - reading.first).days >= 2 * plan.churn_days - 1 else None
    return Cohorts(table, units, (SOURCE,), plan, repeat, churn, until)


def cohort_expression(bought: Table, months: int) -> Table:
    """A row a cohort and age, both counted in periods since year 0, from columns customer, date, amount."""
    firsts = bought.group_by("customer").aggregate(first=bought.date.min())
    dated = bought.inner_join(firsts, "customer")
    place = dated.mutate(start=_period(dated["first"], months), at=_period(dated["date"], months))
    return place.group_by("start", "at").aggregate(
        active=place.customer.nunique(), revenue=place.amount.sum().cast("int64")
    )


def _period(day: Any, months: int) -> Any:
    return ((day.year() * 12 + day.month() - 1) // months).cast("int64")


def _finished(rows: pa.Table, facts: pa.Table, months: int, until: date) -> pa.Table:
    """All ages of each cohort, the silent ones too, up to the last period that is over."""
    over = _number(until + timedelta(days=1), months) - 1
    first = [_number(day, months) for day in facts["first"].to_pylist()]
    sizes = np.unique(first, return_counts=True)
    found = {(row["start"], row["at"]): row for row in rows.to_pylist()}
    table = []
    for start, size in zip(*(part.tolist() for part in sizes), strict=True):
        for at in range(start, over + 1):
            row = found.get((start, at), {"active": 0, "revenue": 0})
            part = {"cohort": _first_day(start, months), "age": at - start, "customers": size}
            table.append(
                {
                    **part,
                    "active": row["active"],
                    "retention": row["active"] / size,
                    "revenue": row["revenue"],
                }
            )
    return pa.Table.from_pylist(table)


def _number(day: date, months: int) -> int:
    return (day.year * 12 + day.month - 1) // months


def _first_day(number: int, months: int) -> date:
    return date(number * months // 12, number * months % 12 + 1, 1)


def _churn(bought: Table, until: date, days: int) -> tuple[int, int]:
    """(lost, all) of the customers who bought in the span before the last one."""
    middle, start = until - timedelta(days=days), until - timedelta(days=2 * days)
    recent = bought.filter(bought.date > start)
    spans = recent.group_by("customer").aggregate(
        before=(recent.date <= middle).any(), after=(recent.date > middle).any()
    )
    counted = spans.aggregate(
        total=spans.before.cast("int64").sum(),
        lost=(spans.before & ~spans.after).cast("int64").sum(),
    )
    row = fetch(counted).to_pylist()[0]
    return int(row["lost"] or 0), int(row["total"] or 0)


@dataclass(frozen=True)
class Equity(Result):
    """`table`: cohort, customers, alive (expected), equity in smallest units."""

    total: int
    money: Unit

    def story(self) -> Sequence[Text]:
        return [
            words.EQUITY_TOTAL(total=self.money.told(self.total), customers=sum(self.table["customers"].to_pylist()))
        ]

    def figure(self) -> Figure:
        rows = self.table.to_pydict()
        worth = [self.money.whole(amount) for amount in rows["equity"]]
        return bars(
            words.EQUITY_FIGURE,
            [str(day) for day in rows["cohort"]],
            [(words.EQUITY_LABEL, worth)],
            self.money.code,
        )


def customer_equity(summary: Summary, scores: Scores, period: str = "month") -> Equity:
    """The value of all customers won so far (Rust, Lemon, Zeithaml 2004),
    by the period in which they were won.
    """
    if scores.equity is None:
        raise BadInput(words.NO_VALUES)
    months = CohortPlan(period).months
    starts = [_number(day, months) for day in summary.table["first"].to_pylist()]
    keys, code, counts = np.unique(starts, return_inverse=True, return_counts=True)
    worth = np.zeros(len(keys), dtype=np.int64)
    np.add.at(worth, code, scores.table["value"].to_numpy())
    alive = np.bincount(code, scores.table["probability_alive"].to_numpy())
    days = [_first_day(int(number), months) for number in keys]
    table = pa.table({"cohort": days, "customers": counts, "alive": alive, "equity": worth})
    units: dict[str, Unit | Text] = {"equity": scores.outlook.money, "alive": words.CUSTOMERS}
    return Equity(
        table,
        units,
        ("Rust, Lemon, Zeithaml (2004), Journal of Marketing 68(1)",),
        int(worth.sum()),
        scores.outlook.money,
    )
