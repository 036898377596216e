"""`/openapi.json`: the whole document for a caller."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, Scope
from keta.kernel.objects import Kind
from keta.surfaces.api.answers import ROOT, answer_json
from keta.surfaces.api.catalogue import open_kinds
from keta.surfaces.api.description.parts import PROBLEM, in_path, operation, refusals
from keta.surfaces.api.description.paths import paths_of
from keta.surfaces.api.description.schemas import MOMENT, UUID_TEXT, listing, schemas_of, thing
from keta.surfaces.api.importing import AS_TEXT, ORDER
from keta.surfaces.requests import Request

VERSION = "1"
JOB = thing(
    {
        "id": UUID_TEXT,
        "name": {"type": "string"},
        "state": {"enum": ["waiting", "running", "done", "failed", "cancelled"]},
        "done": {"type": "integer"},
        "total": {"type": ["integer", "null"]},
        "text": {"type": "string"},
        "result": {},
        "file": {"type": ["string", "null"]},
        "error": {"type": "string"},
        "enqueued_at": MOMENT,
        "started_at": MOMENT,
        "ended_at": MOMENT,
    }
)
OBJECT = thing(
    {
        "key": {"type": "string"},
        "base": {"type": "string"},
        "label": {"type": "string"},
        "rights": {"type": "object", "additionalProperties": {"type": "string"}},
        "fields": listing({"type": "object"}),
        "actions": listing({"type": "object"}),
    }
)


def openapi(request: Request) -> HttpResponse:
    return answer_json(document(request.actor))


def document(actor: Actor) -> dict[str, Any]:
    """OpenAPI 3.1 of what the caller may read and do."""
    kinds = open_kinds(actor)
    paths: dict[str, Any] = _fixed() | _imports(kinds, actor)
    schemas: dict[str, Any] = {"problem": PROBLEM}
    for kind in kinds:
        paths |= paths_of(kind, actor)
        schemas |= schemas_of(kind, actor)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Keta", "version": VERSION, "description": INTRODUCTION},
        "security": [{"token": []}, {"session": []}],
        "tags": [{"name": kind.key, "description": kind.label} for kind in kinds],
        "paths": paths,
        "components": {"schemas": schemas, "responses": refusals(), "securitySchemes": WAYS_IN},
    }


INTRODUCTION = _(
    "Every object of the house for programs, with the rights of whoever calls. Decimals come as text. Errors are "
    "problem documents (RFC 9457). A token may make so many calls a minute as RateLimit-Limit says."
)
WAYS_IN = {
    "token": {"type": "http", "scheme": "bearer", "description": "keta token USER"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
}


def _fixed() -> dict[str, Any]:
    objects = thing({"items": listing(OBJECT)})
    return {
        f"{ROOT}/objects": {"get": operation("get", None, _("The objects, their fields, your rights"), {200: objects})},
        f"{ROOT}/jobs/{{job_id}}": {
            "get": operation("get", None, _("How far a job is"), {200: JOB}),
            "parameters": in_path("job_id"),
        },
        f"{ROOT}/jobs/{{job_id}}/file": {
            "get": operation("get", None, _("The file that a job has made"), {200: None}),
            "parameters": in_path("job_id"),
        },
        f"{ROOT}/jobs/{{job_id}}/cancel": {
            "post": operation("post", None, _("End a job"), {200: JOB}),
            "parameters": in_path("job_id"),
        },
    }


def _imports(kinds: list[Kind], actor: Actor) -> dict[str, Any]:
    """One address for all objects that the caller may create."""
    keys = [kind.key for kind in kinds if actor.rights.scope(kind, "create") is not Scope.NONE]
    if not keys:
        return {}
    file = {"type": "string", "format": "binary", "description": "CSV, XLSX, XLS or ODS; the other parts as JSON"}
    forms = {
        "application/json": {"schema": thing(AS_TEXT, ["text"], additionalProperties=False)},
        "multipart/form-data": {"schema": thing({"file": file, **ORDER}, ["file"], additionalProperties=False)},
    }
    call = operation(
        "post",
        None,
        _("Import a file"),
        {202: JOB},
        requestBody={"required": True, "content": forms},
        parameters=[{"name": "object", "in": "path", "required": True, "schema": {"enum": keys}}],
    )
    return {f"{ROOT}/import/{{object}}": {"post": call}}
