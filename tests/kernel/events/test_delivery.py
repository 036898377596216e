"""How listeners are told: after the commit, in order for each record, and again when they fail."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import transaction
from tests.kernel.events.ears import happen, hear, heard

from keta.kernel.access import system
from keta.kernel.columns import new_id
from keta.kernel.events.delivery import ATTEMPTS, deliver, deliver_due, pause_after, spread
from keta.kernel.events.jobs import clear_delivered
from keta.kernel.events.letters import dead_letters, deliver_again, drop
from keta.kernel.events.models import Delivery, DeliveryState, Event
from keta.kernel.events.subscriptions import Subscriptions
from keta.kernel.jobs.queue import enqueue
from keta.kernel.jobs.worker import run_due_jobs
from keta.kernel.refusals import NotFound

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Moody:
    """A listener that hears what it hears, but fails on some numbers."""

    def __init__(self, *failing: int) -> None:
        self.failing = set(failing)

    def __call__(self, event: Event) -> None:
        hear(event)
        if event.payload["number"] in self.failing:
            raise RuntimeError("not in the mood\0")


def listening(listener: Callable[[Event], None] = hear, pattern: str = "sales.*") -> Subscriptions:
    to = Subscriptions()
    to.subscribe(pattern, listener, name="first")
    return to


def tell_all(to: Subscriptions) -> None:
    while deliver_due(to):
        pass


def test_a_listener_hears_what_its_pattern_names_and_nothing_else() -> None:
    happen(1, name="sales.contract.confirm_contract")
    happen(2, name="sales.quotation.issue_quotation")
    happen(3, name="crm.lead.qualify_lead")
    tell_all(listening(pattern="sales.contract.*"))
    assert heard() == [1]


def test_a_listener_with_two_patterns_that_fit_hears_once() -> None:
    to = listening(pattern="sales.*")
    to.subscribe("*.confirm_contract", hear_first := to.listener("first"), name="first")
    happen(1)
    tell_all(to)
    assert hear_first is hear
    assert heard() == [1]


def test_it_hears_nothing_of_what_was_rolled_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        happen(1)
        raise RuntimeError
    tell_all(listening())
    assert heard() == []


def test_nobody_is_told_twice() -> None:
    happen(1)
    to = listening()
    tell_all(to)
    tell_all(to)
    assert heard() == [1]


def test_a_listener_that_fails_leaves_nothing_behind_and_is_told_again() -> None:
    moody = Moody(1)
    to = listening(moody)
    with time_machine.travel(NOON, tick=False) as clock:
        happen(1)
        tell_all(to)
        assert heard() == []
        waiting = Delivery.objects.get()
        assert (waiting.attempts, waiting.due_at) == (1, NOON + timedelta(seconds=5))
        assert "not in the mood" in waiting.error
        moody.failing.clear()
        clock.shift(4)
        tell_all(to)
        assert heard() == []
        clock.shift(1)
        tell_all(to)
        assert heard() == [1]
        assert Delivery.objects.get().error == ""


def test_a_failure_holds_up_only_the_same_record_for_the_same_listener() -> None:
    moody, one, other = Moody(1), new_id(), new_id()
    to = listening(moody)
    to.subscribe("sales.*", partial(hear, listener="second"), name="second")
    with time_machine.travel(NOON, tick=False) as clock:
        for number, record_id in enumerate((one, one, other), start=1):
            happen(number, record_id)
        tell_all(to)
        assert heard("first") == [3]
        assert heard("second") == [1, 2, 3]
        moody.failing.clear()
        clock.shift(60)
        tell_all(to)
        assert heard("first", one) == [1, 2]


def test_a_dead_letter_is_shown_and_holds_up_what_follows_until_it_is_settled() -> None:
    moody, record_id = Moody(1), new_id()
    to = listening(moody)
    with time_machine.travel(NOON, tick=False) as clock:
        happen(1, record_id)
        for _ in range(ATTEMPTS):
            tell_all(to)
            clock.shift(timedelta(hours=7))
        happen(2, record_id)
        tell_all(to)
        (letter,) = dead_letters(to)
        assert (letter.state, letter.event.payload, letter.attempts) == ("dead", {"number": 1}, ATTEMPTS)
        assert heard() == []
        moody.failing.clear()
        deliver_again(letter.pk)
        tell_all(to)
        assert heard() == [1, 2]
        assert not dead_letters(to).exists()


def test_a_dropped_letter_lets_the_next_through() -> None:
    record_id = new_id()
    happen(1, record_id)
    happen(2, record_id)
    to = listening()
    spread(to)
    first = Delivery.objects.order_by("event_id")[0]
    Delivery.objects.filter(pk=first.pk).update(state=DeliveryState.DEAD)
    assert deliver(to) == 0
    drop(first.pk)
    tell_all(to)
    assert heard() == [2]


def test_a_letter_that_was_delivered_cannot_be_settled() -> None:
    happen(1)
    tell_all(listening())
    with pytest.raises(NotFound):
        deliver_again(Delivery.objects.get().pk)


def test_a_delivery_for_a_listener_that_is_gone_waits_among_the_dead_letters() -> None:
    happen(1)
    spread(listening())
    nobody = Subscriptions()
    tell_all(nobody)
    assert [letter.listener for letter in dead_letters(nobody)] == ["first"]
    assert not dead_letters(listening()).exists()


def test_an_event_seen_after_a_later_one_is_still_delivered() -> None:
    to = listening()
    late = happen(1)
    number = late.pk
    late.delete()
    happen(2)
    tell_all(to)
    happen(1)
    Event.objects.filter(name__startswith="sales", is_spread=False).update(id=number)
    tell_all(to)
    assert sorted(heard()) == [1, 2]


def test_two_listeners_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="first"):
        listening().subscribe("*", Moody(), name="first")


def test_pauses_grow_threefold_up_to_six_hours() -> None:
    assert [pause_after(n).total_seconds() for n in (1, 2, 3, 4)] == [5, 15, 45, 135]
    assert pause_after(ATTEMPTS) == timedelta(hours=6)


def test_delivered_events_are_cleared_away_after_a_week_and_open_ones_kept() -> None:
    to = listening(Moody(2))
    with time_machine.travel(NOON, tick=False) as clock:
        for number in (1, 2):
            happen(number)
        happen(3, name="crm.lead.qualify_lead")
        tell_all(to)
        clock.shift(timedelta(days=8))
        young = happen(4)
        tell_all(to)
        enqueue(clear_delivered, actor=system("tests"))
        run_due_jobs()
        kept = Event.objects.exclude(name="ears.heard").order_by("id")
        assert [event.payload["number"] for event in kept] == [2, young.payload["number"]]
