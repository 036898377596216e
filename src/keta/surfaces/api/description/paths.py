"""The calls of one object that are open to the caller."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, Scope
from keta.kernel.actions import Action
from keta.kernel.objects import Kind
from keta.surfaces.api.answers import ROOT
from keta.surfaces.api.bulk import MOST, OPERATIONS
from keta.surfaces.api.catalogue import open_actions
from keta.surfaces.api.description.parts import (
    CURSOR,
    FIELDS,
    IF_MATCH,
    LIMIT,
    ORDER,
    TOTALS,
    VIEW,
    WHERE,
    WORDS,
    body,
    filters_of,
    in_path,
    operation,
    page_of,
    query,
)
from keta.surfaces.api.description.schemas import (
    MOMENT,
    NAMED,
    NULLABLE_TEXT,
    UUID_TEXT,
    Schema,
    inputs_of,
    listing,
    reference,
    thing,
)

Paths = dict[str, dict[str, Any]]

ENTRY = thing(
    {
        "version": {"type": "integer"},
        "at": MOMENT,
        "by": thing({"id": {"type": ["string", "null"]}, "name": {"type": "string"}}),
        "door": {"type": "string"},
        "cause": {"type": "string"},
        "batch": NULLABLE_TEXT,
        "fields": {"type": "object", "description": "By field: the value before and after"},
        "lines": {"type": "object"},
    }
)
RESULT = thing(
    {
        "index": {"type": "integer"},
        "id": NULLABLE_TEXT,
        "status": {"enum": ["created", "updated", "unchanged", "deleted", "refused"]},
        "errors": listing(thing({"path": {"type": "string"}, "message": {"type": "string"}})),
    },
    ["index", "id", "status"],
)
BULK_ANSWER = thing(
    {"batch": UUID_TEXT, "done": {"type": "integer"}, "refused": {"type": "integer"}, "results": listing(RESULT)}
)
GROUPS = thing(
    {
        "groups": listing(thing({"values": {"type": "object"}, "figures": {"type": "object"}})),
        "is_cut": {"type": "boolean"},
    }
)
SOMEBODY: Schema = {**thing({"id": UUID_TEXT, "title": {"type": "string"}}), "type": ["object", "null"]}
SHARE = thing(
    {
        "id": UUID_TEXT,
        "member": SOMEBODY,
        "department": SOMEBODY,
        "may_edit": {"type": "boolean"},
        "until": {"type": ["string", "null"], "format": "date"},
        "field": {"type": "string", "description": "The field of the record that keeps this share; empty for others"},
        "shared_by": SOMEBODY,
        "shared_at": MOMENT,
    }
)
NEW_SHARE = thing(
    {
        "member": {**UUID_TEXT, "type": ["string", "null"]},
        "department": {**UUID_TEXT, "type": ["string", "null"]},
        "may_edit": {"type": "boolean", "default": False},
        "until": {"type": ["string", "null"], "format": "date", "description": "The last day"},
    },
    [],
    additionalProperties=False,
)
VERSION: Schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999}


def paths_of(kind: Kind, actor: Actor) -> Paths:
    """Every address of an object with what the caller may do there."""
    base, one = f"{ROOT}/{kind.key}", f"{ROOT}/{kind.key}/{{record_id}}"
    found = {
        base: _collection(kind, actor),
        f"{base}/bulk": _bulk(kind, actor),
        f"{base}/aggregate": _aggregate(kind, actor),
        one: _single(kind, actor),
        f"{one}/history": _history(kind, actor),
        f"{one}/restore": _restore(kind, actor),
        f"{one}/shares": _shares(kind, actor),
        f"{one}/shares/{{share_id}}": _share(kind, actor),
    }
    found |= {f"{one}/actions/{action.name}": _action(kind, action) for action in open_actions(kind, actor)}
    return {path: calls for path, calls in found.items() if calls}


def _may(kind: Kind, actor: Actor, name: str) -> bool:
    return actor.rights.scope(kind, name) is not Scope.NONE


def _questions(kind: Kind, actor: Actor) -> list[dict[str, Any]]:
    return [*filters_of(kind, actor), WHERE, WORDS, VIEW]


def _collection(kind: Kind, actor: Actor) -> dict[str, Any]:
    found = {}
    if _may(kind, actor, "read"):
        parameters = [ORDER, FIELDS, LIMIT, CURSOR, TOTALS, *_questions(kind, actor)]
        found["get"] = operation("get", kind, _("List"), {200: page_of(reference(kind.key))}, parameters=parameters)
    if _may(kind, actor, "create"):
        made = body(reference(f"{kind.key}.new"))
        found["post"] = operation("post", kind, _("Create"), {201: reference(kind.key)}, requestBody=made)
    return found


def _single(kind: Kind, actor: Actor) -> dict[str, Any]:
    found: dict[str, Any] = {}
    record = {200: reference(kind.key)}
    if _may(kind, actor, "read"):
        found["get"] = operation("get", kind, _("Read"), record)
    if _may(kind, actor, "update"):
        changes = body(reference(f"{kind.key}.change"))
        found["patch"] = operation("patch", kind, _("Change"), record, parameters=[IF_MATCH], requestBody=changes)
    if _may(kind, actor, "delete"):
        found["delete"] = operation("delete", kind, _("Delete"), {204: None}, parameters=[IF_MATCH])
    return {**found, "parameters": in_path("record_id")} if found else {}


def _bulk(kind: Kind, actor: Actor) -> dict[str, Any]:
    possible = [name for name in OPERATIONS if _may(kind, actor, name)]
    if not possible:
        return {}
    rows = {"type": "array", "maxItems": MOST, "items": {"type": "object"}}
    taken = thing(
        {"operation": {"enum": possible}, "rows": rows, "atomic": {"type": "boolean", "default": True}},
        ["operation", "rows"],
        additionalProperties=False,
    )
    return {"post": operation("post", kind, _("Many rows in one call"), {200: BULK_ANSWER}, requestBody=body(taken))}


def _aggregate(kind: Kind, actor: Actor) -> dict[str, Any]:
    if not _may(kind, actor, "read"):
        return {}
    parameters = [
        query("group", _("Fields by comma, with a step where there are some: signed_on:month.")),
        query("measure", _("Figures by comma: count, sum:amount, least:, most:, mean:.")),
        *_questions(kind, actor),
    ]
    return {"get": operation("get", kind, _("Figures by group"), {200: GROUPS}, parameters=parameters)}


def _history(kind: Kind, actor: Actor) -> dict[str, Any]:
    if not _may(kind, actor, "read"):
        return {}
    parameters = [
        query("at", _("The record as it was at this moment."), {"type": "string", "format": "date-time"}),
        query("version", _("The record as it was in this version."), VERSION),
        query("cursor", _("The “next” of the page before.")),
    ]
    then = thing({"object": {"type": "string"}, "id": UUID_TEXT, "values": {"type": "object"}})
    told = {"oneOf": [page_of(ENTRY), then]}
    call = operation("get", kind, _("History, or the record as it was"), {200: told}, parameters=parameters)
    return {"get": call, "parameters": in_path("record_id")}


def _restore(kind: Kind, actor: Actor) -> dict[str, Any]:
    if not (_may(kind, actor, "update") or _may(kind, actor, "create")):
        return {}
    properties = {"version": VERSION, "at": {"type": "string", "format": "date-time"}}
    taken = body(thing(properties, [], additionalProperties=False, maxProperties=1), is_required=False)
    text = _("To a version or a moment; without either a deleted record comes back.")
    facts = {"description": text, "requestBody": taken}
    call = operation("post", kind, _("Put back as it was"), {200: reference(kind.key)}, **facts)
    return {"post": call, "parameters": in_path("record_id")}


def _shares(kind: Kind, actor: Actor) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if _may(kind, actor, "read"):
        found["get"] = operation("get", kind, _("With whom it is shared"), {200: thing({"items": listing(SHARE)})})
    if _may(kind, actor, "share"):
        found["post"] = operation("post", kind, _("Share"), {201: SHARE}, requestBody=body(NEW_SHARE))
    return {**found, "parameters": in_path("record_id")} if found else {}


def _share(kind: Kind, actor: Actor) -> dict[str, Any]:
    if not _may(kind, actor, "share"):
        return {}
    call = operation("delete", kind, _("End a share"), {204: None})
    return {"delete": call, "parameters": in_path("record_id", "share_id")}


def _action(kind: Kind, action: Action) -> dict[str, Any]:
    made = thing(NAMED)
    done = thing({"record": reference(kind.key), "result": {**made, "type": ["object", "null"]}})
    waiting = thing({"approval": UUID_TEXT, "reason": {"type": "string"}})
    inputs = inputs_of(action)
    call = operation(
        "post",
        kind,
        action.label,
        {200: done, 202: waiting},
        requestBody=body(inputs, is_required="required" in inputs),
        **({"description": action.help} if action.help else {}),
    )
    return {"post": call, "parameters": in_path("record_id")}
