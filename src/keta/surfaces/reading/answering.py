"""Answers questions: a page of rows, all rows in turn, the neighbours of one row, the ids of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from keta.kernel.access import Actor
from keta.kernel.access.statements import Statement, kept
from keta.surfaces.reading import cursors
from keta.surfaces.reading.columns import Column, column_of
from keta.surfaces.reading.cursors import Place
from keta.surfaces.reading.order import Key, behind, keys_of
from keta.surfaces.reading.plan import FEW, by_ways, gathered, is_by_title, rows_of
from keta.surfaces.reading.question import Question
from keta.surfaces.reading.shape import Row, Shape, shape_of, sights_of

COUNTED_UP_TO = FEW + 1
LEADING = 4
"""How many times a page the first hits of a search are looked up for it."""


@dataclass(frozen=True)
class Total:
    """How many rows a question has; not exact where counting was stopped."""

    count: int
    is_exact: bool = True

    def __str__(self) -> str:
        return f"{self.count:,}" if self.is_exact else f"{self.count - 1:,}+"


@dataclass(frozen=True)
class Page:
    """One page of an answer; an empty cursor means that there is nothing on that side."""

    columns: tuple[Column, ...]
    rows: list[Row]
    next_cursor: str = ""
    previous_cursor: str = ""
    total: Total | None = None
    start: int = 0
    """How many rows stand before this page."""


@dataclass(frozen=True, eq=False)
class Asking:
    """A question put together for one actor: what is asked of the database, and what makes rows of the answer."""

    question: Question
    actor: Actor
    columns: tuple[Column, ...]
    shape: Shape
    keys: tuple[Key, ...]
    found: QuerySet[Any]
    sights: dict[str, Any]
    is_kept: bool = False

    @classmethod
    def of(cls, question: Question, actor: Actor, is_kept: bool = False) -> "Asking":
        """Raises `Refused` for what the actor may not ask."""
        columns = tuple(column_of(question.kind, name, actor) for name in question.columns)
        sights = sights_of(columns, actor)
        shape = shape_of(columns, frozenset(name.removeprefix("sight_of_") for name in sights))
        keys = tuple(keys_of(question, actor))
        return cls(question, actor, columns, shape, keys, rows_of(question, actor), sights, is_kept)

    @cached_property
    def counting(self) -> Statement | None:
        """Counted before the page is read: it tells which way to the page is the short one."""
        if self.question.total == "none" and self.by_ways:
            return None
        limit = None if self.question.total == "exact" else COUNTED_UP_TO
        return Statement.of(self.found.order_by().values_list("pk")[:limit], self.is_kept).counted()

    @cached_property
    def by_ways(self) -> Statement | None:
        """The page put together from the first rows of each way on which the actor sees records."""
        ways = by_ways(self.question, self.actor)
        if not ways:
            return None
        first, *others = (self._turned(way).values("pk")[: self.question.limit + 1] for way in ways)
        rows = self.question.kind.rows().filter(pk__in=first.union(*others, all=True) if others else first)
        return Statement.of(self._page(rows), self.is_kept)

    @cached_property
    def few(self) -> Statement:
        """The page where all rows together are few."""
        return Statement.of(self._page(gathered(self.found)), self.is_kept)

    @cached_property
    def leading(self) -> Statement | None:
        """The page of a search with many hits, put together from those that stand first by title: they are more than a
        page holds, since other conditions may take some away."""
        if not self.question.q or self.question.cursor or not is_by_title(self.question):
            return None
        rows = rows_of(self.question, self.actor, first_hits=LEADING * self.question.limit)
        return Statement.of(self._page(rows), is_planned_once=False)

    @cached_property
    def many(self) -> Statement:
        """The page where they are many: in the order of its index, where there is one."""
        return Statement.of(self._page(self.found), self.is_kept)

    @cached_property
    def place(self) -> Place | None:
        """Where the page goes on."""
        if not self.question.cursor:
            return None
        columns = cursors.columns_of(self._ordered(self.found), [key.alias for key in self.keys])
        return cursors.read(self.question.cursor, _name(self.question), columns)

    def _page(self, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
        paths = (*self.shape.paths, *(key.alias for key in self.keys))
        told: QuerySet[Any, Any] = self._turned(rows).annotate(**self.sights).values_list(*paths)
        page: QuerySet[Any, Any] = told[: self.question.limit + 1]
        return page

    def _turned(self, rows: QuerySet[Any]) -> Any:
        """In order, from the place where the page goes on."""
        return _from(self._ordered(rows), self.keys, self.place)

    def _ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        ordered: QuerySet[Any, Any] = rows.annotate(**{key.alias: key.expression for key in self.keys})
        return ordered


def answer(question: Question, actor: Actor) -> Page:
    """The page that the question asks for; raises `Refused` for what the actor may not ask."""
    asking = _asking(question, actor)
    counted = asking.counting.count() if asking.counting else None
    raw = _raw(asking, counted)
    is_more = len(raw) > question.limit
    raw = raw[: question.limit]
    place = asking.place
    if place is not None and place.is_backward:
        raw.reverse()
    marks = [row[len(asking.shape.paths) :] for row in raw]
    around = _around(question, place, marks, is_more)
    rows = asking.shape.rows(raw, question.kind)
    return Page(asking.columns, rows, total=_total(question, counted), **around)


def _raw(asking: Asking, counted: int | None) -> list[Any]:
    """The rows of the page, on the shortest way to it."""
    if counted == 0:
        return []
    if asking.by_ways:
        return list(asking.by_ways.rows())
    if counted is not None and counted <= FEW:
        return list(asking.few.rows())
    leading = asking.leading.rows() if asking.leading else []
    return list(leading if len(leading) > asking.question.limit else asking.many.rows())


def _asking(question: Question, actor: Actor) -> Asking:
    """Kept for the questions that many ask again: a list or one of its views from the beginning, nothing searched. (A
    branch of a tree may be read while a question is put together, and be old when it is asked again.)"""
    base = question.base.conditions()
    if question.q or question.cursor or question.where.parts or any(each.operator == "under" for each in base):
        return Asking.of(question, actor)
    return _kept_asking(question, actor)


@kept
def _kept_asking(question: Question, actor: Actor) -> Asking:
    return Asking.of(question, actor, is_kept=True)


def _total(question: Question, counted: int | None) -> Total | None:
    if counted is None or question.total == "none":
        return None
    return Total(counted, question.total == "exact" or counted < COUNTED_UP_TO)


def count(question: Question, actor: Actor, limit: int | None = None) -> Total:
    """How many rows there are; counting stops at `limit`."""
    rows = rows_of(question, actor).order_by()
    if limit is None:
        return Total(rows.count())
    counted = rows.values("pk")[:limit].count()
    return Total(counted, counted < limit)


def walk(question: Question, actor: Actor, size: int = 1000) -> Iterator[Page]:
    """All rows, page by page, however many; for exports."""
    asked = replace(question, limit=size, total="none")
    while True:
        page = answer(asked, actor)
        yield page
        if not page.next_cursor:
            return
        asked = replace(asked, cursor=page.next_cursor)


def neighbours(question: Question, record_id: UUID, actor: Actor) -> tuple[UUID | None, UUID | None]:
    """The records before and after one in the order of a list; None at its ends or where the record is not in
    it."""
    keys = keys_of(question, actor)
    rows = rows_of(question, actor).annotate(**{key.alias: key.expression for key in keys})
    values = rows.filter(pk=record_id).values_list(*(key.alias for key in keys)).first()
    if values is None:
        return None, None
    before = _from(rows, keys, Place(values, is_backward=True)).values_list("pk", flat=True).first()
    after = _from(rows, keys, Place(values)).values_list("pk", flat=True).first()
    return before, after


def _from(rows: QuerySet[Any], keys: Sequence[Key], place: Place | None) -> QuerySet[Any]:
    is_backward = place is not None and place.is_backward
    if place is not None:
        rows = rows.filter(behind(keys, place.values, is_backward))
    return rows.order_by(*(key.as_order(is_backward) for key in keys))


def _around(question: Question, place: Place | None, marks: Sequence[tuple[Any, ...]], is_more: bool) -> dict[str, Any]:
    """The cursors on both sides of a page, and where it starts."""
    is_backward = place is not None and place.is_backward
    start = place.start if place else 0
    if is_backward:
        start = max(0, start - len(marks)) if is_more else 0
    has_next, has_previous = (True, is_more) if is_backward else (is_more, place is not None)
    found: dict[str, Any] = {"start": start}
    if marks and has_next:
        found["next_cursor"] = cursors.written(_name(question), Place(marks[-1], False, start + len(marks)))
    if marks and has_previous:
        found["previous_cursor"] = cursors.written(_name(question), Place(marks[0], True, start))
    return found


def _name(question: Question) -> str:
    return ",".join(str(key) for key in question.order)
