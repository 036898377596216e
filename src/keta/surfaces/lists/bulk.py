"""Changing and deleting many records of a list: what it would do, doing it, taking it back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.columns import new_id
from keta.kernel.history.models import Entry
from keta.kernel.history.past import batch_of
from keta.kernel.objects import Kind
from keta.kernel.records import Result
from keta.kernel.refusals import NotFound, Refused
from keta.surfaces.lists.selection import Selection
from keta.surfaces.reading import Question

AT_ONCE = 500
"""Up to so many records are changed while one waits; more make a job."""
ROWS_TOLD = 100
BATCH = 200


@dataclass
class Report:
    """What became of many records; the refused ones with their reasons, up to a hundred of them."""

    batch_id: UUID
    done_count: int = 0
    refused_count: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    def add(self, results: Sequence[Result]) -> None:
        for result in results:
            if result.is_done:
                self.done_count += 1
                continue
            self.refused_count += 1
            if len(self.refused) < ROWS_TOLD:
                self.refused.append((result.title or str(result.id), str(result.reason)))

    def as_json(self) -> dict[str, Any]:
        return {
            "batch_id": str(self.batch_id),
            "done_count": self.done_count,
            "refused_count": self.refused_count,
            "refused": self.refused,
        }


Work = Callable[[Kind, Sequence[UUID], Mapping[str, Any], Actor], list[Result]]


def change(kind: Kind, ids: Sequence[UUID], values: Mapping[str, Any], actor: Actor) -> list[Result]:
    return records.update_set(kind, dict.fromkeys(ids, values), actor=actor, cause="bulk_edit")


def remove(kind: Kind, ids: Sequence[UUID], values: Mapping[str, Any], actor: Actor) -> list[Result]:
    return records.delete_set(kind, ids, actor=actor)


WORKS: dict[str, Work] = {"edit": change, "delete": remove}


def work_through(selection: Selection, work: str, values: Mapping[str, Any], actor: Actor) -> Report:
    """Does it to the whole selection at once; its entries in history share one batch."""
    report = Report(new_id())
    acting = actor.through(actor.door, report.batch_id)
    for keys in selection.batches(actor, BATCH):
        report.add(WORKS[work](selection.kind, keys, values, acting))
    return report


def take_back(kind: Kind, batch_id: UUID, *, actor: Actor) -> Report:
    """Puts back what a batch changed or deleted, where nobody has changed it since. Raises `NotFound`."""
    entries = list(batch_of(kind, batch_id, actor.member_id))
    if not entries:
        raise NotFound(_("There is nothing here that you could take back."))
    report = Report(new_id())
    acting = actor.through(actor.door, report.batch_id)
    report.add([_returned(kind, entry, acting) for entry in entries if entry.cause == "delete"])
    edits = [entry for entry in entries if entry.cause != "delete"]
    for start in range(0, len(edits), BATCH):
        changes, changed_since = _reversed(kind, edits[start : start + BATCH], actor)
        report.add(records.update_set(kind, changes, actor=acting, cause="undo"))
        report.add(changed_since)
    return report


def _returned(kind: Kind, entry: Entry, actor: Actor) -> Result:
    try:
        record = records.bring_back(kind, entry.record_id, actor=actor)
    except Refused as refusal:
        title = entry.changes.get("fields", {}).get("title", [""])[0]
        return Result(entry.record_id, title, refusal.message)
    return Result(record.pk, record.title)


def _reversed(kind: Kind, entries: Sequence[Entry], actor: Actor) -> tuple[dict[UUID, dict[str, Any]], list[Result]]:
    """The values before, of records whose values are still those that the batch wrote."""
    now = _present(kind, entries, actor)
    changes: dict[UUID, dict[str, Any]] = {}
    changed_since = []
    for entry in entries:
        record = now.get(entry.record_id)
        before = {name: pair[0] for name, pair in entry.changes.get("fields", {}).items() if name in kind.written}
        after = {name: pair[1] for name, pair in entry.changes.get("fields", {}).items() if name in kind.written}
        if record is not None and _values(kind, record, after) == after:
            changes[entry.record_id] = before
        else:
            title = record.title if record is not None else ""
            reason = _("It has been changed since, and was left as it is.")
            changed_since.append(Result(entry.record_id, title, reason))
    return changes, changed_since


def _present(kind: Kind, entries: Sequence[Entry], actor: Actor) -> dict[UUID, Any]:
    selection = Selection(Question(kind), tuple(entry.record_id for entry in entries))
    return {record.pk: record for record in selection.rows(actor)}


def _values(kind: Kind, record: Any, names: Mapping[str, Any]) -> dict[str, Any]:
    specs = {name: kind.fields[name] for name in names}
    return {name: spec.type.to_json(spec.type.read(record, spec)) for name, spec in specs.items()}
