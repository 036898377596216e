"""`/{object}/{id}/shares`: with whom a record is shared, opening it to somebody, taking that back."""

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import DateType, FieldSpec
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.objects import Kind
from keta.kernel.records.sharing import Grant, end_share, share, shares_of
from keta.kernel.refusals import Invalid, Refused
from keta.kernel.shares.models import Share
from keta.surfaces.api.answers import answer_json, no_content
from keta.surfaces.api.bodies import read_object, take
from keta.surfaces.requests import Request

MEMBERS = {"member", "department", "may_edit", "until"}


def list_shares(request: Request, kind: Kind, record_id: UUID) -> HttpResponse:
    return answer_json({"items": [_told(each) for each in shares_of(kind, record_id, actor=request.actor)]})


def add_share(request: Request, kind: Kind, record_id: UUID) -> HttpResponse:
    """`{"member": id}` or `{"department": id}`, with `may_edit` and the last day `until` on wish."""
    body = read_object(request)
    take(body, MEMBERS)
    made = share(kind, record_id, _grant(body), actor=request.actor)
    found = shares_of(kind, record_id, actor=request.actor).get(pk=made.pk)
    return answer_json(_told(found), 201)


def remove_share(request: Request, kind: Kind, record_id: UUID, share_id: UUID) -> HttpResponse:
    end_share(kind, record_id, share_id, actor=request.actor)
    return no_content()


def _grant(body: dict[str, Any]) -> Grant:
    errors: dict[str, list[Any]] = {}
    values: dict[str, Any] = {}
    if not isinstance(body.get("may_edit", False), bool):
        errors["may_edit"] = [_("Give true or false.")]
    for name in ("member", "department", "until"):
        try:
            values[name] = _value(name, body.get(name))
        except Refused as refusal:
            errors[name] = [refusal.message]
    if errors:
        raise Invalid(errors)
    return Grant(**values, may_edit=bool(body.get("may_edit")))


def _value(name: str, raw: Any) -> UUID | datetime.date | None:
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise Refused(_("Give the id as text.") if name != "until" else _("Give the day as text, such as 2026-12-31."))
    return DateType().parse(raw, FieldSpec("until", DateType())) if name == "until" else id_of(raw)


def _told(each: Share) -> dict[str, Any]:
    return {
        "id": each.pk,
        "member": _named(each.member),
        "department": _named(each.department),
        "may_edit": each.may_edit,
        "until": each.until,
        "field": each.field,
        "shared_by": _named(each.shared_by),
        "shared_at": each.shared_at,
    }


def _named(record: Any) -> dict[str, Any] | None:
    return {"id": record.pk, "title": record.title} if record else None
