"""Several processes deliver the same events: each is heard once and in order, also when one is killed."""

import time
from pathlib import Path

from django.utils import timezone
from tests.kernel.events import ears
from tests.kernel.jobs.processes import Workers, wait_until

from keta.kernel.columns import new_id
from keta.kernel.events.models import Delivery, DeliveryState, Event
from keta.kernel.events.outbox import event_facts, record

RECORDS = [new_id() for _ in range(3)]


def all_delivered() -> bool:
    if Event.objects.filter(is_spread=False).exists():
        return False
    return not Delivery.objects.exclude(state=DeliveryState.DELIVERED).exists()


def test_two_processes_tell_each_listener_once_and_in_order(workers: Workers) -> None:
    now = timezone.now()
    Event.objects.bulk_create(
        Event(
            record_id=RECORDS[n % 3],
            payload={"number": n},
            **event_facts("sales.contract.x", "sales.contract", None, now),
        )
        for n in range(90)
    )
    workers.have(2)
    wait_until(lambda: len(ears.heard()) > 20)
    for number in range(90, 120):
        ears.happen(number, RECORDS[number % 3])
    wait_until(all_delivered)
    for listener in ("first", "second"):
        for place, record_id in enumerate(RECORDS):
            assert ears.heard(listener, record_id) == list(range(place, 120, 3))


def test_two_processes_never_spread_events_at_the_same_time(workers: Workers, tmp_path: Path) -> None:
    sign = tmp_path / "slow"
    for number in range(3):
        ears.happen(number, RECORDS[0])
    slow = Workers(lambda: ears.listen(ears.Slow(sign)))
    (first,) = slow.have(1)
    wait_until(sign.exists)
    workers.have(1)
    time.sleep(0.6)
    assert ears.heard() == []
    wait_until(all_delivered)
    assert ears.heard() == [0, 1, 2]
    assert first.is_alive()
    slow.have(0)


def test_a_process_killed_while_a_listener_works_leaves_nothing_half_done(workers: Workers, tmp_path: Path) -> None:
    sign = tmp_path / "stuck"
    payload = {"number": 1, "sign": str(sign)}
    record("sales.contract.x", "sales.contract", RECORDS[0], payload, actor_id=None, at=timezone.now())
    ears.happen(2, RECORDS[0])
    workers.have(1)
    wait_until(lambda: sign.exists() and sign.read_text())
    assert ears.heard() == []
    workers.kill(int(sign.read_text()))
    workers.have(1)
    wait_until(all_delivered)
    assert ears.heard() == [1, 2]
