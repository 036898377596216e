"""Brings a deleted record back under its own id and number, as its last entry of history has it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, covers, require
from keta.kernel.history.past import entries_of
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.records.pointing import check_links
from keta.kernel.records.saving import write
from keta.kernel.records.unique import check_unique
from keta.kernel.refusals import Conflict, Invalid, NotAllowed, NotFound


def bring_back(kind: Kind, record_id: UUID, *, actor: Actor) -> Any:
    """The record anew, its state included: it never left it. Raises `NotFound` where history knows of no deletion,
    `NotAllowed` where the actor could not have made it, `Invalid` where it no longer fits."""
    require(actor, kind, "create")
    with transaction.atomic():
        last = entries_of(kind, record_id).first()
        if last is None or last.cause != "delete":
            raise NotFound(_("History knows of no deletion that could be taken back."))
        if kind.rows().filter(pk=record_id).exists():
            raise Conflict(_("The record is there already."))
        record = kind.model(id=record_id, version=last.version)
        before = {name: pair[0] for name, pair in last.changes.get("fields", {}).items()}
        _fill(kind, record, before)
        for name, lines in last.changes.get("lines", {}).items():
            _fill_lines(record, name, lines.get("removed", {}))
        _refuse_strangers(kind, record, actor)
        if errors := {**check_links(kind, [record], actor), **check_unique(kind, [record])}:
            raise Invalid(errors)
        write([record], actor=actor, cause="bring_back")
    return record


def _fill(kind: Kind, record: Any, values: dict[str, Any]) -> None:
    for name, spec in kind.fields.items():
        if name in values and name not in kind.children and spec.type.is_stored:
            spec.type.assign(record, spec, spec.type.from_json(values[name]))


def _fill_lines(record: Any, name: str, removed: dict[str, dict[str, Any]]) -> None:
    model = line_model(type(record), name)
    own, lines = kind_of(model), []
    for key, values in sorted(removed.items(), key=lambda item: item[1].get("position") or 0):
        line = model(id=UUID(key))
        setattr(line, model.parent_name, record)
        _fill(own, line, values)
        lines.append(line)
    record.set_lines(name, lines)


def _refuse_strangers(kind: Kind, record: Any, actor: Actor) -> None:
    owner, department = getattr(record, "owner_id", None), getattr(record, "department_id", None)
    if not covers(actor, kind, "create", owner, department):
        raise NotAllowed(_("You may not create such a record; its owner or an administrator can bring it back."))
