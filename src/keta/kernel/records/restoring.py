"""Puts a record back as it was: its written fields and lines, by the write path itself. States and computed values
stay; actions move those."""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.access.rights import FieldAccess
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.history.past import values_at, values_of_version
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.records.changes import line_values
from keta.kernel.records.verbs import get, lock, update
from keta.kernel.refusals import NotFound


def restore(
    kind: Kind, record_id: UUID, *, actor: Actor, version: int | None = None, at: datetime.datetime | None = None
) -> Any:
    """Sets the record back to the values of a `version`, or of the moment `at`.

    Fields that the actor cannot see keep their present values; where one that he may only read would change he is
    refused as by `update`. Lines that were removed come back as new ones. Raises `NotFound` where the record did not
    exist then.
    """
    get(kind, record_id, actor=actor)
    past = values_at(kind, record_id, at) if at is not None else values_of_version(kind, record_id, version or 0)
    if not past:
        raise NotFound(_("The record did not exist then, or nothing is known of that time."), code="past")
    with transaction.atomic():
        record = lock(kind, record_id, actor=actor)
        return update(kind, record_id, _differences(kind, record, past, actor), actor=actor, cause="restore")


def _differences(kind: Kind, record: Any, past: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The values of then, of the fields that have others now."""
    found = {}
    for name, spec in _open(kind, actor).items():
        if name in kind.children:
            now, then = _lines_now(kind, name, record, actor), _lines_then(kind, name, past, actor)
        else:
            now = spec.type.to_json(spec.type.read(record, spec))
            then = past.get(name, spec.type.to_json(spec.type.empty()))
        if now != then:
            found[name] = then
    return found


def _lines_now(kind: Kind, name: str, record: Any, actor: Actor) -> list[dict[str, Any]]:
    own = kind_of(line_model(kind.model, name))
    return [_line(own, {"id": str(line.pk), **line_values(line)}, actor) for line in record.lines_of(name)]


def _lines_then(kind: Kind, name: str, past: Mapping[str, Any], actor: Actor) -> list[dict[str, Any]]:
    own = kind_of(line_model(kind.model, name))
    return [_line(own, line, actor) for line in past.get(name) or []]


def _line(kind: Kind, values: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The written values of a line, those that were empty said too."""
    specs = _open(kind, actor)
    told = {name: values.get(name, spec.type.to_json(spec.type.empty())) for name, spec in specs.items()}
    return {"id": values["id"], **told}


def _open(kind: Kind, actor: Actor) -> dict[str, FieldSpec]:
    access = actor.rights.field_access
    return {name: spec for name, spec in kind.written.items() if access(kind, name) is not FieldAccess.HIDDEN}
