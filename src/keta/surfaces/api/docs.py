"""`/api/docs`: the OpenAPI document for people, one object at a time, with the rights of the reader."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from keta.kernel.access import Actor
from keta.kernel.objects import Kind
from keta.surfaces.api.catalogue import open_kinds
from keta.surfaces.api.description.paths import paths_of
from keta.surfaces.api.description.schemas import schemas_of
from keta.surfaces.api.door import kind_named
from keta.surfaces.pages import page, signed_in
from keta.surfaces.requests import Request

ADDRESS = "/api/docs"


@signed_in
def docs(request: Request) -> HttpResponseBase:
    """All objects, or with `?object=` the calls and fields of one."""
    trail = [{"label": _("API"), "url": ADDRESS}]
    if "object" not in request.GET:
        rows = [_object_row(kind, request.actor) for kind in open_kinds(request.actor)]
        return page(request, "api/docs.html", {"title": _("API"), "rows": rows}, breadcrumb=trail)
    kind = kind_named(request.GET["object"])
    schemas = schemas_of(kind, request.actor)
    context = {
        "title": kind.label,
        "calls": _calls(kind, request.actor),
        "fields": {key: _properties(schema) for key, schema in schemas.items() if "properties" in schema},
    }
    return page(request, "api/object.html", context, breadcrumb=[*trail, {"label": kind.label, "url": ""}])


def _object_row(kind: Kind, actor: Actor) -> dict[str, Any]:
    calls = sum(len(_methods(found)) for found in paths_of(kind, actor).values())
    url = f"{ADDRESS}?object={kind.key}"
    return {"key": kind.key, "url": url, "label": kind.key, "cells": [kind.key, kind.label, calls]}


def _calls(kind: Kind, actor: Actor) -> list[dict[str, Any]]:
    found = []
    for path, calls in paths_of(kind, actor).items():
        for method, call in _methods(calls).items():
            given = [*calls.get("parameters", ()), *call.get("parameters", ())]
            found.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": call["summary"],
                    "note": call.get("description", ""),
                    "parameters": [_row(each["name"], each["schema"], each.get("description", "")) for each in given],
                    "inputs": _properties(_body(call)),
                }
            )
    return found


def _methods(calls: Mapping[str, Any]) -> dict[str, Any]:
    return {method: call for method, call in calls.items() if method != "parameters"}


def _body(call: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of what is sent; that of a record stands by itself further down."""
    content = call.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = content.get("application/json", {}).get("schema", {})
    return schema


def _properties(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        _row(name, each, each.get("title") or each.get("description", ""))
        for name, each in schema.get("properties", {}).items()
    ]


def _row(name: str, schema: Mapping[str, Any], words: Any) -> dict[str, Any]:
    return {"key": name, "url": "", "label": name, "cells": [name, _type(schema), words]}


def _type(schema: Mapping[str, Any]) -> str:
    """`string · uuid`, or what is possible."""
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"] if each not in ("", None))
    kinds = schema.get("type", "")
    text = kinds if isinstance(kinds, str) else " | ".join(kind for kind in kinds if kind != "null")
    return f"{text} · {schema['format']}" if "format" in schema else text
