"""`/{object}/{id}/history` and `restore`: what changed, the record as it was, the way back to it."""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import FieldSpec, MomentType
from keta.kernel.history.models import Entry
from keta.kernel.history.past import entries_of, values_at, values_of_version
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import Invalid, NotFound, Refused
from keta.surfaces.api.answers import answer_json, answer_record
from keta.surfaces.api.bodies import read_object, take
from keta.surfaces.api.rows import after_write
from keta.surfaces.requests import Request

PAGE = 50
PARAMETERS = {"at", "version", "cursor"}


def history(request: Request, kind: Kind, record_id: UUID) -> HttpResponse:
    """Entries, the latest first; with `at` or `version` the values as they stood then, links as ids."""
    records.get(kind, record_id, actor=request.actor)
    given = dict(request.GET.items())
    take(given, PARAMETERS)
    if given.keys() & {"at", "version"}:
        return answer_json(_as_it_was(kind, record_id, given, request.actor))
    found = entries_of(kind, record_id)
    if "cursor" in given:
        found = found.filter(version__lt=_version(given["cursor"], "cursor"))
    page = list(found[: PAGE + 1])
    told = [_entry(kind, entry, request.actor) for entry in page[:PAGE]]
    return answer_json({"items": told, "next": str(told[-1]["version"]) if len(page) > PAGE else None})


def restore(request: Request, kind: Kind, record_id: UUID) -> HttpResponse:
    """To `{"version": 3}` or `{"at": moment}`: written fields and lines; states and computed values stay. Without
    either a deleted record comes back under its own id and number."""
    body = read_object(request, may_be_empty=True)
    take(body, {"at", "version"})
    if body or records_for(request.actor, kind).filter(pk=record_id).exists():
        record = records.restore(kind, record_id, actor=request.actor, **_moment_or_version(body))
    else:
        record = records.bring_back(kind, record_id, actor=request.actor)
    return answer_record(after_write(kind, record, request.actor))


def _as_it_was(kind: Kind, record_id: UUID, given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    wanted = _moment_or_version(given)
    if "at" in wanted:
        values = values_at(kind, record_id, wanted["at"])
    else:
        values = values_of_version(kind, record_id, wanted["version"])
    if not values:
        raise NotFound(_("The record did not exist then, or nothing is known of that time."), code="past")
    return {"object": kind.key, "id": record_id, **given, "values": _readable_values(kind, values, actor)}


def _moment_or_version(given: Mapping[str, Any]) -> dict[str, Any]:
    if len(given.keys() & {"at", "version"}) != 1:
        raise Invalid({"": [_("Give either a moment as “at” or a version.")]})
    if "version" in given:
        return {"version": _version(given["version"], "version")}
    return {"at": _moment(given["at"])}


def _moment(raw: Any) -> datetime.datetime:
    try:
        moment: datetime.datetime | None = MomentType().parse(raw, FieldSpec("at", MomentType()))
    except Refused as refusal:
        raise Invalid({"at": [refusal.message]}) from refusal
    if moment is None:
        raise Invalid({"at": [_("Give a moment such as 2026-11-21T14:30:00+08:00.")]})
    return moment


def _version(raw: Any, path: str) -> int:
    text = "" if isinstance(raw, (bool, float)) else str(raw)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid({path: [_("Give the version as a whole number.")]})
    return int(text)


def _entry(kind: Kind, entry: Entry, actor: Actor) -> dict[str, Any]:
    return {
        "version": entry.version,
        "at": entry.at,
        "by": {"id": entry.actor_id, "name": entry.actor_name},
        "door": entry.door,
        "cause": entry.cause,
        "batch": entry.batch_id,
        "fields": _readable(kind, entry.changes.get("fields", {}), actor),
        "lines": {
            name: _line_changes(line_kind(kind, name), change, actor)
            for name, change in _readable(kind, entry.changes.get("lines", {}), actor).items()
        },
        **({"share": entry.changes["share"]} if "share" in entry.changes else {}),
    }


def _line_changes(kind: Kind, change: Mapping[str, Mapping[str, Any]], actor: Actor) -> dict[str, Any]:
    """What was added, changed and removed, line by line, as far as the reader may read lines."""
    return {
        what: {key: _readable(kind, values, actor) for key, values in lines.items()} for what, lines in change.items()
    }


def _readable_values(kind: Kind, values: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    found = _readable(kind, values, actor)
    for name in kind.children.keys() & found.keys():
        own = line_kind(kind, name)
        found[name] = [{"id": line["id"], **_readable(own, line, actor)} for line in found[name]]
    return found


def _readable(kind: Kind, values: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    readable = actor.rights.readable(kind)
    return {name: value for name, value in values.items() if name in readable}


def line_kind(kind: Kind, name: str) -> Kind:
    return kind_of(line_model(kind.model, name))
