"""Taking an import back: what it created is deleted, what it changed is put back; what was touched since stays."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.history.models import Entry
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import Refused


@dataclass
class Undone:
    """What became of an import that was taken back; `kept` holds title and reason of what could not be."""

    deleted: int = 0
    restored: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)


def undo(batch_id: UUID, *, actor: Actor) -> Undone:
    """Goes back through everything that one batch wrote, the newest first, with the rights of the actor."""
    told = Undone()
    for entry in Entry.objects.filter(batch_id=batch_id).order_by("-at", "-id"):
        try:
            with transaction.atomic():
                _undo(entry, actor, told)
        except Refused as refusal:
            told.kept.append((str(entry.record_id), str(refusal.message)))
    return told


def _undo(entry: Entry, actor: Actor, told: Undone) -> None:
    kind = kind_of(entry.object_key)
    record = records.lock(kind, entry.record_id, actor=actor)
    if record.version != entry.version:
        told.kept.append((record.title, _("It has been changed since.")))
    elif entry.version == 1:
        records.delete(kind, entry.record_id, actor=actor)
        told.deleted += 1
    else:
        records.update(kind, entry.record_id, _before(kind, entry), actor=actor, cause="undo")
        told.restored += 1


def _before(kind: Kind, entry: Entry) -> dict[str, Any]:
    """The values that the entry changed, as they were; only what people may write."""
    fields = entry.changes.get("fields", {})
    return {name: before for name, (before, __) in fields.items() if name in kind.written}
