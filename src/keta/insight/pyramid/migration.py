"""Who moved between the layers from period to period, and why."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Period,
    Progress,
    Result,
    Source,
    Text,
    Unit,
    fetch,
    figures,
    in_order,
    kept,
    read_purchases,
    silent,
    span,
)
from keta.insight.pyramid import standings, words
from keta.insight.pyramid.cuts import CURRY, INACTIVE, Cuts
from keta.insight.pyramid.standings import ABSENT

SOURCES = (
    "Curry, J. & Curry, A. (2000): The Customer Marketing Method, migration of customers",
    "why: change = (n1 - n0)·mean0 + n1·(mean1 - mean0), the larger term names the reason",
)
MOST_PERIODS = 60
STANDING = Text("Ranking the customers of every period", "为各期间的客户排名")
COUNTING = Text("Counting the moves", "统计变动")


@dataclass(frozen=True)
class Moves:
    """How movement is seen: at least two `periods` one after the other, the cuts, the unit, the last day allowed."""

    periods: Sequence[Period]
    cuts: Cuts = CURRY
    unit: Unit = CNY
    latest: datetime.date | None = None


@dataclass(frozen=True)
class Migration(Result):
    """`table`: pair (0 is the first), start, to, customers, amount before and after. States: the layers,
    `inactive` (bought before, nothing above zero in the period), `absent` (not yet a customer)."""

    rule: Moves
    standing: Any = field(repr=False)

    @property
    def pairs(self) -> int:
        return len(self.rule.periods) - 1

    def cells(self, pair: int = -1) -> dict[tuple[str, str], int]:
        """The migration matrix of a pair of periods (as delivered: the last): (start, to) → customers."""
        place = self._pair(pair)
        rows = self.table.to_pylist()
        return {(row["start"], row["to"]): row["customers"] for row in rows if row["pair"] == place}

    def who(self, start: str | None = None, to: str | None = None, pair: int = -1) -> pa.Table:
        """The customers of a pair (of one start or target state, if named) with both amounts and the reason."""
        moved = standings.between(self.standing, self._pair(pair), self.rule.cuts)
        if start is not None:
            moved = moved.filter(moved.start == self._known(start))
        if to is not None:
            moved = moved.filter(moved.to == self._known(to))
        return fetch(moved.order_by("customer"))

    def _known(self, state: str) -> str:
        if state not in self._states():
            raise BadInput(words.UNKNOWN_LAYER(layer=state, layers=", ".join(self._states())))
        return state

    def _pair(self, pair: int) -> int:
        if not -self.pairs <= pair < self.pairs:
            raise BadInput(words.NO_PAIR(place=pair, count=self.pairs))
        return pair % self.pairs

    def _states(self) -> dict[str, Text]:
        active = {layer.key: layer.name for layer in self.rule.cuts.layers}
        return {**active, INACTIVE: words.INACTIVE, ABSENT: words.ABSENT}

    def story(self) -> Sequence[Text]:
        return [sentence for pair in range(self.pairs) for sentence in self._pair_story(pair)]

    def _pair_story(self, pair: int) -> list[Text]:
        rows = [row for row in self.table.to_pylist() if row["pair"] == pair]
        kinds = {kind: [row for row in rows if self._kind(row["start"], row["to"]) == kind] for kind in KINDS}
        counts = {kind: sum(row["customers"] for row in found) for kind, found in kinds.items()}
        moved = words.MOVED(period=self.rule.periods[pair], next=self.rule.periods[pair + 1], **counts)
        gained = sum(row["amount_after"] - row["amount_before"] for row in kinds["up"])
        missed = sum(row["amount_before"] - row["amount_after"] for row in kinds["down"] + kinds["lost"])
        told = self.rule.unit.told
        return [moved, words.MOVED_MONEY(gained=told(gained), missed=told(missed))]

    def _kind(self, start: str, to: str) -> str:
        order = list(self._states())
        if start == to:
            return "stayed"
        if to == INACTIVE:
            return "lost"
        if start in (ABSENT, INACTIVE):
            return "new" if start == ABSENT else "back"
        return "up" if order.index(to) < order.index(start) else "down"

    def figure(self) -> Figure:
        """The flows of the last pair of periods."""
        return self.figure_of(-1)

    def figure_of(self, pair: int) -> Figure:
        place, states = self._pair(pair), self._states()
        order = list(states)
        links = [(order.index(start), order.index(to), count) for (start, to), count in self.cells(place).items()]
        before, after = self.rule.periods[place], self.rule.periods[place + 1]
        title = words.MIGRATION_TITLE(period=before, next=after)
        return figures.flows(title, list(states.values()), list(states.values()), sorted(links))


KINDS = ("up", "down", "new", "back", "lost", "stayed")


def migration(
    purchases: Source,
    rule: Moves,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    progress: Progress | None = None,
) -> Migration:
    """The pyramid of each period, and every customer's way from one to the next. Raises `BadInput`."""
    if len(rule.periods) < 2:
        raise BadInput(words.FEW_PERIODS)
    if len(rule.periods) > MOST_PERIODS:
        raise BadInput(words.MANY_PERIODS(limit=MOST_PERIODS))
    periods = in_order(rule.periods)
    reading = read_purchases(purchases, customer, date, amount, rule.unit, rule.latest)
    for period in periods:
        if period.last < reading.first or period.first > reading.last:
            raise BadInput(words.EARLY(period=period, first=reading.first, last=reading.last), date)
    report = progress or silent
    standing = kept(standings.of_periods(reading.table, periods, rule.cuts), span(report, 0.0, 0.7), STANDING)
    rows = fetch(standings.transitions(standing, len(periods) - 1), span(report, 0.7, 1.0), COUNTING)
    return Migration(rows, _units(rule.unit), SOURCES, rule, standing)


def _units(unit: Unit) -> dict[str, Unit | Text]:
    names = {"pair": words.PERIOD, "start": words.NAME, "to": words.NAME, "customers": words.COUNT}
    return {**names, "amount_before": unit, "amount_after": unit}
