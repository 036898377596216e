"""Writing down what has happened, in the transaction in which it happens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from keta.kernel.events.models import Event


def event_facts(event_name: str, object_key: str, actor_id: UUID | None, at: datetime) -> dict[str, Any]:
    """The columns of an event beside its record and payload: the write path inserts many in one statement."""
    return {"name": event_name, "object_key": object_key, "actor_id": actor_id, "at": at, "is_spread": False}


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
    facts = event_facts(event_name, object_key, actor_id, at)
    return Event.objects.create(record_id=record_id, payload=dict(payload), **facts)
