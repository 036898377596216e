"""Taking an import back: what it created is deleted, what it changed is put back; what was touched since stays."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.history.models import Entry
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused

MOST_TOLD = 200


@dataclass
class Undone:
    """What became of an import that was taken back; `kept` holds title and reason of what could not be."""

    deleted: int = 0
    restored: int = 0
    left: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)

    def keep(self, title: str, reason: str) -> None:
        self.left += 1
        if len(self.kept) < MOST_TOLD:
            self.kept.append((title, reason))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Wrote:
    """What one import did to one record: from which version to which."""

    object_key: str
    record_id: UUID
    first: int
    last: int


def written_by(batch_id: UUID) -> list[Wrote]:
    """What an import wrote, the newest records first, so that what points at others goes before them."""
    entries = Entry.objects.filter(batch_id=batch_id, door="import").values("object_key", "record_id")
    found = entries.annotate(first=Min("version"), last=Max("version"), at=Max("at")).order_by("-at", "-record_id")
    return [Wrote(each["object_key"], each["record_id"], each["first"], each["last"]) for each in found]


def undo(batch_id: UUID, *, actor: Actor) -> Undone:
    """Takes everything back that one import wrote, with the rights of the actor."""
    told = Undone()
    for wrote in written_by(batch_id):
        undo_record(wrote, actor, told)
    return told


def undo_record(wrote: Wrote, actor: Actor, told: Undone) -> None:
    """Takes back what was done to one record; says so, or why not."""
    try:
        with transaction.atomic():
            _undo(wrote, actor, told)
    except Refused as refusal:
        told.keep(str(wrote.record_id), str(refusal.message))


def _undo(wrote: Wrote, actor: Actor, told: Undone) -> None:
    kind = kind_of(wrote.object_key)
    record = records.lock(kind, wrote.record_id, actor=actor)
    if record.version != wrote.last:
        told.keep(record.title, _("It has been changed since."))
    elif wrote.first == 1:
        records.delete(kind, wrote.record_id, actor=actor)
        told.deleted += 1
    else:
        records.restore(kind, wrote.record_id, version=wrote.first - 1, actor=actor)
        told.restored += 1
