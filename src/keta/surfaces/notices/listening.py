"""Turns events into notices: who was given a record by somebody else is told."""

from keta.kernel.events.models import Event
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Member
from keta.kernel.refusals import NotFound
from keta.surfaces.notices.models import Notice

ASSIGNED = "assigned"


def tell_new_owner(event: Event) -> None:
    """A record got another owner, or was created for one, by somebody who is not he."""
    if event.actor_id is None or "owner" not in event.payload.get("fields", ()):
        return
    try:
        kind = kind_of(event.object_key)
    except NotFound:
        return
    row = kind.rows().filter(pk=event.record_id).values_list("owner_id", "title").first() if kind.is_owned else None
    if row is None or row[0] is None or row[0] == event.actor_id:
        return
    name = Member.objects.filter(pk=event.actor_id).values_list("name", flat=True).first() or ""
    Notice.objects.create(
        member_id=row[0],
        reason=ASSIGNED,
        object_key=event.object_key,
        record_id=event.record_id,
        title=row[1],
        actor_name=name,
        at=event.at,
    )
