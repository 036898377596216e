"""The table of a list as the design's macro takes it: heads with their sort links, rows with ready cells."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.html import format_html

from keta.kernel.access import Actor, covers
from keta.kernel.access.rights import FieldAccess
from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import Kind
from keta.surfaces.addresses import address
from keta.surfaces.lists.asking import Asked
from keta.surfaces.lists.preferred import preferred_widths
from keta.surfaces.reading import Column, Page, Question, Row, answer, columns_of, totalled

BESIDES = ("title", "owner", "department")
"""Read with every row: what it is called, and what decides who may change it."""
TOTAL = '<span id="total-{}" class="muted">…</span>'
"""Filled when the sums over the whole result have come."""


def page_of(question: Question, actor: Actor) -> Page:
    """The page with what the table needs besides the shown columns."""
    readable = columns_of(question.kind, actor)
    besides = tuple(name for name in BESIDES if name in readable)
    return answer(replace(question, columns=(*question.columns, *besides)), actor)


def heads(asked: Asked, page: Page, actor: Actor, showing: Showing) -> list[dict[str, Any]]:
    """The columns with their sort links, their place on a card of the phone, and where a total is to come."""
    question = asked.question
    added = {column.name for column in totalled(question, actor)}
    order = {key.field: "descending" if key.is_descending else "ascending" for key in question.order[:1]}
    shown = page.columns[: len(question.columns)]
    cards = card_places(shown)
    widths = preferred_widths(question.kind, actor)
    return [
        {
            "key": column.name,
            "label": column.label,
            "align": column.spec.type.align,
            "unit": column.spec.type.input_facts(column.spec, column.spec.type.empty(), showing).get("currency", ""),
            "sort_url": asked.url(question.ordered_by(column.name)) if column.is_sortable else "",
            "sorted": order.get(column.name, ""),
            "card": cards.get(column.name, ""),
            "wraps": column.spec.type.is_wide,
            "width": widths.get(column.name, ""),
            "total": format_html(TOTAL, column.name) if column.name in added else "",
        }
        for column in shown
    ]


def card_places(columns: tuple[Column, ...]) -> dict[str, str]:
    """Three lines on the phone: title and first figure; a record it belongs to (else a word) and the first
    mark; the first date."""
    places: dict[str, str] = {}
    for column in sorted(columns[1:], key=lambda column: not column.spec.type.points_to):
        place = _card_place(column)
        if place not in places.values():
            places[column.name] = place
    return places


def _card_place(column: Column) -> str:
    kind = column.spec.type
    if kind.is_measure:
        return "figure"
    if kind.choices(column.spec):
        return "mark"
    return "last" if "month" in kind.steps else "line"


def table_rows(kind: Kind, page: Page, shown: int, actor: Actor, showing: Showing) -> list[dict[str, Any]]:
    """Each row with its cells; `shown` is how many of the columns are."""
    columns = page.columns[:shown]
    places = {column.name: place for place, column in enumerate(page.columns)}
    cells = [column.spec.type.cell(showing) for column in columns[1:]]
    edits = frozenset(column.name for column in columns[1:] if may_edit(kind, column, actor))
    may_change = changing(kind, places, actor)
    path = address(kind.key)
    found = []
    for row in page.rows:
        title = row.values[places["title"]] if "title" in places else ""
        first = columns[0].spec.type.shown(row.values[0], showing) or title or "—"
        found.append(
            {
                "key": str(row.id),
                "url": f"{path}/{row.id}",
                "label": title,
                "cells": [first, *[cell(value) for cell, value in zip(cells, row.values[1:shown], strict=True)]],
                "edits": edits if may_change(row) else (),
            }
        )
    return found


def may_edit(kind: Kind, column: Column, actor: Actor) -> bool:
    """Whether the field may be changed in the cell at all."""
    is_own = column.link is None and column.spec.is_written
    return is_own and actor.rights.field_access(kind, column.name) is FieldAccess.EDIT


def changing(kind: Kind, places: dict[str, int], actor: Actor) -> Callable[[Row], bool]:
    """Tells of a row whether the scope reaches its record; asks no database, and once for each owner."""
    if kind.is_owned and ("owner" not in places or "department" not in places):
        return lambda row: False
    known: dict[tuple[UUID | None, UUID | None], bool] = {}

    def may_change(row: Row) -> bool:
        owner, department = (
            _id(row.values[places[name]]) if name in places else None for name in ("owner", "department")
        )
        if (owner, department) not in known:
            known[owner, department] = covers(actor, kind, "update", owner, department)
        return known[owner, department]

    return may_change


def _id(linked: Any) -> UUID | None:
    return linked.id if linked is not None else None
