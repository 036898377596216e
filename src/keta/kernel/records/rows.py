"""Rows of a file into records, in sets: what is right is written, what is not comes back with all its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, covers, require
from keta.kernel.objects import Kind
from keta.kernel.objects.model import load_lines
from keta.kernel.records.blanks import Blanks
from keta.kernel.records.completing import missing
from keta.kernel.records.pointing import check_links
from keta.kernel.records.saving import save, write
from keta.kernel.records.sets import locked
from keta.kernel.records.settled import settled
from keta.kernel.records.unique import check_unique
from keta.kernel.records.values import Errors, apply
from keta.kernel.records.verbs import out_of_step, require_assign
from keta.kernel.refusals import Invalid

OUT_OF_RANGE = _("With this owner the record would lie outside the range in which you may create records.")


@dataclass(frozen=True)
class Row:
    """Raw values for a new record, or for the one with `id`; `states` are values, already parsed, of fields that only
    an import may set."""

    values: Mapping[str, Any]
    id: UUID | None = None
    states: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    """Where given, the record is changed only if it still has this version."""


@dataclass
class Written:
    """What became of a row: the record, whether it is new, whether anything changed; or the reasons by field."""

    record: Any = None
    is_new: bool = False
    is_changed: bool = False
    errors: Errors = field(default_factory=dict)


def write_rows(kind: Kind, rows: Sequence[Row], *, actor: Actor, cause: str = "import") -> list[Written]:
    """Creates and changes records in one transaction; a row that is refused keeps no other from being written."""
    with transaction.atomic():
        results = _prepared(kind, rows, actor)
        _refuse(results, {**_links(kind, results, actor), **_taken(kind, results)})
        _save(kind, results, actor, cause)
    return results


def _prepared(kind: Kind, rows: Sequence[Row], actor: Actor) -> list[Written]:
    ids = [row.id for row in rows if row.id]
    held = locked(kind, ids, actor) if ids else {}
    if any(row.id is None for row in rows):
        require(actor, kind, "create")
    for name in kind.children:
        if changed := [held[row.id] for row in rows if row.id in held and name in row.values]:
            load_lines(changed, name)
    blanks = Blanks(kind, actor)
    return [_prepare(kind, row, held.get(row.id) if row.id else blanks.new(row.values), actor) for row in rows]


def _prepare(kind: Kind, row: Row, record: Any, actor: Actor) -> Written:
    if record is None:
        return Written(errors={"": [_("You have no right to change this record.")]})
    result = Written(record, is_new=row.id is None)
    result.errors = apply(kind, result.record, row.values, actor)
    for name, value in row.states.items():
        spec = kind.fields[name]
        spec.type.assign(result.record, spec, value)
    if not result.is_new:
        result.errors |= _unfit_change(kind, row, result.record, actor)
    if result.is_new and kind.is_owned and not _may_create(kind, result.record, actor):
        result.errors.setdefault("owner", []).append(OUT_OF_RANGE)
    if result.errors:
        # It will not come to the checks before saving: let the row have all its reasons at once.
        unfilled = {path: [text] for path, text in missing(kind, result.record) if path in kind.written}
        result.errors = {**unfilled, **result.errors}
    return result


def _unfit_change(kind: Kind, row: Row, record: Any, actor: Actor) -> Errors:
    """An edit of a version that has passed, or a hand-over by somebody who may not assign."""
    if reason := out_of_step(record, row.version):
        return {"version": [reason]}
    if reason := settled(kind, record):
        return {"": [reason]}
    if kind.is_owned and record.owner_id != record.loaded("owner_id"):
        try:
            require_assign(kind, record, actor)
        except Invalid as refusal:
            return refusal.errors
    return {}


def _may_create(kind: Kind, record: Any, actor: Actor) -> bool:
    """Asked of the owner alone: his department follows him when the record is saved."""
    department = record.department_id or actor.department_id
    return covers(actor, kind, "create", record.owner_id, department if record.owner_id else None)


def _links(kind: Kind, results: Sequence[Written], actor: Actor) -> dict[int, Errors]:
    fit = [place for place, result in enumerate(results) if not result.errors]
    return _by_place(check_links(kind, [results[place].record for place in fit], actor), fit)


def _taken(kind: Kind, results: Sequence[Written]) -> dict[int, Errors]:
    fit = [place for place, result in enumerate(results) if not result.errors]
    return _by_place(check_unique(kind, [results[place].record for place in fit]), fit)


def _by_place(errors: Errors, fit: Sequence[int]) -> dict[int, Errors]:
    """Errors of a set, whose paths begin with a place among those asked, under the place in the whole."""
    found: dict[int, Errors] = {}
    for path, texts in errors.items():
        place, __, rest = path.partition(".") if len(fit) > 1 else ("0", "", path)
        if place.isdigit():
            found.setdefault(fit[int(place)], {})[rest] = texts
    return found


def _refuse(results: Sequence[Written], errors: Mapping[int, Errors]) -> None:
    for place, told in errors.items():
        results[place].errors |= told


def _save(kind: Kind, results: Sequence[Written], actor: Actor, cause: str) -> None:
    """Saves what fits, as a set; where the set is refused without saying whose fault it is, one by one."""
    while fit := [place for place, result in enumerate(results) if not result.errors]:
        try:
            with transaction.atomic():
                changes = write([results[place].record for place in fit], actor=actor, cause=cause)
        except Invalid as refusal:
            told = _by_place(refusal.errors, fit)
            if not told:
                _save_singly(kind, results, fit, actor, cause)
                return
            _refuse(results, told)
        else:
            changed = {change.record.pk for change in changes}
            for place in fit:
                results[place].is_changed = results[place].record.pk in changed
            return


def _save_singly(kind: Kind, results: Sequence[Written], fit: Sequence[int], actor: Actor, cause: str) -> None:
    for place in fit:
        try:
            results[place].is_changed = bool(save(results[place].record, actor=actor, cause=cause))
        except Invalid as refusal:
            results[place].errors |= refusal.errors
