"""Records as they were: entries replayed up to a version or a moment."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from keta.kernel.history.models import Entry
from keta.kernel.objects import Kind


def entries_of(kind: Kind, record_id: UUID) -> QuerySet[Entry]:
    """The entries of one record, newest first. The caller has seen to it that the reader may see the record."""
    return Entry.objects.filter(object_key=kind.base, record_id=record_id).order_by("-version", "-at")


def batch_of(kind: Kind, batch_id: UUID, member_id: UUID | None) -> QuerySet[Entry]:
    """What one bulk edit or import of a member did to records of a kind."""
    return Entry.objects.filter(batch_id=batch_id, object_key=kind.base, actor_id=member_id).order_by("record_id")


def values_at(kind: Kind, record_id: UUID, at: datetime.datetime) -> dict[str, Any]:
    """Field values (as JSON) at a moment, lines as lists under their field; empty before the record existed."""
    return _replay(entries_of(kind, record_id).filter(at__lte=at))


def values_of_version(kind: Kind, record_id: UUID, version: int) -> dict[str, Any]:
    """Field values (as JSON) as they stood after the write that made `version`."""
    return _replay(entries_of(kind, record_id).filter(version__lte=version))


def _replay(entries: QuerySet[Entry]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    lines: dict[str, dict[str, dict[str, Any]]] = {}
    for entry in reversed(entries):
        values.update({name: after for name, (__, after) in entry.changes.get("fields", {}).items()})
        for name, change in entry.changes.get("lines", {}).items():
            _replay_lines(lines.setdefault(name, {}), change)
    for name, kept in lines.items():
        values[name] = sorted(kept.values(), key=lambda line: line.get("position") or 0)
    return values


def _replay_lines(kept: dict[str, dict[str, Any]], change: dict[str, Any]) -> None:
    for key in change.get("removed", {}):
        kept.pop(key, None)
    for key, values in change.get("added", {}).items():
        kept[key] = {"id": key, **values}
    for key, fields in change.get("changed", {}).items():
        kept.setdefault(key, {"id": key}).update({name: after for name, (__, after) in fields.items()})
