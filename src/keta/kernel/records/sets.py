"""Changes and deletions in sets: the same path as for one record, with a result for each; what is refused
keeps none of
the others from going through."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from keta.kernel.access import Actor, records_for
from keta.kernel.objects import Kind
from keta.kernel.records.pointing import check_links
from keta.kernel.records.saving import write
from keta.kernel.records.settled import settled
from keta.kernel.records.unique import check_unique
from keta.kernel.records.values import apply
from keta.kernel.records.verbs import NOT_FOUND, delete, require_assign
from keta.kernel.refusals import Invalid, Refused, Text


@dataclass(frozen=True)
class Result:
    """What became of one record of a set; without a reason it is done."""

    id: UUID
    title: str
    reason: Text = ""

    @property
    def is_done(self) -> bool:
        return not self.reason


def update_set(
    kind: Kind, changes: Mapping[UUID, Mapping[str, Any]], *, actor: Actor, cause: str = "update"
) -> list[Result]:
    """Changes records by raw values under their ids, in one transaction."""
    with transaction.atomic():
        held = locked(kind, changes, actor)
        reasons: dict[UUID, Text] = {}
        ready = []
        for key, record in held.items():
            try:
                _fill(kind, record, changes[key], actor)
            except Invalid as refusal:
                reasons[key] = refusal.message
            else:
                ready.append(record)
        reasons |= _save_fitting(kind, ready, actor, cause)
    return [
        Result(key, held[key].title, reasons.get(key, "")) if key in held else Result(key, "", NOT_FOUND)
        for key in changes
    ]


def delete_set(kind: Kind, record_ids: Collection[UUID], *, actor: Actor) -> list[Result]:
    """Deletes records, each as `delete` does."""
    titles = dict(records_for(actor, kind).filter(pk__in=record_ids).values_list("pk", "title"))
    results = []
    with transaction.atomic():
        for key in record_ids:
            try:
                with transaction.atomic():
                    delete(kind, key, actor=actor)
                results.append(Result(key, titles.get(key, "")))
            except Refused as refusal:
                results.append(Result(key, titles.get(key, ""), refusal.message))
    return results


def locked(kind: Kind, record_ids: Collection[UUID], actor: Actor) -> dict[UUID, Any]:
    """The records that may be changed, held in the order of their ids, so that two sets never wait for each
    other."""
    rows = records_for(actor, kind, "update").filter(pk__in=list(record_ids)).order_by("pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return {record.pk: record for record in rows}


def _fill(kind: Kind, record: Any, values: Mapping[str, Any], actor: Actor) -> None:
    if reason := settled(kind, record):
        raise Invalid({"": [reason]})
    if errors := apply(kind, record, values, actor):
        raise Invalid(errors)
    if kind.is_owned and record.owner_id != record.loaded("owner_id"):
        require_assign(kind, record, actor)


def _save_fitting(kind: Kind, records: Sequence[Any], actor: Actor, cause: str) -> dict[UUID, Text]:
    """Saves those that are right; gives the reasons of the others."""
    refused: dict[UUID, Text] = {}
    left = list(records)
    while left:
        try:
            with transaction.atomic():
                if errors := {**check_links(kind, left, actor), **check_unique(kind, left)}:
                    raise Invalid(errors)
                write(left, actor=actor, cause=cause)
        except Invalid as refusal:
            if "" in refusal.errors and len(left) > 1:
                # The database has found a contradiction, but not said whose it is.
                for record in left:
                    refused |= _save_fitting(kind, [record], actor, cause)
                return refused
            for place, text in sorted(_by_place(refusal, len(left)).items(), reverse=True):
                refused[left.pop(place).pk] = text
        else:
            return refused
    return refused


def _by_place(refusal: Invalid, count: int) -> dict[int, Text]:
    """The first reason of each record that was refused; in sets its place stands before the path."""
    found: dict[int, Text] = {}
    for path, texts in refusal.errors.items():
        found.setdefault(int(path.partition(".")[0]) if count > 1 else 0, texts[0])
    return found
