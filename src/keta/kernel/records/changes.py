"""What a write changes, field by field and line by line, in the form that history keeps."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from keta.kernel.fieldtypes import FieldSpec, FieldType
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
    change.fields = changed_fields(kind, record)
    for name in kind.children:
        if told := _changed_lines(record, name):
            change.lines[name] = told
    return change


def changed_fields(kind: Kind, record: Any) -> dict[str, list[Any]]:
    """`{name: [before, after]}` as JSON, for the fields that differ from the database; on a new record those that
    hold something, and `before` is None."""
    if record._state.adding:
        return dict(_filled(kind, record))
    if not record.changed_columns() and not getattr(record, "_links", None):
        return {}
    twin, links = _twin(record), getattr(record, "_links", {})
    found = {}
    for spec, __ in _told(kind):
        if spec.type.is_many and spec.name not in links:
            continue  # links in a table of their own that nobody has touched
        before, after = (spec.type.to_json(spec.type.read(each, spec)) for each in (twin, record))
        if before != after:
            found[spec.name] = [before, after]
    return found


def _filled(kind: Kind, record: Any) -> Iterator[tuple[str, list[Any]]]:
    values = record.__dict__
    for spec, empty, is_plain in _read_in_sets(kind):
        value = values[spec.name] if is_plain else spec.type.read(record, spec)
        # Most fields of most new records are empty: seen without making JSON of them.
        if value != empty and (after := spec.type.to_json(value)) not in (empty, None):
            yield spec.name, [None, after]


@lru_cache(maxsize=512)
def _read_in_sets(kind: Kind) -> list[tuple[FieldSpec, Any, bool]]:
    """The fields with what is nothing in them, and whether their value is the attribute of their name as it is."""
    return [(spec, empty, not spec.is_custom and type(spec.type).read is FieldType.read) for spec, empty in _told(kind)]


@lru_cache(maxsize=512)
def _told(kind: Kind) -> list[tuple[FieldSpec, Any]]:
    return [
        (spec, spec.type.to_json(spec.type.empty()))
        for name, spec in kind.fields.items()
        if name not in UNTOLD and name not in kind.children and spec.type.is_stored
    ]


def _twin(record: Any) -> Any:
    """The record as it was loaded."""
    model = type(record)
    twin: Any = object.__new__(model)
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
        changes = changed_fields(kind_of(line), line) | _move(line)
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
