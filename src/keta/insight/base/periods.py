"""Periods of whole days, both ends included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from keta.insight.base.errors import BadInput
from keta.insight.base.text import Text

BACKWARDS = Text("The period ends ({last}) before it begins ({first}).", "期间的结束日 {last} 早于开始日 {first}。")
OVERLAP = Text(
    "Periods must follow each other without overlap: {later} does not begin after {earlier}.",
    "各期间必须先后相接、不得重叠：{later} 未在 {earlier} 之后开始。",
)
MONTHS = 12


@dataclass(frozen=True)
class Period:
    """From the day `first` to the day `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadInput(BACKWARDS(first=self.first, last=self.last))

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


def months(first: date, count: int, length: int = 1) -> tuple[Period, ...]:
    """`count` periods of `length` months each, from the first day of `first`'s month."""
    starts = [_month(first, place * length) for place in range(count + 1)]
    return tuple(Period(start, after - timedelta(days=1)) for start, after in pairwise(starts))


def _month(first: date, later: int) -> date:
    year, month = divmod(first.year * MONTHS + first.month - 1 + later, MONTHS)
    return date(year, month + 1, 1)


def in_order(periods: Sequence[Period]) -> tuple[Period, ...]:
    """The periods, if each begins after the one before it has ended."""
    for earlier, later in pairwise(periods):
        if later.first <= earlier.last:
            raise BadInput(OVERLAP(earlier=earlier, later=later))
    return tuple(periods)
