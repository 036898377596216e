"""From what a browser posted to raw values: the fields of the record, and the rows of each line grid in their order."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from keta.kernel.access import Actor
from keta.kernel.access.rights import FieldAccess
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.fieldtypes.base import ABSENT
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model

ROW = r"^%s-([A-Za-z0-9]+)-"


def raw_values(kind: Kind, form: QueryDict, actor: Actor) -> dict[str, Any]:
    """What was posted, under the names of the fields that the actor may change; fields the form lacked are absent."""
    values: dict[str, Any] = {}
    for name, spec in writable(kind, actor).items():
        if name in kind.children:
            if f"{name}-grid" in form:
                values[name] = _lines(kind, name, form)
            continue
        raw = spec.type.from_form(form, name)
        if raw is not ABSENT:
            values[name] = raw
    return values


def writable(kind: Kind, actor: Actor) -> dict[str, FieldSpec]:
    return {
        name: spec for name, spec in kind.written.items() if actor.rights.field_access(kind, name) is FieldAccess.EDIT
    }


def line_kind(kind: Kind, name: str) -> Kind:
    return kind_of(line_model(kind.model, name))


def rows_of(form: QueryDict, name: str) -> list[str]:
    """The words of a grid's rows in the order in which the form has them, without new ones that nobody filled in."""
    pattern = re.compile(ROW % re.escape(name))
    rows: dict[str, bool] = {}
    for key, texts in form.lists():
        if found := pattern.match(key):
            rows[found[1]] = rows.get(found[1], False) or any(text.strip() for text in texts)
    return [row for row, is_filled in rows.items() if is_filled]


def _lines(kind: Kind, name: str, form: QueryDict) -> list[Mapping[str, Any]]:
    specs = line_kind(kind, name).written
    lines: list[Mapping[str, Any]] = []
    for row in rows_of(form, name):
        prefix = f"{name}-{row}-"
        values = {field: spec.type.from_form(form, prefix + field) for field, spec in specs.items()}
        given = {field: raw for field, raw in values.items() if raw is not ABSENT}
        if form.get(prefix + "id"):
            given["id"] = form[prefix + "id"]
        lines.append(given)
    return lines
