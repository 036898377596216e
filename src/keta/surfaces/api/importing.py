"""`/import/{object}`: a file, or its text, on its way into records; the answer is the job that does it."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import Kind
from keta.kernel.refusals import Invalid, Refused
from keta.surfaces.api.answers import ROOT, answer_json
from keta.surfaces.api.bodies import read_object, take
from keta.surfaces.api.shapes import misfit
from keta.surfaces.api.work import job_json
from keta.surfaces.imports.choosing import EXISTING
from keta.surfaces.imports.jobs import begin
from keta.surfaces.imports.mapping import FileMap
from keta.surfaces.imports.uploads import importing_of, keep
from keta.surfaces.requests import Request

TEXT: dict[str, Any] = {"type": "string"}
TARGET: dict[str, Any] = {
    "type": "object",
    "required": ["field"],
    "properties": {
        "field": TEXT,
        "by": TEXT,
        "form": {**TEXT, "description": "A pattern such as Team {}"},
        "values": {"type": "object", "additionalProperties": TEXT},
    },
    "additionalProperties": False,
}
MAPPING: dict[str, Any] = {
    "type": "object",
    "description": "What the columns fill: by heading a field, or {field, by, values, form}, or several of them",
    "properties": {
        "columns": {
            "type": "object",
            "additionalProperties": {"anyOf": [TEXT, TARGET, {"type": "array", "items": {"anyOf": [TEXT, TARGET]}}]},
        },
        "constants": {"type": "object"},
        "distinct": {"type": "boolean"},
        "match_lines": TEXT,
    },
    "additionalProperties": False,
}
ORDER: dict[str, Any] = {
    "mapping": MAPPING,
    "match": {"type": "array", "items": TEXT, "description": "The fields by which rows find records that exist"},
    "existing": {"enum": list(EXISTING), "description": "What becomes of rows whose record exists"},
    "dry_run": {"type": "boolean", "default": False},
}
AS_TEXT: dict[str, Any] = {
    "text": {**TEXT, "description": "CSV, the headings in its first line"},
    "name": TEXT,
    **ORDER,
}
FORM = re.compile(r"[^{}]*\{\}[^{}]*")


def import_rows(request: Request, kind: Kind) -> HttpResponse:
    """202 with the job; `GET /jobs/{id}` tells how far it is and, in the end, the report. What is not said about the
    columns is guessed from their headings, as on the page."""
    content, name, order = _brought(request)
    upload = keep(kind, content, name, actor=request.actor)
    chosen = _chosen(FileMap.from_json(upload.map), order)
    upload.map = chosen.as_json()
    importing_of(upload, request.actor).check()
    upload.save(update_fields=["map"])
    job = begin(upload, actor=request.actor, is_dry=order.get("dry_run", False))
    return answer_json(job_json(job), 202, {"Location": f"{ROOT}/jobs/{job.pk}"})


def _brought(request: Request) -> tuple[bytes, str, dict[str, Any]]:
    """The file, its name, and what is to be done with it: as JSON, or as a form with the file."""
    if request.content_type == "multipart/form-data":
        file = request.FILES.get("file")
        if file is None:
            raise Invalid({"file": [_("Send the file as “file”.")]})
        order = {name: _read(name, str(text)) for name, text in request.POST.items()}
        take(order, set(ORDER))
        _check(order, ORDER)
        return file.read(), file.name or "", order
    body = read_object(request)
    take(body, set(AS_TEXT))
    _check(body, AS_TEXT)
    if "text" not in body:
        raise Invalid({"text": [_("Send the rows as “text”, or as a form with a file.")]})
    return body["text"].encode("utf-8", "replace"), str(body.get("name") or "rows.csv"), body


def _read(name: str, text: str) -> Any:
    """A part of a form that is not text by itself: JSON."""
    if name == "existing":
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise Invalid({name: [_("Give this part of the form as JSON.")]}) from error


def _check(order: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    errors = {name: [text] for name, raw in order.items() if (text := misfit(schema[name], raw))}
    if "existing" not in errors and order.get("existing", "skip") not in EXISTING:
        errors["existing"] = [_("Possible: %(known)s.") % {"known": ", ".join(EXISTING)}]
    if "mapping" not in errors:
        for heading, told in order.get("mapping", {}).get("columns", {}).items():
            if not all(_is_target(each) for each in (told if isinstance(told, list) else [told])):
                errors["mapping"] = [_("“%(heading)s” is not said to fill a field.") % {"heading": heading[:60]}]
    if errors:
        raise Invalid(errors)


def _is_target(told: Any) -> bool:
    if isinstance(told, str):
        return True
    if not isinstance(told, dict) or misfit(TARGET, told) or told.keys() - TARGET["properties"].keys():
        return False
    words = told.get("values", {}).values()
    return all(isinstance(word, str) for word in words) and bool(FORM.fullmatch(told.get("form", "") or "{}"))


def _chosen(guessed: FileMap, order: Mapping[str, Any]) -> FileMap:
    mapping = order.get("mapping", {})
    chosen = FileMap.from_json(mapping) if "columns" in mapping else guessed
    if "constants" in mapping:
        chosen = replace(chosen, constants=mapping["constants"])
    if "match" in order:
        chosen = replace(chosen, match=tuple(order["match"]))
    if "existing" in order:
        chosen = replace(chosen, existing=order["existing"])
    filled = {target.field for target in chosen.targets()} | set(chosen.constants)
    if unfilled := [name for name in chosen.match if name not in filled]:
        text = _("No column fills “%(name)s”, so no row can be matched by it.") % {"name": unfilled[0][:60]}
        raise Refused(text, code="match")
    return chosen
