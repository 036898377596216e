"""Pages and fragments of forms: new, edit, preview while typing, one field in place."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keta.kernel import records
from keta.kernel.access import require
from keta.kernel.objects import Kind
from keta.kernel.refusals import Conflict, Invalid
from keta.surfaces.addresses import address
from keta.surfaces.files.posting import with_files
from keta.surfaces.forms.fields import Filling, field_view, grids, sections, shown_cell
from keta.surfaces.forms.posted import line_kind, raw_values, rows_of
from keta.surfaces.forms.shown import shown_values
from keta.surfaces.pages import page, signed_in, tell_saved
from keta.surfaces.requests import Request


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: Request, kind: Kind) -> HttpResponseBase:
    """The form of a new record; what stands in the address (`?customer=…`) is filled in already."""
    require(request.actor, kind, "create")
    if request.method == "GET":
        given = {name: raw for name, raw in request.GET.items() if name in kind.written}
        record, __ = records.preview(kind, given, actor=request.actor)
        return _form(request, kind, record)
    values = raw_values(kind, with_files(request, kind), request.actor)
    try:
        record = records.create(kind, values, actor=request.actor)
    except Invalid as refusal:
        record, __ = records.preview(kind, values, actor=request.actor)
        return _form(request, kind, record, refusal, values)
    if "dialog" in request.GET:
        return _chosen(kind, record)
    tell_saved(request, _draft_key(kind))
    return HttpResponseRedirect(address(kind.key, record.pk))


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: Request, kind: Kind, record_id: UUID) -> HttpResponseBase:
    """The form of a record; a clash with somebody else's edit keeps what was typed and shows both values."""
    if request.method == "GET":
        return _form(request, kind, records.get(kind, record_id, actor=request.actor, operation="update"))
    values = raw_values(kind, with_files(request, kind), request.actor)
    try:
        version = int(request.POST.get("version") or 0) or None
        records.update(kind, record_id, values, actor=request.actor, version=version)
    except (Invalid, Conflict) as refusal:
        record, __ = records.preview(kind, values, actor=request.actor, record_id=record_id)
        return _form(request, kind, record, refusal, values)
    tell_saved(request, _draft_key(kind, record_id))
    return HttpResponseRedirect(address(kind.key, record_id))


@signed_in
@require_POST
def preview(request: Request, kind: Kind, record_id: UUID | None = None) -> HttpResponseBase:
    """What the line grid shows while one types: computed cells, totals, reasons. Writes nothing."""
    values = raw_values(kind, request.POST, request.actor)
    record, errors = records.preview(kind, values, actor=request.actor, record_id=record_id)
    told: dict[str, Any] = {"cells": {}, "totals": {}, "errors": {}, "fields": _computed(kind, record, request)}
    for name in kind.children:
        _tell_lines(kind, name, record, request, told)
        rows = rows_of(request.POST, name)
        for path, texts in errors.items():
            parts = path.split(".")
            if parts[0] == name and len(parts) == 3 and int(parts[1]) < len(rows):
                told["errors"][f"{rows[int(parts[1])]}.{parts[2]}"] = str(texts[0])
    return JsonResponse(told)


@signed_in
@require_http_methods(["GET", "POST"])
def field(request: Request, kind: Kind, record_id: UUID, name: str) -> HttpResponseBase:
    """One field in place: its input, and after saving (or with `?shown`) its value. With `?dialog` in a dialog, after
    which the page comes anew."""
    kind.field(name)
    if request.method == "POST":
        values = raw_values(kind, with_files(request, kind), request.actor)
        try:
            record = records.update(kind, record_id, {name: values.get(name)}, actor=request.actor)
        except Invalid as refusal:
            record = records.get(kind, record_id, actor=request.actor, operation="update")
            return _field(request, kind, record, name, Filling(request.actor, request.showing, refusal.errors, values))
        return _field_saved(request, kind, record, name)
    record = records.get(kind, record_id, actor=request.actor, operation="update")
    if "shown" in request.GET:
        return _field_saved(request, kind, record, name)
    return _field(request, kind, record, name, Filling(request.actor, request.showing))


def _field_saved(request: Request, kind: Kind, record: Any, name: str) -> HttpResponse:
    if "dialog" in request.GET:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    (shown,) = shown_values(kind, [record])
    spec = kind.field(name)
    html = "" if spec.type.is_empty(shown[name]) else spec.type.html(shown[name], request.showing)
    context = {"spec": spec, "html": html, "url": address(kind.key, record.pk, "fields", name)}
    return page(request, "forms/field_saved.html", context)


