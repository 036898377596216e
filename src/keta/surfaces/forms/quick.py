"""Writing a record down in one press: a dialog with the few fields that its object declares for it."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keta.kernel import records
from keta.kernel.access import require
from keta.kernel.objects import Kind, Quick
from keta.kernel.refusals import Invalid, NotFound
from keta.surfaces.forms.fields import Filling, field_view
from keta.surfaces.forms.posted import raw_values, writable
from keta.surfaces.forms.shown import shown_values
from keta.surfaces.pages import page, signed_in
from keta.surfaces.requests import Request


@signed_in
@require_http_methods(["GET", "POST"])
def write_down(request: Request, kind: Kind, position: int) -> HttpResponseBase:
    """The dialog; once written, the page from which it was opened comes anew."""
    require(request.actor, kind, "create")
    entry = _entry(kind, position)
    given = {**entry.sets, **{name: raw for name, raw in request.GET.items() if name in kind.written}}
    if request.method == "GET":
        return _dialog(request, kind, entry, given, Filling(request.actor, request.showing))
    typed = {name: raw for name, raw in raw_values(kind, request.POST, request.actor).items() if name in entry.fields}
    try:
        records.create(kind, {**given, **typed}, actor=request.actor)
    except Invalid as refusal:
        filling = Filling(request.actor, request.showing, refusal.errors, typed)
        return _dialog(request, kind, entry, {**given, **typed}, filling)
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def _dialog(request: Request, kind: Kind, entry: Quick, given: dict[str, Any], filling: Filling) -> HttpResponse:
    record, __ = records.preview(kind, given, actor=request.actor)
    (values,) = shown_values(kind, [record])
    asked = [spec for name, spec in writable(kind, request.actor).items() if name in entry.fields]
    asked.sort(key=lambda spec: entry.fields.index(spec.name))
    elsewhere = [texts[0] for path, texts in filling.errors.items() if path not in entry.fields]
    context = {
        "title": entry.label,
        "url": request.get_full_path(),
        "fields": [field_view(spec, values[spec.name], filling) for spec in asked],
        "errors": elsewhere,
    }
    return page(request, "forms/quick.html", context, status=422 if filling.errors else 200)


def _entry(kind: Kind, position: int) -> Quick:
    if position >= len(kind.spec.quick):
        raise NotFound(_("“%(object)s” is written down on its own page.") % {"object": kind.label})
    return kind.spec.quick[position]
