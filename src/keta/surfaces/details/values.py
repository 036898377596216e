"""The values of one record as its page shows them, section by section."""

from typing import Any
from uuid import UUID

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.access.rights import FieldAccess
from keta.kernel.access.statements import RECORD, Statement, kept
from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import Kind
from keta.kernel.refusals import NotFound
from keta.surfaces.addresses import address
from keta.surfaces.details.related import may_change
from keta.surfaces.forms.fields import layout
from keta.surfaces.forms.posted import line_kind
from keta.surfaces.forms.shown import shown_values
from keta.surfaces.reading.columns import columns_of
from keta.surfaces.reading.shape import Shape, shape_of
from keta.surfaces.requests import Request

MOST_FIGURES = 3


def values_of(kind: Kind, record_id: UUID, actor: Actor) -> dict[str, Any]:
    """Every field that the actor may read, lines apart; raises `NotFound` out of sight."""
    names, shape, statement = _asked(kind, actor)
    raw = [tuple(row) for row in statement.rows(record_id)]
    if not raw:
        raise NotFound(records.NOT_FOUND)
    (row,) = shape.rows(raw, kind)
    return dict(zip(names, row.values, strict=True))


@kept
def _asked(kind: Kind, actor: Actor) -> tuple[list[str], Shape, Statement]:
    columns = {name: column for name, column in columns_of(kind, actor).items() if name not in kind.children}
    shape = shape_of(tuple(columns.values()), frozenset())
    rows = records_for(actor, kind).filter(pk=RECORD).values_list(*shape.paths)
    return list(columns), shape, Statement.of(rows)


def sections(request: Request, kind: Kind, record: Any, values: dict[str, Any]) -> list[dict[str, Any]]:
    """Label and value of each readable field under its section; what may be edited says where."""
    may_edit = may_change(request.actor, kind, record)
    found = []
    for position, (title, names) in enumerate(layout(kind)):
        shown = [_definition(request, kind, record, values, name, may_edit) for name in names if name in values]
        filled = [each for each in shown if each["value"]]
        if shown:
            found.append({"title": title, "items": shown, "folds": position > 1 and not filled})
    return found


def _definition(
    request: Request, kind: Kind, record: Any, values: dict[str, Any], name: str, may_edit: bool
) -> dict[str, Any]:
    spec = kind.fields[name]
    value = values[name]
    html = "" if spec.type.is_empty(value) else spec.type.html(value, request.showing)
    is_open = may_edit and spec.is_written and request.actor.rights.field_access(kind, name) is FieldAccess.EDIT
    return {
        "label": spec.label,
        "help": spec.help,
        "value": html,
        "is_wide": spec.type.is_wide,
        "edit_url": address(kind.key, record.pk, "fields", name) if is_open else "",
    }


def own_figures(kind: Kind, values: dict[str, Any], showing: Showing) -> list[dict[str, Any]]:
    """What the record itself is worth: its figures that a list adds up."""
    found = [spec for name, spec in kind.fields.items() if name in values and spec.totalled and spec.type.is_measure]
    return [
        {"label": spec.label, "value": spec.type.cell(showing)(values[spec.name]), "is_zero": not values[spec.name]}
        for spec in found[:MOST_FIGURES]
    ]


def line_tables(request: Request, kind: Kind, record: Any) -> list[dict[str, Any]]:
    """The lines of a document as tables."""
    readable = request.actor.rights.readable(kind)
    found = []
    for name in kind.children:
        if name in readable:
            found.append(_line_table(request, kind, record, name))
    return found


def _line_table(request: Request, kind: Kind, record: Any, name: str) -> dict[str, Any]:
    lines_kind = line_kind(kind, name)
    lines = record.lines_of(name)
    readable = request.actor.rights.readable(lines_kind)
    specs = [readable[name] for name in lines_kind.spec.columns or lines_kind.fields if name in readable]
    cells = [spec.type.cell(request.showing) for spec in specs]
    rows = [
        {
            "key": str(line.pk),
            "url": "",
            "label": str(position),
            "cells": [cell(values[spec.name]) for spec, cell in zip(specs, cells, strict=True)],
        }
        for position, (line, values) in enumerate(zip(lines, shown_values(lines_kind, lines), strict=True), start=1)
    ]
    columns = [{"key": spec.name, "label": spec.label, "align": spec.type.align} for spec in specs]
    return {"title": kind.fields[name].label or lines_kind.label, "columns": columns, "rows": rows}
