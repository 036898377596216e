"""The dialog that shares one record: with whom it is shared, with whom it is to be, how far and until when."""

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keta.kernel import records
from keta.kernel.access import Actor, covers
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.objects import Kind, kind_of
from keta.kernel.records.sharing import Grant, end_share, share, shares_of
from keta.kernel.refusals import Invalid, Refused
from keta.kernel.shares.models import Share
from keta.surfaces.addresses import address
from keta.surfaces.pages import page, signed_in
from keta.surfaces.requests import Request

RECEIVERS = {"member": "organisation.member", "department": "organisation.department"}


def sharing_url(actor: Actor, kind: Kind, record: Any) -> str:
    """Where the record is shared; nothing where the actor may not."""
    may_share = kind.is_owned and covers(actor, kind, "share", record.owner_id, record.department_id)
    return address(kind.key, record.pk, "sharing") if may_share else ""


@signed_in
@require_http_methods(["GET", "POST"])
def sharing(request: Request, kind: Kind, record_id: UUID) -> HttpResponseBase:
    """GET: the dialog; POST: shares, and shows the dialog with what holds now."""
    errors: dict[str, Any] = {}
    if request.method == "POST":
        try:
            share(kind, record_id, _grant(request), actor=request.actor)
        except Invalid as refusal:
            errors = refusal.errors
        except Refused as refusal:
            errors = {"": [refusal.message]}
    return _dialog(request, kind, record_id, errors)


@signed_in
@require_POST
def end(request: Request, kind: Kind, record_id: UUID, share_id: UUID) -> HttpResponseBase:
    """Takes a share back."""
    try:
        end_share(kind, record_id, share_id, actor=request.actor)
    except Invalid as refusal:
        return _dialog(request, kind, record_id, {"": [text for texts in refusal.errors.values() for text in texts]})
    return _dialog(request, kind, record_id, {})


def _grant(request: Request) -> Grant:
    """What was filled in; raises `Invalid`."""
    until = request.POST.get("until", "")
    try:
        day = datetime.date.fromisoformat(until) if until else None
    except ValueError as error:
        raise Invalid({"until": [_("Give the day as 2026-12-31.")]}) from error
    ids = {name: id_of(request.POST[name]) if request.POST.get(name) else None for name in RECEIVERS}
    return Grant(ids["member"], ids["department"], bool(request.POST.get("may_edit")), day)


def _dialog(request: Request, kind: Kind, record_id: UUID, errors: dict[str, Any]) -> HttpResponse:
    record = records.get(kind, record_id, actor=request.actor)
    url = address(kind.key, record_id, "sharing")
    context = {
        "record": record,
        "url": url,
        "shares": [_told(each, url) for each in shares_of(kind, record_id, actor=request.actor)],
        "fields": [_field(request, name, errors) for name in RECEIVERS],
        "typed": request.POST if errors else {},
        "errors": {name: texts[0] for name, texts in errors.items()},
    }
    return page(request, "details/_share.html", context, status=422 if errors else 200)


def _told(each: Share, url: str) -> dict[str, Any]:
    receiver = each.member or each.department
    return {
        "name": receiver.title if receiver else "",
        "is_department": each.member is None,
        "may_edit": each.may_edit,
        "until": each.until,
        "end_url": "" if each.field else f"{url}/{each.pk}/end",
    }


def _field(request: Request, name: str, errors: dict[str, Any]) -> dict[str, Any]:
    target = kind_of(RECEIVERS[name])
    return {
        "input": "chooser",
        "name": name,
        "label": target.label,
        "url": f"{address(target.key)}/choose",
        "error": next(iter(errors.get(name, ())), ""),
    }
