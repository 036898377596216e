"""`/{object}/{id}`: one record, its changes, its end, and the actions on it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel import actions, records
from keta.kernel.objects import BusinessObject, Kind, kind_of
from keta.kernel.refusals import Conflict
from keta.surfaces.api.answers import answer_json, answer_record, etag, no_content
from keta.surfaces.api.bodies import read_object, version_of
from keta.surfaces.api.rows import after_write, record_json
from keta.surfaces.api.shapes import check_inputs, check_values
from keta.surfaces.api.written import written_json
from keta.surfaces.requests import Request


def get_record(request: Request, kind: Kind, record_id: UUID) -> HttpResponse:
    """The whole record; 304 where the caller has this version already."""
    record = records.get(kind, record_id, actor=request.actor)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag(record.version):
        return HttpResponse(status=304, headers={"ETag": etag(record.version)})
    return answer_record(record_json(kind, record, request.actor))


def change_record(request: Request, kind: Kind, record_id: UUID) -> HttpResponse:
    """Only the fields that are sent; with the version they are based on, 409 where somebody changed the same ones."""
    body = read_object(request)
    version = version_of(request, body)
    check_values(kind, body, request.actor)
    record = records.update(kind, record_id, body, actor=request.actor, version=version)
    return answer_record(written_json(kind, record, request.actor, body))


def delete_record(request: Request, kind: Kind, record_id: UUID) -> HttpResponse:
    """With `If-Match` only the version that the caller has seen."""
    version = version_of(request, {})
    with transaction.atomic():
        if version is not None:
            record = records.lock(kind, record_id, actor=request.actor, operation="delete")
            if record.version != version:
                raise Conflict(_("Somebody changed the record meanwhile; look at it before you delete it."))
        records.delete(kind, record_id, actor=request.actor)
    return no_content()


def act(request: Request, kind: Kind, record_id: UUID, name: str) -> HttpResponse:
    """Does what the button does; 202 where an approval stands in between."""
    action = actions.action_named(kind, name)
    inputs = read_object(request, may_be_empty=True)
    check_inputs(action.takes, inputs)
    outcome = actions.run(kind, action, record_id, inputs, actor=request.actor)
    if not outcome.is_done:
        return answer_json({"approval": outcome.approval_id, "reason": outcome.reason}, 202)
    record = after_write(kind, outcome.record, request.actor)
    told = {"record": record, "result": _made(outcome.result)}
    return answer_json(told, headers={"ETag": etag(record["version"])})


def _made(result: Any) -> dict[str, Any] | None:
    """The document that an action has made."""
    if not isinstance(result, BusinessObject):
        return None
    return {"object": kind_of(result).key, "id": result.pk, "title": result.title}
