"""Single records opened to people or departments: by whom, to whom, for reading or changing, until when."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.events.outbox import record as tell_event
from keta.kernel.fieldtypes import LinksType
from keta.kernel.history.models import Entry
from keta.kernel.history.writing import entry_facts
from keta.kernel.objects import Kind
from keta.kernel.organisation.models import Department, Member
from keta.kernel.records.changes import Change
from keta.kernel.records.verbs import get, lock
from keta.kernel.refusals import Invalid, NotAllowed, NotFound
from keta.kernel.shares.models import Share
from keta.kernel.versions import version

SHARED, ENDED = "share", "end_share"
"""Causes in history, and the events."""


@dataclass(frozen=True)
class Grant:
    """What is given: to a member or to a department with all below it."""

    member: UUID | None = None
    department: UUID | None = None
    may_edit: bool = False
    until: datetime.date | None = None
    """The last day; none for as long as nobody ends it."""


def shares_of(kind: Kind, record_id: UUID, *, actor: Actor) -> QuerySet[Share]:
    """With whom a record is shared, for those who may read it; ended shares too, as long as nobody removes them."""
    get(kind, record_id, actor=actor)
    shares = Share.objects.filter(object_key=kind.base, record_id=record_id)
    return shares.select_related("member", "department", "shared_by").order_by("shared_at", "pk")


def share(kind: Kind, record_id: UUID, grant: Grant, *, actor: Actor) -> Share:
    """Shares a record; what its receiver had of it before by such a share is replaced.

    Raises `NotAllowed` beyond the actor's scope of “share”, `Invalid` for a receiver or a day that cannot be.
    """
    with transaction.atomic():
        record = _lock(kind, record_id, actor)
        if grant.may_edit and not records_for(actor, kind, "update").filter(pk=record_id).exists():
            raise NotAllowed(_("You may read this record but not change it, so you can share it for reading only."))
        _check(grant, actor)
        given = {"member_id": grant.member, "department_id": grant.department, "field": ""}
        place: dict[str, Any] = {"object_key": kind.base, "record_id": record_id, **given}
        facts: dict[str, Any] = {"may_edit": grant.may_edit, "until": grant.until, "shared_by_id": actor.member_id}
        made, __ = Share.objects.update_or_create(**place, defaults=facts)
        version.bump()
        _tell(kind, record, made, SHARED, actor)
    return made


def end_share(kind: Kind, record_id: UUID, share_id: UUID, *, actor: Actor) -> None:
    """Takes a share back; raises `NotFound`, and `Invalid` for one that a field of the record keeps."""
    with transaction.atomic():
        record = _lock(kind, record_id, actor)
        ended = Share.objects.filter(pk=share_id, object_key=kind.base, record_id=record_id).first()
        if ended is None:
            raise NotFound(_("There is no such share."), code="share")
        if ended.field:
            label = kind.fields[ended.field].label if ended.field in kind.fields else ended.field
            raise Invalid(
                {ended.field: [_("This comes from the field “%(label)s”; change it there.") % {"label": label}]}
            )
        _tell(kind, record, ended, ENDED, actor)
        ended.delete()
        version.bump()


def keep_shares(kind: Kind, changes: Sequence[Change]) -> None:
    """The projection: members named in a field that opens the record get their share by it, others lose theirs."""
    fields = {
        name: spec.type.opens
        for name, spec in kind.fields.items()
        if isinstance(spec.type, LinksType) and spec.type.opens
    }
    if not fields:
        return
    if gone := [change.record.pk for change in changes if change.is_gone]:
        Share.objects.filter(object_key=kind.base, record_id__in=gone).delete()
    for name, operation in fields.items():
        spec = kind.fields[name]
        told = [change for change in changes if not change.is_gone and name in change.fields]
        if stale := [change.record.pk for change in told if not change.is_new]:
            Share.objects.filter(object_key=kind.base, record_id__in=stale, field=name).delete()
        facts = {"object_key": kind.base, "field": name, "may_edit": operation == "update"}
        made = [
            Share(record_id=change.record.pk, member_id=member, **facts)
            for change in told
            for member in spec.type.read(change.record, spec)
        ]
        _open_eyes({each.member_id for each in made})
        Share.objects.bulk_create(made, batch_size=1000)


def _open_eyes(members: Collection[Any]) -> None:
    """Actors know whether anything is shared with them; for those with whom nothing was, that changes now."""
    known = Share.objects.filter(member__in=members).values_list("member_id", flat=True).distinct()
    if set(members) - set(known):
        version.bump()


def _lock(kind: Kind, record_id: UUID, actor: Actor) -> Any:
    """The record, held; raises `NotAllowed` where it is seen but beyond the actor's scope of sharing."""
    get(kind, record_id, actor=actor)
    if not records_for(actor, kind, "share").filter(pk=record_id).exists():
        raise NotAllowed(_("You may read this record but not share it; its owner or an administrator can."))
    return lock(kind, record_id, actor=actor, operation="share")


def _check(grant: Grant, actor: Actor) -> None:
    if (grant.member is None) == (grant.department is None):
        raise Invalid({"member": [_("Name either a member or a department.")]})
    if grant.member is not None and grant.member == actor.member_id:
        raise Invalid({"member": [_("You have this record already; name somebody else.")]})
    if grant.member is not None and not Member.objects.filter(pk=grant.member, is_active=True).exists():
        raise Invalid({"member": [_("There is no such member on duty; choose another one.")]})
    if grant.department is not None and not Department.objects.filter(pk=grant.department).exists():
        raise Invalid({"department": [_("There is no such department; choose another one.")]})
    if grant.until is not None and grant.until < timezone.localdate():
        raise Invalid({"until": [_("This day has passed; name today or a later one.")]})


def _tell(kind: Kind, record: Any, told: Share, cause: str, actor: Actor) -> None:
    """An entry of history with a version of its own, and an event."""
    now = timezone.now()
    words = {
        "with": str(told.member or told.department or ""),
        "may_edit": told.may_edit,
        "until": told.until.isoformat() if told.until else None,
    }
    record.version += 1
    kind.model._default_manager.filter(pk=record.pk).update(version=record.version)
    facts = entry_facts(kind, actor, cause, now)
    Entry.objects.create(record_id=record.pk, version=record.version, changes={"fields": {}, "share": words}, **facts)
    receiver = {"member": str(told.member_id or ""), "department": str(told.department_id or "")}
    tell_event(f"{kind.base}.{cause}", kind.base, record.pk, receiver, actor_id=actor.member_id, at=now)
