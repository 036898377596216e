"""Fields as the design's macros take them: one dictionary a field, sections, grids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldSpec, Showing
from keta.kernel.objects import Kind
from keta.kernel.refusals import Text
from keta.surfaces.forms.posted import line_kind, writable
from keta.surfaces.forms.shown import shown_values


@dataclass(frozen=True)
class Filling:
    """For whom a form is made, and what came back from the last try: reasons and what was typed, by path."""

    actor: Actor
    showing: Showing
    errors: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)

    def error(self, path: str) -> Text:
        texts = self.errors.get(path) or ()
        return texts[0] if texts else ""

    def facts(self, spec: FieldSpec, value: Any, path: str) -> dict[str, Any]:
        """What the input shows: the value, or, where it was refused, what was typed."""
        facts = spec.type.input_facts(spec, value, self.showing)
        typed = self.typed.get(path)
        if self.error(path) and isinstance(typed, str):
            facts["value"] = typed
        return facts


def field_view(spec: FieldSpec, value: Any, filling: Filling, path: str = "") -> dict[str, Any]:
    """One field: `input` names the macro, the rest is what the type says of the value."""
    path = path or spec.name
    return {
        "name": spec.name,
        "label": spec.label,
        "help": spec.help,
        "input": spec.type.widget,
        "is_required": spec.required,
        "is_wide": spec.type.is_wide,
        "error": filling.error(path),
        **filling.facts(spec, value, path),
    }


def shown_cell(spec: FieldSpec, value: Any, showing: Showing) -> str:
    """A value as a line grid shows it."""
    return "" if spec.type.is_empty(value) else spec.type.html(value, showing)


def sections(kind: Kind, record: Any, filling: Filling) -> list[dict[str, Any]]:
    """The sections of a form with the fields that the actor may fill; one after the third is folded."""
    open_fields = writable(kind, filling.actor)
    (values,) = shown_values(kind, [record])
    found = []
    for position, (title, names) in enumerate(layout(kind)):
        fields = [
            field_view(open_fields[name], values[name], filling)
            for name in names
            if name in open_fields and name not in kind.children
        ]
        if fields:
            needs_care = any(each["error"] or each["is_required"] for each in fields)
            found.append({"title": title, "fields": fields, "folds": position > 2 and not needs_care})
    return found


def layout(kind: Kind) -> list[tuple[Text, tuple[str, ...]]]:
    """The declared sections; what none of them names stands in the last one.

    Pairs, never looked up by title: a translated title has another hash in every language.
    """
    declared = list(kind.spec.sections.items()) or [("", ())]
    named = {name for __, names in declared for name in names}
    rest = tuple(name for name in kind.written if name not in named)
    title, last = declared[-1]
    return [*declared[:-1], (title, (*last, *rest))]


def grids(kind: Kind, record: Any, filling: Filling) -> list[dict[str, Any]]:
    """The line grids of a form; the first of a new record begins with an empty line, other empty ones are folded."""
    open_fields = writable(kind, filling.actor)
    found = [_grid(kind, spec, record, filling) for name, spec in kind.children.items() if name in open_fields]
    for grid in found[1:]:
        grid["folds"] = not grid["lines"] and not grid["error"]
    if found and record._state.adding and not found[0]["lines"]:
        found[0]["lines"] = [{"row": "n1", "id": "", "cells": {}, "selected": {}, "errors": {}}]
    return found


def _grid(kind: Kind, spec: FieldSpec, record: Any, filling: Filling) -> dict[str, Any]:
    own = line_kind(kind, spec.name)
    lines = record.lines_of(spec.name)
    values = shown_values(own, lines)
    readable = filling.actor.rights.readable(own)
    return {
        "name": spec.name,
        "label": spec.label or own.label,
        "error": filling.error(spec.name),
        "folds": False,
        "columns": [_column(readable[name], filling) for name in own.spec.columns or own.fields if name in readable],
        "lines": [
            _row(own, index, line, shown, filling, f"{spec.name}.{index}.")
            for index, (line, shown) in enumerate(zip(lines, values, strict=True))
        ],
    }


def _column(spec: FieldSpec, filling: Filling) -> dict[str, Any]:
    facts = spec.type.input_facts(spec, spec.type.empty(), filling.showing)
    return {
        "key": spec.name,
        "label": spec.label,
        "align": spec.type.align,
        "input": spec.type.widget if spec.is_written else "",
        "width": spec.type.grid_width,
        "is_total": spec.totalled,
        "total": "",
        "field": {name: fact for name, fact in facts.items() if name != "value"} | {"is_required": spec.required},
    }


def _row(kind: Kind, index: int, line: Any, values: Mapping[str, Any], filling: Filling, prefix: str) -> dict[str, Any]:
    cells, selected, errors = {}, {}, {}
    for name, spec in filling.actor.rights.readable(kind).items():
        facts = filling.facts(spec, values[name], prefix + name)
        cells[name] = facts.get("value", "") if spec.is_written else shown_cell(spec, values[name], filling.showing)
        selected[name] = facts.get("selected", [])
        if text := filling.error(prefix + name):
            errors[name] = text
    saved = "" if line._state.adding else str(line.pk)
    return {"row": str(index), "id": saved, "cells": cells, "selected": selected, "errors": errors}
