"""What other objects add to the page of a record: lists with their counts, and summary figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, QuerySet, Subquery, Sum, Value

from keta.kernel.access import Actor, Scope, covers, records_for
from keta.kernel.access.statements import RECORD, Statement, kept
from keta.kernel.objects import Kind, ShowsOn, kind_of, kinds
from keta.kernel.objects.model import line_model
from keta.kernel.objects.spec import Figure
from keta.kernel.records import settled
from keta.surfaces.addresses import address
from keta.surfaces.details.carrying import carried
from keta.surfaces.reading.answering import answer
from keta.surfaces.reading.columns import shown_by_default
from keta.surfaces.reading.question import Condition, Group, Question
from keta.surfaces.requests import Request

ROWS = 8


@dataclass(frozen=True)
class Related:
    """One kind of record that points at those of another kind: by a link, by a link of its lines, or by a source."""

    kind: Kind
    shows: ShowsOn

    @property
    def key(self) -> str:
        return f"{self.kind.key}:{self.shows.via}"

    @property
    def label(self) -> Any:
        return self.shows.label or self.kind.label

    @property
    def via(self) -> str:
        """The path from the shown records to the one whose page it is."""
        return f"{self.shows.via}_id"

    def rows(self, record_id: UUID, actor: Actor) -> QuerySet[Any]:
        rows = records_for(actor, self.kind)
        if not self.shows.through:
            return rows.filter(**{self.via: record_id})
        lines = line_model(self.kind.model, self.shows.through)
        return rows.filter(
            pk__in=lines._default_manager.filter(**{self.via: record_id}).values(f"{lines.parent_name}_id")
        )

    def condition(self, record_id: UUID) -> Condition:
        """The same in the grammar of lists."""
        path = f"{self.shows.through}.{self.shows.via}" if self.shows.through else self.shows.via
        return Condition(path, "eq", f"{self.shows.object}:{record_id}" if self.shows.shown else str(record_id))


@kept
def related_to(kind: Kind, actor: Actor) -> tuple[Related, ...]:
    """What shows on the pages of a kind, as far as the actor may read it at all."""
    found = [
        Related(shown, shows)
        for other in kinds().values()
        if other.key == other.base
        for shows in other.spec.shows_on
        if shows.object == kind.base
        and (shown := kind_of(shows.shown) if shows.shown else other)
        and actor.rights.scope(shown, "read") is not Scope.NONE
    ]
    return tuple(sorted(found, key=lambda each: each.shows.position))


def table(request: Request, related: Related, kind_here: Kind, record: Any) -> dict[str, Any]:
    """The newest rows of one related list, its link to all of them, and to a new one, which begins with what it shares
    with the record of this page."""
    kind, via = related.kind, related.shows.via
    condition = related.condition(record.pk)
    columns = tuple(name for name in related.shows.columns or shown_by_default(kind, request.actor) if name != via)
    asked = Question(kind, columns, where=Group((condition,)), limit=ROWS, total="none")
    page = answer(asked, request.actor)
    cells = [column.spec.type.cell(request.showing) for column in page.columns]
    filtered = f"filter[{condition.field}][eq]={condition.operand}"
    may_create = request.actor.rights.scope(kind, "create") is not Scope.NONE and not related.shows.through
    given = {**carried(kind_here, record, kind, via), via: condition.operand}
    return {
        "label": related.label,
        "columns": [
            {"key": column.name, "label": column.label, "align": column.spec.type.align} for column in page.columns
        ],
        "rows": [
            {
                "key": str(row.id),
                "url": address(kind.key, row.id),
                "label": "",
                "cells": [cell(value) for cell, value in zip(cells, row.values, strict=True)],
            }
            for row in page.rows
        ],
        "all_url": f"{address(kind.key)}?{filtered}",
        "new_url": f"{address(kind.key, None, 'new')}?{urlencode(given)}" if may_create else "",
        "icon": kind.spec.icon,
    }


def tally(kind: Kind, record_id: UUID, request: Request) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """How many rows each related list has, and the summary cards, in one statement."""
    shown, declared, statement = _tallied(kind, request.actor)
    found = statement.rows(record_id) if statement else []
    figures = found[0] if found else [None] * (len(shown) + len(declared))
    counts = {each.key: figure or 0 for each, figure in zip(shown, figures[: len(shown)], strict=True)}
    cards = [
        _card(other, figure, value, record_id, request)
        for (other, figure), value in zip(declared, figures[len(shown) :], strict=True)
    ]
    return counts, cards


@kept
def _tallied(kind: Kind, actor: Actor) -> tuple[tuple[Related, ...], list[tuple[Kind, Figure]], Statement | None]:
    """What is counted on the page of a kind, and the statement that does it."""
    shown, declared = related_to(kind, actor), list(_figures_on(kind, actor))
    wanted: dict[str, Any] = {}
    for place, each in enumerate(shown):
        wanted[f"list_{place}"] = _counted(each.rows(RECORD, actor))
    for place, (other, figure) in enumerate(declared):
        rows = records_for(actor, other).filter(**{figure.via: RECORD}, **figure.where)
        wanted[f"figure_{place}"] = _one(rows, figure.via, _measure(other, figure))
    told = kind.rows().filter(pk=RECORD).annotate(**wanted).values_list(*wanted)
    return shown, declared, Statement.of(told) if wanted else None


def _counted(rows: QuerySet[Any]) -> Subquery:
    """A sub-query that counts, whatever the rows are found by."""
    return Subquery(rows.order_by().annotate(one=Value(1)).values("one").annotate(amount=Count("pk")).values("amount"))


def _one(rows: QuerySet[Any], via: str, measure: Any) -> Subquery:
    return Subquery(rows.order_by().values(via).annotate(amount=measure).values("amount")[:1])


def _measure(other: Kind, figure: Figure) -> Any:
    name = figure.measure.partition(":")[2]
    if not name:
        return Count("pk")
    spec = other.field(name)
    return Sum(spec.type.expression(spec))


def _figures_on(kind: Kind, actor: Actor) -> Iterator[tuple[Kind, Figure]]:
    declared = [
        (figure.position, other, figure)
        for other in kinds().values()
        if other.key == other.base and actor.rights.scope(other, "read") is not Scope.NONE
        for figure in other.spec.figures
        if figure.object == kind.base
    ]
    for __, other, figure in sorted(declared, key=lambda each: each[0]):
        name = figure.measure.partition(":")[2]
        if not name or name in actor.rights.readable(other):
            yield other, figure


def _card(other: Kind, figure: Figure, value: Any, record_id: UUID, request: Request) -> dict[str, Any]:
    name = figure.measure.partition(":")[2]
    url = f"{address(other.key)}?filter[{figure.via}][eq]={record_id}"
    shown: object = f"{value or 0:,}"
    if name and value is not None:
        shown = other.field(name).type.html(value, request.showing)
    return {"label": figure.label, "value": shown, "url": url, "is_zero": not value}


def may_change(actor: Actor, kind: Kind, record: Any) -> bool:
    """Whether the scope reaches the record and its state lets people change it."""
    owner, department = getattr(record, "owner_id", None), getattr(record, "department_id", None)
    return covers(actor, kind, "update", owner, department) and not settled(kind, record)
