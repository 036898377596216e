"""Deletes a record and tells it: history keeps all its values, so that it can be put back."""

from typing import Any

from django.utils import timezone

from keta.kernel.access import Actor
from keta.kernel.events.outbox import record as tell_event
from keta.kernel.history.models import Entry
from keta.kernel.history.writing import entry_facts
from keta.kernel.objects import Kind
from keta.kernel.records import projections
from keta.kernel.records.changes import Change, line_values
from keta.kernel.records.trees import renumber, tree_field
from keta.kernel.versions import version


def remove(kind: Kind, record: Any, *, actor: Actor) -> None:
    """Raises Django's `ProtectedError` where others point at the record."""
    now, key = timezone.now(), record.pk
    last = {
        name: [spec.type.to_json(spec.type.read(record, spec)), None]
        for name, spec in kind.fields.items()
        if name not in kind.children and spec.type.is_stored
    }
    lines = {
        name: {"removed": {str(line.pk): line_values(line) for line in record.lines_of(name)}} for name in kind.children
    }
    record.delete()
    record.pk = key
    facts = entry_facts(kind, actor, "delete", now)
    Entry.objects.create(record_id=key, version=record.version + 1, changes={"fields": last, "lines": lines}, **facts)
    payload = {"title": record.title}
    tell_event(f"{kind.base}.delete", kind.base, key, payload, actor_id=actor.member_id, at=now)
    projections.tell(kind, [Change(record, is_new=False, is_gone=True)])
    if tree_field(kind):
        renumber(kind)
    if kind.spec.bumps_version:
        version.bump()
