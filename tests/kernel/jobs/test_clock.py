"""Jobs by the clock of the company's zone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from tests.kernel.jobs import workshop

from keta.kernel.jobs import clock
from keta.kernel.jobs.clock import enqueue_scheduled, next_time, set_clock
from keta.kernel.jobs.declaration import scheduled, schedules
from keta.kernel.jobs.models import Job, ScheduleRow
from keta.kernel.jobs.worker import run_due_jobs

pytestmark = pytest.mark.django_db

NAME = workshop.wake_up.name
MORNING_IN_SHANGHAI = datetime(2026, 3, 2, 0, tzinfo=UTC)  # eight o'clock there
JUST_BEFORE = MORNING_IN_SHANGHAI - timedelta(seconds=1)


def runs() -> int:
    enqueue_scheduled()
    return Job.objects.filter(name=NAME).count()


def test_it_is_due_at_the_hour_of_the_company_and_once() -> None:
    with time_machine.travel(JUST_BEFORE, tick=False) as today:
        set_clock()
        assert runs() == 0
        today.shift(1)
        assert runs() == 1
        assert runs() == 1
        assert ScheduleRow.objects.get(name=NAME).next_at == MORNING_IN_SHANGHAI + timedelta(days=1)


def test_whoever_looks_second_at_the_same_hand_enqueues_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def be_overtaken(cron: str) -> datetime:
        monkeypatch.undo()
        assert runs() == 1
        run_due_jobs()
        return next_time(cron)

    with time_machine.travel(JUST_BEFORE, tick=False) as today:
        set_clock()
        today.shift(1)
        monkeypatch.setattr(clock, "next_time", be_overtaken)
        assert runs() == 1


def test_days_without_a_worker_are_made_up_for_once() -> None:
    with time_machine.travel(JUST_BEFORE, tick=False) as today:
        set_clock()
        today.shift(timedelta(days=9))
        assert runs() == 1
        run_due_jobs()
        assert runs() == 1


def test_it_does_not_start_while_the_last_run_goes_on() -> None:
    with time_machine.travel(JUST_BEFORE, tick=False) as today:
        set_clock()
        today.shift(timedelta(days=1))
        assert runs() == 1
        today.shift(timedelta(days=1))
        assert runs() == 1
        run_due_jobs()
        today.shift(timedelta(days=1))
        assert runs() == 2


def test_a_start_of_the_worker_keeps_what_is_due() -> None:
    with time_machine.travel(JUST_BEFORE, tick=False) as today:
        set_clock()
        today.shift(5)
        set_clock()
        assert runs() == 1


def test_a_changed_line_moves_the_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(JUST_BEFORE, tick=False):
        set_clock()
        monkeypatch.setitem(schedules, NAME, "30 9 * * *")
        set_clock()
        assert ScheduleRow.objects.get(name=NAME).next_at == MORNING_IN_SHANGHAI + timedelta(hours=1, minutes=30)


def test_it_refuses_a_line_that_is_no_cron_line() -> None:
    with pytest.raises(ValueError, match="every now and then"):
        scheduled("every now and then")


def test_it_refuses_a_schedule_for_a_job_that_needs_arguments() -> None:
    with pytest.raises(TypeError):
        scheduled("0 8 * * *")(workshop.write_one)
