"""Telling the listeners: in order for each record, tried again when one fails, each once.

First an event is *spread*: a row is written for each of its listeners. Then each row is delivered: it is
locked, the listener called and the row marked in one transaction. Rows are found by their state, never by the
number last seen: numbers are given before the commit, so a later one may be seen before an earlier one.
"""

import logging
import traceback
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from keta.kernel.events.models import Delivery, DeliveryState, Event
from keta.kernel.events.subscriptions import Listener, Subscriptions, subscriptions
from keta.kernel.jobs.worker import Duty
from keta.kernel.versions import version

log = logging.getLogger(__name__)

EVENTS_AT_ONCE = 500
DELIVERIES_AT_ONCE = 100
ATTEMPTS = 12
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=6)
SPREADING_LOCK = 0x6B657461


def deliver_due(to: Subscriptions = subscriptions) -> bool:
    """Delivers some of what is due, and says whether to come back at once."""
    has_spread = spread(to)
    return deliver(to) > 0 or has_spread


DELIVERY = Duty("events", deliver_due)
"""What a worker process is to do besides its jobs."""


def spread(to: Subscriptions) -> bool:
    """Writes the deliveries of new events; one worker at a time, or events could overtake each other."""
    new = Event.objects.filter(is_spread=False).order_by("id")
    if not new.exists():
        return False
    with transaction.atomic():
        if not _is_alone():
            return False
        events = list(new.only("id", "name", "record_id")[:EVENTS_AT_ONCE])
        Delivery.objects.bulk_create(
            Delivery(event_id=event.pk, listener=name, record_id=event.record_id)
            for event in events
            for name in to.listeners_of(event.name)
        )
        Event.objects.filter(pk__in=[event.pk for event in events]).update(is_spread=True)
    return bool(events)


def deliver(to: Subscriptions) -> int:
    """Calls listeners with what is due, oldest first, and says how many took theirs."""
    due = list(_due(to.names, timezone.now())[:DELIVERIES_AT_ONCE])
    if due:
        version.refresh()
    count = 0
    held: set[tuple[str, object]] = set()
    for waiting in due:
        line = (waiting.listener, waiting.record_id)
        if line in held:
            continue
        if _is_told(waiting, to.listener(waiting.listener)):
            count += 1
        else:
            held.add(line)
    return count


def pause_after(attempt: int) -> timedelta:
    """How long a listener is left alone after its failure of this number (the first is 1)."""
    return min(FIRST_PAUSE * float(3 ** (attempt - 1)), LONGEST_PAUSE)


def _due(names: list[str], now: datetime) -> QuerySet[Delivery]:
    # What was given up or waits for its next attempt holds up what follows for the same listener and record.
    ahead = Delivery.objects.filter(
        Q(state=DeliveryState.DEAD) | Q(state=DeliveryState.WAITING, due_at__gt=now),
        listener=OuterRef("listener"),
        record_id=OuterRef("record_id"),
        event_id__lt=OuterRef("event_id"),
    )
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=now, listener__in=names)
    return waiting.filter(~Exists(ahead)).select_related("event").order_by("event_id", "id")


def _is_told(waiting: Delivery, listener: Listener) -> bool:
    # The number of attempts stands for "as it was read": another worker may have tried it meanwhile.
    same = Delivery.objects.filter(pk=waiting.pk, state=DeliveryState.WAITING, attempts=waiting.attempts)
    try:
        with transaction.atomic():
            if not same.select_for_update(skip_locked=True):
                return False
            listener(waiting.event)
            same.update(state=DeliveryState.DELIVERED, delivered_at=timezone.now(), error="")
    except Exception:  # a listener may raise anything, and must not hold up the others
        log.exception("delivery %s failed, attempt %d of %d", waiting, waiting.attempts + 1, ATTEMPTS)
        _note_failure(same, waiting.attempts + 1, traceback.format_exc())
        return False
    return True


def _note_failure(same: QuerySet[Delivery], attempt: int, trace: str) -> None:
    same.update(
        attempts=attempt,
        state=DeliveryState.WAITING if attempt < ATTEMPTS else DeliveryState.DEAD,
        due_at=timezone.now() + pause_after(attempt),
        error=trace.replace("\0", "�"),  # PostgreSQL has no room for the character NUL
    )


def _is_alone() -> bool:
    """Whether this transaction is the only one that spreads; on SQLite every writing transaction is alone."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SPREADING_LOCK])
        return bool(cursor.fetchone()[0])
