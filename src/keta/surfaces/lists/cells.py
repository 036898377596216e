"""A cell of the list edited in place: its input, and after saving the cell again."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_http_methods

from keta.kernel import records
from keta.kernel.objects import Kind
from keta.kernel.refusals import Conflict, Invalid
from keta.surfaces.addresses import address
from keta.surfaces.forms.fields import Filling, field_view
from keta.surfaces.forms.posted import raw_values
from keta.surfaces.forms.shown import shown_values
from keta.surfaces.pages import page, signed_in
from keta.surfaces.reading import column_of
from keta.surfaces.requests import Request


@signed_in
@require_http_methods(["GET", "POST"])
def cell(request: Request, kind: Kind, record_id: UUID, name: str) -> HttpResponseBase:
    """GET: the input (with `?shown` the cell as it stands); POST: saves, or says at the input what is
    wrong."""
    column_of(kind, name, request.actor)
    if request.method == "GET":
        record = records.get(kind, record_id, actor=request.actor, operation="update")
        return _shown(request, kind, record, name) if "shown" in request.GET else _form(request, kind, record, name)
    values = raw_values(kind, request.POST, request.actor)
    try:
        version = int(request.POST.get("version") or 0) or None
        given = {name: values.get(name)}
        record = records.update(kind, record_id, given, actor=request.actor, version=version)
    except (Invalid, Conflict) as refusal:
        record = records.get(kind, record_id, actor=request.actor, operation="update")
        texts = getattr(refusal, "errors", {}) or {name: [refusal.message]}
        reasons = {name: [text for each in texts.values() for text in each]}
        return _form(request, kind, record, name, Filling(request.actor, request.showing, reasons, values))
    return _shown(request, kind, record, name)


def _form(request: Request, kind: Kind, record: Any, name: str, filling: Filling | None = None) -> HttpResponseBase:
    (shown,) = shown_values(kind, [record])
    field = field_view(kind.field(name), shown[name], filling or Filling(request.actor, request.showing))
    url = address(kind.key, record.pk, "cells", name)
    context = {"field": {**field, "id": f"cell-{record.pk}-{name}"}, "url": url, "version": record.version}
    return page(request, "lists/_cell_form.html", context, status=422 if field["error"] else 200)


def _shown(request: Request, kind: Kind, record: Any, name: str) -> HttpResponseBase:
    (shown,) = shown_values(kind, [record])
    spec = kind.field(name)
    column = {"key": name, "label": spec.label, "align": spec.type.align, "wraps": spec.type.is_wide}
    context = {"column": column, "cell": spec.type.cell(request.showing)(shown[name])}
    return page(request, "lists/_cell.html", context)
