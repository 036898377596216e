"""What other objects add to the page of a record: lists with their counts, and summary figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from keta.kernel.access import Actor, Scope, covers, records_for
from keta.kernel.objects import Kind, ShowsOn, kinds
from keta.kernel.objects.spec import Figure
from keta.surfaces.addresses import address
from keta.surfaces.reading.answering import answer
from keta.surfaces.reading.columns import shown_by_default
from keta.surfaces.reading.question import Condition, Group, Question
from keta.surfaces.requests import Request

ROWS = 8


@dataclass(frozen=True)
class Related:
    """One kind of record that points at those of another kind."""

    kind: Kind
    shows: ShowsOn

    @property
    def key(self) -> str:
        return f"{self.kind.key}:{self.shows.via}"

    @property
    def label(self) -> Any:
        return self.shows.label or self.kind.label

    def rows(self, record_id: UUID, actor: Actor) -> QuerySet[Any]:
        return records_for(actor, self.kind).filter(**{self.shows.via: record_id})


def related_to(kind: Kind, actor: Actor) -> list[Related]:
    """What shows on the pages of a kind, as far as the actor may read it at all."""
    found = [
        Related(other, shows)
        for other in kinds().values()
        if other.key == other.base and actor.rights.scope(other, "read") is not Scope.NONE
        for shows in other.spec.shows_on
        if shows.object == kind.base
    ]
    return sorted(found, key=lambda each: each.shows.position)


def counts(shown: list[Related], record_id: UUID, actor: Actor) -> dict[str, int]:
    """How many there are of each, in one statement."""
    parts = [
        each.rows(record_id, actor).order_by().values("pk__isnull").annotate(amount=Count("pk")).values_list("amount")
        for each in shown
    ]
    return {each.key: next(iter(part), (0,))[0] for each, part in zip(shown, parts, strict=True)}


def table(request: Request, related: Related, record_id: UUID) -> dict[str, Any]:
    """The newest rows of one related list, its link to all of them, and to a new one."""
    kind, via = related.kind, related.shows.via
    columns = tuple(name for name in related.shows.columns or shown_by_default(kind, request.actor) if name != via)
    asked = Question(kind, columns, where=Group((Condition(via, "eq", str(record_id)),)), limit=ROWS, total="none")
    page = answer(asked, request.actor)
    cells = [column.spec.type.cell(request.showing) for column in page.columns]
    filtered = f"filter[{via}][eq]={record_id}"
    may_create = request.actor.rights.scope(kind, "create") is not Scope.NONE
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
        "new_url": f"{address(kind.key, None, 'new')}?{via}={record_id}" if may_create else "",
        "icon": kind.spec.icon,
    }


def figures(kind: Kind, record_id: UUID, request: Request) -> list[dict[str, Any]]:
    """The summary cards: counts and sums over the records that point here, each leading to its rows."""
    found = []
    for other, figure in _figures_on(kind, request.actor):
        rows = records_for(request.actor, other).filter(**{figure.via: record_id}, **figure.where)
        found.append(_figure(other, figure, rows, record_id, request))
    return found


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


def _figure(
    other: Kind, figure: Figure, rows: QuerySet[Any], record_id: UUID, request: Request
) -> dict[str, Any]:
    measure, __, name = figure.measure.partition(":")
    url = f"{address(other.key)}?filter[{figure.via}][eq]={record_id}"
    if measure == "count":
        return {"label": figure.label, "value": f"{rows.count():,}", "url": url}
    spec = other.field(name)
    total = rows.aggregate(total=Sum(spec.type.expression(spec)))["total"]
    shown = spec.type.html(total, request.showing) if total is not None else "0"
    return {"label": figure.label, "value": shown, "url": url}


def may_change(actor: Actor, kind: Kind, record: Any) -> bool:
    owner, department = getattr(record, "owner_id", None), getattr(record, "department_id", None)
    return covers(actor, kind, "update", owner, department)