def _field(request: Request, kind: Kind, record: Any, name: str, filling: Filling) -> HttpResponse:
    (shown,) = shown_values(kind, [record])
    view = field_view(kind.field(name), shown[name], filling)
    context = {"field": view, "url": address(kind.key, record.pk, "fields", name)}
    template = "forms/field_dialog.html" if "dialog" in request.GET else "forms/field.html"
    return page(request, template, context, status=422 if filling.errors else 200)


def _form(
    request: Request, kind: Kind, record: Any, refusal: Any = None, values: Mapping[str, Any] | None = None
) -> HttpResponse:
    is_new = record._state.adding
    filling = Filling(
        request.actor, request.showing, getattr(refusal, "errors", {}), _typed(kind, request.POST, values)
    )
    title = _("New: %(object)s") % {"object": kind.label} if is_new else record.title
    context = {
        "kind": kind,
        "record": record,
        "is_new": is_new,
        "is_dialog": "dialog" in request.GET,
        "title": title,
        "sections": sections(kind, record, filling),
        "grids": grids(kind, record, filling),
        "errors": _summary(kind, filling),
        "conflict": _conflict(kind, refusal, request) if isinstance(refusal, Conflict) else None,
        "post_url": request.get_full_path(),
        "preview_url": address(kind.key, None if is_new else record.pk, "preview"),
        "likely_url": address(kind.key, None, "likely") if kind.spec.duplicates and is_new else "",
        "cancel_url": address(kind.key, None if is_new else record.pk),
        "draft_key": _draft_key(kind, None if is_new else record.pk),
    }
    trail = [{"label": kind.label, "url": address(kind.key)}, {"label": title, "url": ""}]
    template = "forms/dialog.html" if context["is_dialog"] else "forms/form.html"
    return page(request, template, context, breadcrumb=trail, status=refusal.status if refusal else 200)


def _draft_key(kind: Kind, record_id: UUID | None = None) -> str:
    return f"{kind.key}-{record_id or 'new'}"


def _typed(kind: Kind, form: QueryDict, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """What was typed, under the paths that reasons have."""
    typed: dict[str, Any] = dict(values or {})
    for name in kind.children:
        for index, line in enumerate(typed.pop(name, None) or ()):
            typed |= {f"{name}.{index}.{field}": raw for field, raw in line.items()}
    return typed


def _summary(kind: Kind, filling: Filling) -> list[dict[str, Any]]:
    """All reasons at the top of the form, each leading to its field."""
    found = []
    for path, texts in filling.errors.items():
        name = path.split(".")[0]
        spec = kind.fields.get(name)
        found.append({"label": spec.label if spec else "", "error": texts[0], "id": f"field-{path}" if spec else ""})
    return found


def _conflict(kind: Kind, refusal: Conflict, request: Request) -> dict[str, Any]:
    rows = []
    for name, sides in refusal.values.items():
        spec = kind.fields.get(name.split(".")[0])
        rows.append({"label": spec.label if spec else name, "yours": sides["yours"], "theirs": sides["theirs"]})
    return {"text": refusal.message, "rows": rows}


def _chosen(kind: Kind, record: Any) -> HttpResponse:
    """Shuts the dialog and tells the chooser that opened it what was made in it."""
    made = {"url": f"{address(kind.key)}/choose", "value": str(record.pk), "label": record.title}
    told = json.dumps({"keta:created": made, "keta:close-dialog": True})
    return HttpResponse(status=204, headers={"HX-Trigger": told})


def _computed(kind: Kind, record: Any, request: Request) -> dict[str, str]:
    readable = request.actor.rights.readable(kind)
    specs = {name: spec for name, spec in readable.items() if spec.computed and name not in kind.children}
    return {name: spec.type.to_text(spec.type.read(record, spec), request.showing) for name, spec in specs.items()}


def _tell_lines(kind: Kind, name: str, record: Any, request: Request, told: dict[str, Any]) -> None:
    own = line_kind(kind, name)
    lines = record.lines_of(name)
    rows = rows_of(request.POST, name)
    readable = request.actor.rights.readable(own)
    computed = {each: spec for each, spec in readable.items() if not spec.is_written}
    for row, line in zip(rows, lines, strict=False):
        for each, spec in computed.items():
            told["cells"][f"{row}.{each}"] = str(shown_cell(spec, spec.type.read(line, spec), request.showing))
    for each, spec in readable.items():
        if spec.totalled:
            given = [value for line in lines if (value := spec.type.read(line, spec)) is not None]
            told["totals"][each] = str(spec.type.html(sum(given), request.showing)) if given else ""
