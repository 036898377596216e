"""What users and programs may do with records: find, create, change, delete. Rights are asked before and after."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, covers, records_for, require
from keta.kernel.access.statements import reading_of
from keta.kernel.history.past import entries_of
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.records.changes import change_of
from keta.kernel.records.pointing import check_links
from keta.kernel.records.removing import remove
from keta.kernel.records.saving import write
from keta.kernel.records.settled import refuse_settled
from keta.kernel.records.unique import check_unique
from keta.kernel.records.values import Errors, apply, fill_defaults
from keta.kernel.refusals import Conflict, Invalid, NotAllowed, NotFound, Text, listed

NOT_FOUND = _("This record does not exist, or you have no right to see it.")
OUT_OF_RANGE = {
    "create": _("With these values the record would lie outside the range in which you may create records."),
    "update": _("With these values the record would leave the range in which you may change records."),
}


def get(kind: Kind, record_id: UUID, *, actor: Actor, operation: str = "read") -> Any:
    """One record; raises `NotFound` out of sight, `NotAllowed` where it is seen but `operation` is not open."""
    record = reading_of(kind, actor, operation).record(record_id)
    if record is None:
        _refuse(kind, record_id, actor, operation)
    if operation in ("update", "delete"):
        refuse_settled(kind, record)
    return record


def lock(kind: Kind, record_id: UUID, *, actor: Actor, operation: str = "update") -> Any:
    """The record, held until the end of the transaction. On SQLite the IMMEDIATE transaction is the lock."""
    rows = records_for(actor, kind, operation).filter(pk=record_id)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    record = rows.first()
    if record is None:
        _refuse(kind, record_id, actor, operation)
    return record


def create(kind: Kind, values: Mapping[str, Any], *, actor: Actor, cause: str = "create") -> Any:
    """A new record from raw values; raises `Invalid` with every reason at its field."""
    (record,) = create_set(kind, [values], actor=actor, cause=cause)
    return record


def create_set(kind: Kind, rows: Sequence[Mapping[str, Any]], *, actor: Actor, cause: str = "create") -> list[Any]:
    """New records, all or none; errors of a set of several stand under `index.field`."""
    require(actor, kind, "create")
    with transaction.atomic():
        records, errors = [], Errors()
        for index, values in enumerate(rows):
            record = kind.model()
            fill_defaults(kind, record, values, actor)
            prefix = f"{index}." if len(rows) > 1 else ""
            errors |= {prefix + path: texts for path, texts in apply(kind, record, values, actor).items()}
            records.append(record)
        _accept(kind, records, errors, actor)
        write(records, actor=actor, cause=cause)
        for record in records:
            _still_covered(kind, record, actor, "create")
    return records


def update(
    kind: Kind,
    record_id: UUID,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    version: int | None = None,
    cause: str = "update",
) -> Any:
    """Changes one record. With the `version` that the values are based on, edits of other fields in the meantime are
    kept; an edit of the same field raises `Conflict` with both values."""
    with transaction.atomic():
        record = lock(kind, record_id, actor=actor)
        refuse_settled(kind, record)
        errors = apply(kind, record, values, actor)
        if version is not None and version != record.version:
            _refuse_overwriting(kind, record, version, actor)
        _accept(kind, [record], errors, actor)
        is_assigned = kind.is_owned and record.owner_id != record.loaded("owner_id")
        if is_assigned:
            require_assign(kind, record, actor)
        write([record], actor=actor, cause=cause)
        if not is_assigned:
            _still_covered(kind, record, actor, "update")
    return record


def delete(kind: Kind, record_id: UUID, *, actor: Actor) -> None:
    """Deletes a record that nothing points at; raises `Conflict` naming what does."""
    with transaction.atomic():
        record = lock(kind, record_id, actor=actor, operation="delete")
        refuse_settled(kind, record)
        try:
            remove(kind, record, actor=actor)
        except ProtectedError as error:
            holders = listed(sorted({str(each) for each in list(error.protected_objects)[:5]}))
            raise Conflict(
                _("“%(title)s” cannot be deleted: %(holders)s still refer to it.")
                % {"title": record.title, "holders": holders},
                code="in_use",
            ) from error


def _accept(kind: Kind, records: Sequence[Any], errors: Errors, actor: Actor) -> None:
    """Raises `Invalid` with what is wrong so far, links out of sight and taken values included."""
    errors = {**check_links(kind, records, actor), **check_unique(kind, records), **errors}
    if errors:
        raise Invalid(errors)


def _refuse(kind: Kind, record_id: UUID, actor: Actor, operation: str) -> None:
    if operation != "read" and records_for(actor, kind).filter(pk=record_id).exists():
        raise NotAllowed(_("You may read this record but not change it; its owner or an administrator can help."))
    raise NotFound(NOT_FOUND)


def require_assign(kind: Kind, record: Any, actor: Actor) -> None:
    """Raises `Invalid` where the actor may not give this record to its new owner."""
    if not covers(actor, kind, "assign", record.loaded("owner_id"), record.loaded("department_id")):
        raise Invalid({"owner": [_("You may not give this record to somebody else; ask your manager.")]})


def _still_covered(kind: Kind, record: Any, actor: Actor, operation: str) -> None:
    """Asks again after the write, so that nobody edits a record out of his own sight unseen."""
    if not kind.is_owned or covers(actor, kind, operation, record.owner_id, record.department_id):
        return
    if not records_for(actor, kind, operation).filter(pk=record.pk).exists():
        raise NotAllowed(OUT_OF_RANGE[operation])


def out_of_step(record: Any, version: int | None) -> Text | None:
    """Why values that are based on `version` do not fit the record as it is; None where they do."""
    if version is None or version == record.version:
        return None
    if version > record.version:
        return _("The record is at version %(present)d, it never was at %(version)d; read it again.") % {
            "present": record.version,
            "version": version,
        }
    return _("Somebody changed this record meanwhile; read it again.")


def _refuse_overwriting(kind: Kind, record: Any, version: int, actor: Actor) -> None:
    if version > record.version:
        raise Conflict(out_of_step(record, version) or "", code="version")
    mine = change_of(kind, record)
    later = entries_of(kind, record.pk).filter(version__gt=version)
    theirs: dict[str, object] = {}
    for entry in reversed(later):
        theirs.update({name: after for name, (__, after) in entry.changes.get("fields", {}).items()})
        theirs.update(_touched_lines(kind, entry.changes.get("lines", {}), actor))
    own = {name: after for name, (__, after) in mine.fields.items()} | _touched_lines(kind, mine.lines, actor)
    clash = {name: {"yours": own[name], "theirs": theirs[name]} for name in own if name in theirs}
    clash = {name: sides for name, sides in clash.items() if sides["yours"] != sides["theirs"]}
    if clash:
        raise Conflict(
            _("Somebody else changed the same fields meanwhile. Compare both values and save again."), values=clash
        )


def _touched_lines(kind: Kind, lines: Mapping[str, Mapping[str, Any]], actor: Actor) -> dict[str, object]:
    """Lines that were changed or removed, by path; fields that the actor may not read stay out of it."""
    found: dict[str, object] = {}
    for name, change in lines.items():
        readable = actor.rights.readable(kind_of(line_model(kind.model, name)))
        for key, values in {**change.get("changed", {}), **change.get("removed", {})}.items():
            if told := {each: value for each, value in values.items() if each in readable}:
                found[f"{name}.{key}"] = told
    return found
