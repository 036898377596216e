"""Pressing a button: the dialog of an action where it takes inputs, and the act itself."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keta.kernel import actions, records
from keta.kernel.fieldtypes.base import ABSENT
from keta.kernel.objects import Kind, key_of
from keta.kernel.refusals import Invalid, Refused
from keta.surfaces.addresses import address
from keta.surfaces.forms.fields import Filling, field_view
from keta.surfaces.pages import page, refused, signed_in, tell
from keta.surfaces.requests import Request


@signed_in
@require_http_methods(["GET", "POST"])
def act(request: Request, kind: Kind, record_id: UUID, name: str) -> HttpResponseBase:
    """GET: the dialog; POST: does it and goes to the record, or says at the field what is missing."""
    action = actions.action_named(kind, name)
    if request.method == "GET":
        record = records.get(kind, record_id, actor=request.actor)
        return _dialog(request, kind, record, action, Filling(request.actor, request.showing))
    given = {spec.name: spec.type.from_form(request.POST, spec.name) for spec in action.takes}
    given = {field: raw for field, raw in given.items() if raw is not ABSENT}
    try:
        outcome = actions.run(kind, action, record_id, given, actor=request.actor)
    except Invalid as refusal:
        record = records.get(kind, record_id, actor=request.actor)
        filling = Filling(request.actor, request.showing, refusal.errors, given)
        if refusal.errors.keys() - {spec.name for spec in action.takes}:
            return refused(request, refusal)
        return _dialog(request, kind, record, action, filling, status=422)
    except Refused as refusal:
        return refused(request, refusal)
    return _done(request, kind, action, outcome)


def _done(request: Request, kind: Kind, action: actions.Action, outcome: actions.Outcome) -> HttpResponse:
    if not outcome.is_done:
        tell(
            request,
            _("“%(action)s” waits for approval: %(reason)s") % {"action": action.label, "reason": outcome.reason},
        )
    target = _target(kind, outcome)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"url": target})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def _target(kind: Kind, outcome: actions.Outcome) -> str:
    """The page of what came of it: a new document where the action made one, else the record."""
    made = outcome.result
    if made is not None and hasattr(made, "spec") and made.spec.menu:
        return address(key_of(type(made)), made.pk)
    return address(kind.key, outcome.record.pk)


def _dialog(
    request: Request, kind: Kind, record: Any, action: actions.Action, filling: Filling, status: int = 200
) -> HttpResponse:
    context = {
        "title": action.label,
        "note": action.help,
        "fields": [field_view(spec, _initial(spec, record, request), filling) for spec in action.takes],
        "url": address(kind.key, record.pk, "actions", action.name),
        "record": record,
        "is_danger": action.is_danger,
    }
    return page(request, "forms/action.html", context, status=status)


def _initial(spec: Any, record: Any, request: Request) -> Any:
    """What the address gives (a card dropped in a column), else the value of the field of that name; links by title."""
    source = getattr(type(record), "declared", {}).get(spec.name)
    if given := request.GET.get(spec.name):
        source, value = spec, spec.type.parse(given, spec)
    elif source:
        value = source.type.read(record, source)
    else:
        return spec.type.empty()
    return source.type.fetch(type(record), source, {record.pk: value})[record.pk]
