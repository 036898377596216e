"""`/{object}/bulk`: up to ten thousand rows in one call, all or none, or each by itself; a result for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.columns import new_id
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.objects import Kind
from keta.kernel.records.rows import Row, Written, write_rows
from keta.kernel.refusals import Invalid, Refused, Text
from keta.surfaces.api.answers import answer_json
from keta.surfaces.api.bodies import read_object, take
from keta.surfaces.api.shapes import misfits
from keta.surfaces.requests import Request

MOST = 10_000
AT_ONCE = 500
OPERATIONS = ("create", "update", "delete")


@dataclass
class Outcome:
    """What became of one row."""

    id: UUID | None
    status: str
    errors: dict[str, list[Text]]

    def as_json(self, index: int) -> dict[str, Any]:
        told: dict[str, Any] = {"index": index, "id": self.id, "status": self.status}
        if self.errors:
            told["errors"] = [{"path": path, "message": text} for path, texts in self.errors.items() for text in texts]
        return told


def bulk(request: Request, kind: Kind) -> HttpResponse:
    """`{"operation": "create"|"update"|"delete", "rows": [...], "atomic": true}`.

    Atomic (the usual) is one transaction, and one bad row refuses all; else sets of rows are written, good ones stay.
    """
    body = read_object(request)
    take(body, {"operation", "rows", "atomic"})
    operation, rows = _checked(body)
    batch_id = new_id()
    actor = request.actor.through("api", batch_id)
    if body.get("atomic", True):
        with transaction.atomic():
            outcomes = list(_work(kind, operation, rows, actor))
            _refuse_any(outcomes)
    else:
        outcomes = list(_work(kind, operation, rows, actor))
    refused = sum(1 for outcome in outcomes if outcome.errors)
    results = [outcome.as_json(index) for index, outcome in enumerate(outcomes)]
    return answer_json({"batch": batch_id, "done": len(rows) - refused, "refused": refused, "results": results})


def _checked(body: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    operation, rows = body.get("operation"), body.get("rows")
    errors: dict[str, list[Text]] = {}
    if operation not in OPERATIONS:
        errors["operation"] = [_("Possible: %(known)s.") % {"known": ", ".join(OPERATIONS)}]
    if not isinstance(body.get("atomic", True), bool):
        errors["atomic"] = [_("Enter yes or no.")]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        errors["rows"] = [_("Give the rows as a list of objects.")]
    elif len(rows) > MOST:
        errors["rows"] = [_("At most %(most)d rows fit into one call.") % {"most": MOST}]
    if errors:
        raise Invalid(errors)
    return operation, rows  # type: ignore[return-value]  # both were checked above


def _refuse_any(outcomes: Sequence[Outcome]) -> None:
    """Raises `Invalid` with every reason under `rows.<index>.<field>`."""
    errors = {
        f"rows.{index}.{path}".removesuffix("."): texts
        for index, outcome in enumerate(outcomes)
        for path, texts in outcome.errors.items()
    }
    if errors:
        raise Invalid(errors)


def _work(kind: Kind, operation: str, rows: Sequence[dict[str, Any]], actor: Actor) -> Iterator[Outcome]:
    ids: list[UUID | None] = [None] * len(rows) if operation == "create" else _ids(rows)
    for start in range(0, len(rows), AT_ONCE):
        some, their = rows[start : start + AT_ONCE], ids[start : start + AT_ONCE]
        yield from _delete(kind, their, actor) if operation == "delete" else _write(kind, operation, some, their, actor)


def _ids(rows: Sequence[dict[str, Any]]) -> list[UUID | None]:
    """The records that rows are about; raises `Invalid` for those that name none, or one twice."""
    errors: dict[str, list[Text]] = {}
    seen: set[UUID] = set()
    for index, row in enumerate(rows):
        try:
            key = id_of(row.get("id"))
        except Refused as refusal:
            errors[f"rows.{index}.id"] = [refusal.message]
            continue
        if key in seen:
            errors[f"rows.{index}.id"] = [_("This record stands in two rows; put them into one.")]
        seen.add(key)
    if errors:
        raise Invalid(errors)
    return [id_of(row["id"]) for row in rows]


def _write(
    kind: Kind, operation: str, rows: Sequence[dict[str, Any]], ids: Sequence[UUID | None], actor: Actor
) -> Iterator[Outcome]:
    unfit = [misfits(kind, row, actor) for row in rows]
    given = [
        Row(row, key, version=_version(row)) for row, key, errors in zip(rows, ids, unfit, strict=True) if not errors
    ]
    results = iter(write_rows(kind, given, actor=actor, cause=operation))
    for key, errors in zip(ids, unfit, strict=True):
        yield Outcome(key, "refused", errors) if errors else _outcome(key, next(results))


def _outcome(key: UUID | None, written: Written) -> Outcome:
    if written.errors:
        return Outcome(key, "refused", written.errors)
    if written.is_new:
        return Outcome(written.record.pk, "created", {})
    return Outcome(key, "updated" if written.is_changed else "unchanged", {})


def _version(row: dict[str, Any]) -> int | None:
    """What is no version fits no record, and so is refused as one that has passed."""
    version = row.get("version")
    return version if version is None or isinstance(version, int) else -1


def _delete(kind: Kind, ids: Sequence[UUID | None], actor: Actor) -> Iterator[Outcome]:
    wanted = [key for key in ids if key is not None]
    for result in records.delete_set(kind, wanted, actor=actor):
        errors: dict[str, list[Text]] = {} if result.is_done else {"": [result.reason]}
        yield Outcome(result.id, "refused" if errors else "deleted", errors)
