"""From purchases to x, t_x, T and amounts a customer, as one Ibis expression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

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
from keta.insight.base.figures import bars
from keta.insight.lifetime import words
from keta.insight.lifetime.expression import Lines, has_returns, return_days, summary_expression

DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12.0, "year": 365.25}
LAST_COUNT = 7
UNIT_WORDS = {"day": words.DAY, "week": words.WEEK, "month": words.MONTH, "year": words.YEAR}


@dataclass(frozen=True)
class Observation:
    """Purchases after `until` are not looked at (None: up to the last one); times are told in `time` units.

    Without `with_amounts` there is no column repeat_amount: enough for a model of buying, at half the work.
    """

    until: date | None = None
    time: str = "week"
    money: Unit = CNY
    with_amounts: bool = True

    @property
    def days(self) -> float:
        time_unit(self.time)
        return DAYS[self.time]

    @property
    def time_words(self) -> Text:
        return time_unit(self.time)


def time_unit(name: str) -> Text:
    """The unit in words; refuses an unknown one."""
    if name not in DAYS:
        raise BadInput(words.BAD_UNIT(name=name, known=listed(DAYS)))
    return UNIT_WORDS[name]


@dataclass(frozen=True)
class Summary(Result):
    """`table`: customer, first, frequency, recency, age, repeat_amount (sum of the repeat purchases)."""

    observation: Observation
    until: date
    return_days: int
    repeaters_by_count: tuple[int, ...]

    def story(self) -> Sequence[Text]:
        repeats = sum(self.table["frequency"].to_numpy())
        told = words.SUMMARY(
            customers=self.table.num_rows,
            until=self.until,
            repeaters=self.table.num_rows - self.repeaters_by_count[0],
            purchases=int(repeats),
        )
        return [told, words.RETURNS(days=self.return_days)] if self.return_days else [told]

    def figure(self) -> Figure:
        names = [str(count) for count in range(len(self.repeaters_by_count) - 1)]
        series = [(words.CUSTOMERS, self.repeaters_by_count)]
        return bars(words.SUMMARY_FIGURE, [*names, f"{len(names)}+"], series, words.CUSTOMERS)


def summarise(
    source: Source,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    observation: Observation = Observation(),
    progress: Progress = silent,
) -> Summary:
    """x, t_x, T of each customer. Purchases of one day are one purchase;
    a day whose sum is negative is a return.
    """
    reading = read_purchases(source, customer, date, amount, observation.money)
    until = observation.until or reading.last
    if until < reading.first:
        raise BadInput(words.NOTHING_BEFORE(until=until), date)
    with_returns = has_returns(reading.table)
    plan = Lines(until, observation.days, with_returns, observation.with_amounts)
    expression = summary_expression(reading.table, plan)
    rows = fetch(expression, progress, words.READING)
    if not rows.num_rows:
        raise BadInput(words.NOTHING_BEFORE(until=until), date)
    frequency = rows["frequency"].to_numpy()
    counts = tuple(np.bincount(np.minimum(frequency, LAST_COUNT), minlength=LAST_COUNT + 1).tolist())
    units: dict[str, Text | Unit] = {
        "frequency": words.REPEAT_PURCHASES,
        "recency": observation.time_words,
        "age": observation.time_words,
        "repeat_amount": observation.money,
    }
    returned = return_days(reading.table, until) if with_returns else 0
    return Summary(rows, units, ("Fader, Hardie, Lee (2005)",), observation, until, returned, counts)
