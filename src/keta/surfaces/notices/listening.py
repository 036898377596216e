"""Turns events into notices: who was given a record by somebody else, or is to see one, is told."""

from collections.abc import Sequence
from uuid import UUID

from keta.kernel.events.models import Event
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Department, Member
from keta.kernel.refusals import NotFound
from keta.surfaces.notices.models import Notice
from keta.surfaces.notices.reasons import ASSIGNED, SHARED


def tell_new_owner(event: Event) -> None:
    """A record got another owner, or was created for one, by somebody who is not he."""
    if event.actor_id is None or "owner" not in event.payload.get("fields", ()):
        return
    if not _exists(event.object_key):
        return
    kind = kind_of(event.object_key)
    row = kind.rows().filter(pk=event.record_id).values_list("owner_id", "title").first() if kind.is_owned else None
    if row is None or row[0] is None or row[0] == event.actor_id:
        return
    _notify([row[0]], ASSIGNED, event, row[1])


def tell_receivers(event: Event) -> None:
    """Everybody with whom a record is shared now, but him who has shared it."""
    if not _exists(event.object_key):
        return
    row = kind_of(event.object_key).rows().filter(pk=event.record_id).values_list("title", flat=True).first()
    if row is None:
        return
    member, department = event.payload.get("member"), event.payload.get("department")
    receivers = [UUID(member)] if member else _members_of(UUID(department)) if department else []
    _notify([each for each in receivers if each != event.actor_id], SHARED, event, row)


def _members_of(department: UUID) -> list[UUID]:
    """Those on duty in a department and below it."""
    bounds = Department.objects.filter(pk=department).values_list("tree_left", "tree_right").first()
    if bounds is None:
        return []
    below = Member.objects.filter(department__tree_left__gte=bounds[0], department__tree_right__lte=bounds[1])
    return list(below.filter(is_active=True).values_list("pk", flat=True))


def _exists(object_key: str) -> bool:
    try:
        kind_of(object_key)
    except NotFound:
        return False
    return True


def _notify(members: Sequence[UUID], reason: str, event: Event, title: str) -> None:
    name = Member.objects.filter(pk__in=[event.actor_id]).values_list("name", flat=True).first() or ""
    facts = {"object_key": event.object_key, "record_id": event.record_id, "title": title}
    made = [Notice(member_id=each, reason=reason, actor_name=name, at=event.at, **facts) for each in members]
    Notice.objects.bulk_create(made)
