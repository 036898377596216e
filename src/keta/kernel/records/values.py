"""Puts what people and programs gave into a record: parsed by the field's type, refused where it may not be."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.access.rights import FieldAccess
from keta.kernel.fieldtypes import FieldSpec, LinesType
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import Refused, Text

Errors = dict[str, list[Text]]

ENVELOPE = frozenset({"id", "version", "position", "actions", "ignored", "title", "object"})
"""Keys that a program sends back with a record it has read; they are no input."""


def apply(kind: Kind, record: Any, values: Mapping[str, Any], actor: Actor) -> Errors:
    """Assigns `values` to `record` and returns what was refused, under the path of each field."""
    errors: Errors = {}
    for name, raw in values.items():
        if name in ENVELOPE and name not in kind.written:
            continue
        try:
            spec = _writable(kind, name, actor)
        except Refused as refusal:
            if not _is_echo(kind, record, name, raw, actor):
                errors.setdefault(name, []).append(refusal.message)
            continue
        if isinstance(spec.type, LinesType):
            errors |= _apply_lines(record, name, raw, actor)
        else:
            errors |= _apply_value(record, spec, raw, name)
    return errors


def fill_defaults(kind: Kind, record: Any, given: Mapping[str, Any], actor: Actor) -> None:
    """What a new record gets where nothing was given: the window's own values and the declared defaults."""
    for name, value in kind.sets.items():
        setattr(record, name, value)
    for name, spec in kind.fields.items():
        if name in given or spec.default is None or not spec.type.is_written:
            continue
        value = spec.default(actor) if callable(spec.default) else spec.default
        spec.type.assign(record, spec, spec.type.parse(value, spec))
    if kind.is_owned and not kind.spec.is_common and "owner" not in given:
        record.owner_id = actor.member_id


def _writable(kind: Kind, name: str, actor: Actor) -> FieldSpec:
    spec = kind.fields.get(name)
    if spec is None or actor.rights.field_access(kind, name) is FieldAccess.HIDDEN:
        raise Refused(_("There is no field “%(name)s” here.") % {"name": name[:60]}, code="field")
    if not spec.is_written:
        raise Refused(_("“%(label)s” is filled by the system.") % {"label": spec.label}, code="computed")
    if actor.rights.field_access(kind, name) is FieldAccess.READ:
        raise Refused(_("You may read “%(label)s” but not change it.") % {"label": spec.label}, code="field_right")
    return spec


def _is_echo(kind: Kind, record: Any, name: str, raw: Any, actor: Actor) -> bool:
    """Whether a program sends back what it has read in a field that it may not fill: that is no change."""
    spec = kind.fields.get(name)
    if spec is None or actor.rights.field_access(kind, name) is FieldAccess.HIDDEN:
        return False
    if isinstance(spec.type, LinesType):
        lines = raw if isinstance(raw, list) and all(isinstance(each, Mapping) for each in raw) else [{}]
        return [_line_id(each) for each in lines] == [line.pk for line in record.lines_of(name)]
    try:
        return bool(spec.type.parse(raw, spec) == spec.type.read(record, spec))
    except Refused:
        return False


def _apply_value(record: Any, spec: FieldSpec, raw: Any, path: str) -> Errors:
    try:
        value = spec.type.parse(raw, spec)
    except Refused as refusal:
        return {path: [refusal.message]}
    spec.type.assign(record, spec, spec.type.empty() if value is None else value)
    return {}


def _apply_lines(record: Any, name: str, raw: Any, actor: Actor) -> Errors:
    """Replaces the lines by `raw`, a list of objects; a line with a known `id` is changed, another one added."""
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        return {name: [_("Give the lines as a list.")]}
    model = line_model(type(record), name)
    old = {line.pk: line for line in record.lines_of(name)}
    errors: Errors = {}
    lines = []
    for index, values in enumerate(raw):
        if not isinstance(values, Mapping):
            errors[f"{name}.{index}"] = [_("Give each line as an object of fields.")]
            continue
        line = old.get(_line_id(values)) or _new_line(model, record, values, actor)
        lines.append(line)
        told = apply(kind_of(line), line, {key: value for key, value in values.items() if key != "id"}, actor)
        errors |= {f"{name}.{index}.{path}": texts for path, texts in told.items()}
    record.set_lines(name, lines)
    return errors


def _line_id(values: Mapping[str, Any]) -> UUID | None:
    try:
        return id_of(values["id"]) if values.get("id") else None
    except Refused:
        return None


def _new_line(model: type[Any], record: Any, values: Mapping[str, Any], actor: Actor) -> Any:
    line = model()
    setattr(line, model.parent_name, record)
    fill_defaults(kind_of(line), line, values, actor)
    return line
