"""Writes records that are right already: stamps, numbers, derives, checks, saves, tells. Actions and the verbs of
`records` come through here; nothing else saves a business object."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.columns import new_id
from keta.kernel.events.models import Event
from keta.kernel.events.outbox import event_facts
from keta.kernel.history.models import Entry
from keta.kernel.history.writing import entry_facts
from keta.kernel.objects import BusinessObject, Kind, kind_of
from keta.kernel.records import projections
from keta.kernel.records.changes import Change, change_of
from keta.kernel.records.completing import complete
from keta.kernel.records.inserting import insert_columns, insert_records, send, together
from keta.kernel.records.storing import many_links, rewrite, store_lines, store_links
from keta.kernel.records.trees import renumber, tree_field
from keta.kernel.refusals import Invalid
from keta.kernel.versions import version


def save(
    records: BusinessObject | Sequence[BusinessObject], *, actor: Actor, cause: str, event: str = ""
) -> list[Change]:
    """Writes one record or many of one kind; what has not changed is left alone.

    `cause` stands in history (`create`, `update`, the name of an action); the event is `object.cause` or `event`.
    Raises `Invalid` with the reasons under their fields, for sets under `index.field`.
    """
    batch = [records] if isinstance(records, BusinessObject) else list(records)
    with transaction.atomic():
        return write(batch, actor=actor, cause=cause, event=event)


def write(records: Sequence[BusinessObject], *, actor: Actor, cause: str, event: str = "") -> list[Change]:
    """`save` without a savepoint: for those who give up the whole transaction, or one of their own, where it raises."""
    if not records:
        return []
    kind, now = kind_of(records[0]), timezone.now()
    complete(kind, records, actor, now)
    changes = []
    for record in records:
        if change := change_of(kind, record):
            changes.append(change)
        else:
            record.changed_at = record.loaded("changed_at")  # `complete` has stamped it for a write that was none
    if changes:
        try:
            with together():
                _store(kind, changes, now)
                _tell(kind, changes, actor, cause, event or cause, now)
        except IntegrityError as error:
            reason = _("This contradicts another record that was saved meanwhile; look at it and try again.")
            raise Invalid({"": [reason]}) from error
    for change in changes:
        _settle(kind, change)
    return changes


def _store(kind: Kind, changes: Sequence[Change], now: datetime.datetime) -> None:
    insert_records(kind.model, [change.record for change in changes if change.is_new])
    rewrite(kind, [change.record for change in changes if not change.is_new], now)
    store_lines(kind, changes)
    store_links(kind, changes)
    parent = tree_field(kind)
    if parent and any(change.is_new or parent in change.fields for change in changes):
        send()
        renumber(kind)
    if kind.spec.bumps_version:
        version.bump()


def _tell(kind: Kind, changes: Sequence[Change], actor: Actor, cause: str, event: str, now: datetime.datetime) -> None:
    keys = [change.record.pk for change in changes]
    if kind.spec.keeps_history:
        entries = {
            "id": [new_id() for __ in changes],
            "record_id": keys,
            "version": [change.record.version for change in changes],
            "changes": [change.as_json() for change in changes],
        }
        insert_columns(Entry, {**entries, **_alike(len(keys), entry_facts(kind, actor, cause, now))})
    events = {"record_id": keys, "payload": [{"fields": sorted(change.fields)} for change in changes]}
    facts = event_facts(f"{kind.base}.{event}", kind.base, actor.id, now)
    insert_columns(Event, {**events, **_alike(len(keys), facts)})
    projections.tell(kind, changes)


def _alike(count: int, facts: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Columns in which every row says the same."""
    return {name: [value] * count for name, value in facts.items()}


def _settle(kind: Kind, change: Change) -> None:
    """The record is now as the database has it."""
    record = change.record
    record.remember()
    none_yet: dict[str, list[Any]] = {name: [] for name in many_links(kind)} if change.is_new else {}
    record.__dict__["_stored_links"] = {**none_yet, **record.__dict__.pop("_links", {})}
    record.__dict__["_old_lines"] = {name: list(lines) for name, lines in record.__dict__.get("_lines", {}).items()}
    for lines in record.__dict__["_old_lines"].values():
        for line in lines:
            line.remember()
