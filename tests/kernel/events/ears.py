"""Listeners to try the delivery with, and a process that delivers to them.

What a listener has heard shows in the outbox itself, as events that nobody listens to.
"""

import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.utils import timezone

from keta.kernel.columns import new_id
from keta.kernel.events.delivery import deliver_due
from keta.kernel.events.models import Event
from keta.kernel.events.outbox import record
from keta.kernel.events.subscriptions import Subscriptions
from keta.kernel.jobs.worker import Duty, run_worker, stop_on_signals

HEARD = "ears.heard"


def hear(event: Event, listener: str = "first") -> None:
    heard = {"listener": listener, "number": event.payload["number"]}
    record(HEARD, "ears.ear", event.record_id, heard, actor_id=None, at=timezone.now())


def heard(listener: str = "first", record_id: object = None) -> list[int]:
    """The numbers that a listener has heard, in the order in which it did."""
    rows = Event.objects.filter(name=HEARD, payload__listener=listener).order_by("id")
    if record_id:
        rows = rows.filter(record_id=record_id)
    return [row.payload["number"] for row in rows]


def happen(number: int, record_id: object = None, name: str = "sales.contract.confirm_contract") -> Event:
    """Writes down something that happened to a record."""
    payload = {"number": number}
    return record(name, "sales.contract", record_id or new_id(), payload, actor_id=None, at=timezone.now())


def hear_or_get_stuck(event: Event) -> None:
    """Hears; gets stuck on an event that names a file to sign, unless it is signed."""
    hear(event)
    sign = event.payload.get("sign")
    if sign and not Path(sign).exists():
        Path(sign).write_text(str(os.getpid()))
        time.sleep(60)


class Slow(Subscriptions):
    """Takes its time over who hears the first event, and signs that it does."""

    def __init__(self, sign: Path) -> None:
        super().__init__()
        self._sign = sign

    def listeners_of(self, event_name: str) -> Iterator[str]:
        if not self._sign.exists():
            self._sign.touch()
            time.sleep(1)
        return super().listeners_of(event_name)


def listen(ears: Subscriptions) -> None:
    """What a delivering process does."""
    ears.subscribe("sales.*", hear_or_get_stuck)
    ears.subscribe("sales.*", partial(hear, listener="second"), name="second")
    run_worker(stop_on_signals(), [Duty("events", partial(deliver_due, ears))])
