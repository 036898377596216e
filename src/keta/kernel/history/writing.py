"""What every entry of one write has in common."""

import datetime
from typing import Any

from keta.kernel.access import Actor
from keta.kernel.history.models import SCHEMA
from keta.kernel.objects import Kind


def entry_facts(kind: Kind, actor: Actor, cause: str, now: datetime.datetime) -> dict[str, Any]:
    """The columns of an entry beside its record, version and changes."""
    return {
        "object_key": kind.base,
        "at": now,
        "actor_id": actor.member_id,
        "actor_name": actor.name[:100],
        "door": actor.door,
        "cause": cause,
        "batch_id": actor.batch_id,
        "schema": SCHEMA,
    }
