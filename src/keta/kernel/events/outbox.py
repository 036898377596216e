"""Writing down what has happened, in the transaction in which it happens."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from keta.kernel.events.models import Event


def new_event(
    event_name: str,
    object_key: str,
    record_id: UUID,
    payload: Mapping[str, object],
    *,
    actor_id: UUID | None,
    at: datetime,
) -> Event:
    """The row, not saved yet: the write path inserts many in one statement."""
    return Event(
        name=event_name,
        object_key=object_key,
        record_id=record_id,
        payload=dict(payload),
        actor_id=actor_id,
        at=at,
    )


def record(
    event_name: str,
    object_key: str,
    record_id: UUID,
    payload: Mapping[str, object],
    *,
    actor_id: UUID | None,
    at: datetime,
) -> Event:
    """Writes one event; call it while the record is locked, so that its events keep their order."""
    event = new_event(event_name, object_key, record_id, payload, actor_id=actor_id, at=at)
    event.save(force_insert=True)
    return event
