"""What a write changes, field by field and line by line, in the form that history keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from keta.kernel.fieldtypes import FieldSpec, LinesType
from keta.kernel.objects import BusinessObject, Kind, Line, kind_of

UNTOLD = frozenset({"changed_at", "created_at", "created_by", "title"})
"""Fields that every entry of history says by itself, or that follow from others."""


@dataclass
class Change:
    """One record about to be written, and what is different about it."""

    record: Any
    is_new: bool
    is_gone: bool = False
    fields: dict[str, list[Any]] = field(default_factory=dict)
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.is_new or bool(self.fields or self.lines)

    def as_json(self) -> dict[str, Any]:
        return {"fields": self.fields, **({"lines": self.lines} if self.lines else {})}


def change_of(kind: Kind, record: BusinessObject) -> Change:
    """Compares a record with what was loaded; call it before saving."""
    change = Change(record, record._state.adding)
    change.fields = changed_fields(kind.fields, record)
    for name in kind.children:
        if told := _changed_lines(record, name):
            change.lines[name] = told
    return change


def changed_fields(specs: Mapping[str, FieldSpec], record: Any) -> dict[str, list[Any]]:
    """`{name: [before, after]}` as JSON, for the fields that differ from the database."""
    if not record._state.adding and not record.changed_columns() and not getattr(record, "_links", None):
        return {}
    twin = None if record._state.adding else _twin(record)
    found = {}
    for name, spec in specs.items():
        if name in UNTOLD or isinstance(spec.type, LinesType) or not spec.type.is_stored:
            continue
        after = spec.type.to_json(spec.type.read(record, spec))
        empty = spec.type.to_json(spec.type.empty())
        before = spec.type.to_json(spec.type.read(twin, spec)) if twin is not None else empty
        if before != after:
            found[name] = [None if twin is None else before, after]
    return found


def _twin(record: Any) -> Any:
    """The record as it was loaded."""
    twin = type(record).__new__(type(record))
    twin.__dict__.update(record._loaded)
    twin._state = record._state
    return twin


def _changed_lines(record: BusinessObject, name: str) -> dict[str, Any]:
    pending = record.__dict__.get("_lines", {}).get(name)
    if pending is None:
        return {}
    kept = {line.pk for line in pending}
    told: dict[str, Any] = {"added": {}, "changed": {}, "removed": {}}
    for line in pending:
        changes = changed_fields(kind_of(line).fields, line) | _move(line)
        if line._state.adding:
            told["added"][str(line.pk)] = {each: after for each, (__, after) in changes.items()}
        elif changes:
            told["changed"][str(line.pk)] = changes
    for line in record.__dict__.get("_old_lines", {}).get(name, ()):
        if line.pk not in kept:
            told["removed"][str(line.pk)] = line_values(line)
    return {what: lines for what, lines in told.items() if lines}


def line_values(line: Line) -> dict[str, Any]:
    """All values of a line as JSON, its place included."""
    specs = {name: spec for name, spec in kind_of(line).fields.items() if spec.type.is_stored}
    return {name: spec.type.to_json(spec.type.read(line, spec)) for name, spec in specs.items()} | _place(line)


def _move(line: Line) -> dict[str, list[Any]]:
    before = line.loaded("position")
    return {} if before == line.position else {"position": [before, line.position]}


def _place(line: Line) -> dict[str, int]:
    return {"position": line.position}
