"""Where a column of a file leads: a field, a part of an address, or a field of the one line that a row makes."""

from collections.abc import Mapping
from typing import Any

from keta.kernel.fieldtypes import FieldSpec, TextType
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model

LINE_ID = FieldSpec("id", TextType())
"""By it the line of an export is found again."""


def spec_at(kind: Kind, path: str) -> FieldSpec:
    """The field that a path ends in; raises `NotFound` for a path that leads nowhere."""
    name, __, rest = path.partition(".")
    spec = kind.field(name)
    if rest and name in kind.children:
        if rest == LINE_ID.name:
            return LINE_ID
        return kind_of(line_model(kind.model, name)).field(rest)
    return spec


def put(kind: Kind, values: dict[str, Any], path: str, raw: Any) -> None:
    """Puts a raw value where the path leads."""
    name, __, rest = path.partition(".")
    if not rest:
        values[name] = raw
    elif name in kind.children:
        values.setdefault(name, [{}])[0][rest] = raw
    else:
        values.setdefault(name, {})[rest] = raw


def taken(kind: Kind, values: Mapping[str, Any], path: str) -> Any:
    """The raw value at a path."""
    name, __, rest = path.partition(".")
    held = values.get(name)
    if not rest or held is None:
        return held
    if name in kind.children:
        held = held[0] if held else {}
    return held.get(rest)


def without_empty_lines(kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """A row whose cells for a line are all empty makes no line."""
    return {
        name: [line for line in raw if any(line.values())] if name in kind.children else raw
        for name, raw in values.items()
    }
