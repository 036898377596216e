"""Real worker processes, killed, stopped, frozen, several at once: nothing is lost, nothing done twice."""

import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import Max, Sum
from django.utils import timezone

from keta.kernel.access import Actor, system
from keta.kernel.access.rights import EVERYTHING
from keta.kernel.columns import new_id
from keta.kernel.jobs.models import Job, JobState, ScheduleRow
from keta.kernel.jobs.queue import cancel, enqueue
from tests.kernel.jobs import workshop
from tests.kernel.jobs.conftest import Workers, wait_until

HOUSE = system("tests")
SOMEBODY = Actor(name="Somebody", rights=EVERYTHING, member_id=new_id())


def has_ended(job: Job) -> bool:
    job.refresh_from_db()
    return job.is_ended


@pytest.mark.parametrize("inside", [True, False], ids=["inside a transaction", "between two transactions"])
def test_a_killed_worker_s_job_goes_on_where_it_stopped(
    workers: Workers, tmp_path: Path, inside: bool
) -> None:
    sign = tmp_path / "stuck"
    job = enqueue(workshop.write_rows, actor=HOUSE, count=400, stuck_at=130, inside=inside, sign=str(sign))
    (first,) = workers.start()
    wait_until(sign.exists)
    before = workshop.written()
    first.kill()
    workers.start()
    wait_until(lambda: has_ended(job))
    assert before
    assert workshop.written() == list(range(400))
    assert (job.state, job.attempts, job.done_count, job.total_count) == (JobState.DONE, 2, 400, 400)


def test_a_frozen_worker_that_comes_back_does_nothing_twice(workers: Workers, tmp_path: Path) -> None:
    sign = tmp_path / "stuck"
    job = enqueue(workshop.write_rows, actor=HOUSE, count=200, stuck_at=130, sign=str(sign))
    (first,) = workers.start()
    wait_until(sign.exists)
    first.send_signal(signal.SIGSTOP)
    workers.start()
    wait_until(lambda: has_ended(job))
    first.send_signal(signal.SIGCONT)
    time.sleep(0.5)
    assert workshop.written() == list(range(200))
    assert has_ended(job) and job.attempts == 2


def test_two_workers_never_run_the_same_job(workers: Workers) -> None:
    jobs = [enqueue(workshop.write_one, actor=HOUSE, number=number) for number in range(60)]
    workers.start(2)
    wait_until(lambda: not Job.objects.exclude(state=JobState.DONE).exists())
    assert sorted(workshop.written()) == list(range(60))
    assert Job.objects.aggregate(Sum("attempts"))["attempts__sum"] == len(jobs)


def test_a_worker_told_to_end_leaves_its_job_to_the_next(workers: Workers) -> None:
    job = enqueue(workshop.write_slowly, actor=HOUSE, count=500)
    (first,) = workers.start()
    wait_until(workshop.written)
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=3) == 0
    job.refresh_from_db()
    done = len(workshop.written())
    assert (job.state, job.attempts, job.done_count) == (JobState.WAITING, 0, done)
    assert 0 < done < 500
    workers.start()
    wait_until(lambda: has_ended(job))
    assert workshop.written() == list(range(500))


def test_a_running_job_is_cancelled_at_its_next_safe_point(workers: Workers) -> None:
    job = enqueue(
        workshop.nap,
        actor=SOMEBODY,
    )
    workers.start()
    wait_until(lambda: Job.objects.filter(state=JobState.RUNNING).exists())
    cancel(job.id, actor=SOMEBODY)
    wait_until(lambda: has_ended(job), seconds=3)
    assert job.state == JobState.CANCELLED


def test_an_idle_worker_wakes_within_a_third_of_a_second(workers: Workers) -> None:
    workers.start()
    first = enqueue(workshop.write_one, actor=HOUSE, number=0)
    wait_until(lambda: has_ended(first))
    for number in range(1, 6):
        time.sleep(0.13)
        job = enqueue(workshop.write_one, actor=HOUSE, number=number)
        wait_until(lambda job=job: has_ended(job))
    waits = [
        started - enqueued
        for started, enqueued in Job.objects.exclude(pk=first.pk).values_list("started_at", "enqueued_at")
    ]
    assert sorted(waits)[len(waits) // 2] < timedelta(seconds=0.3)


def test_a_long_job_does_not_keep_a_short_one_waiting(workers: Workers) -> None:
    long = enqueue(workshop.write_slowly, actor=HOUSE, count=300)
    workers.start()
    wait_until(workshop.written)
    short = enqueue(workshop.write_one, actor=HOUSE, number=-1)
    wait_until(lambda: has_ended(short))
    assert not has_ended(long)


def test_a_schedule_is_enqueued_once_by_several_workers(workers: Workers) -> None:
    workers.start(2)
    wait_until(lambda: ScheduleRow.objects.filter(name="workshop.wake_up").exists())
    time.sleep(0.5)
    ScheduleRow.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    wait_until(lambda: Job.objects.filter(name="workshop.wake_up", state=JobState.DONE).exists())
    time.sleep(0.5)
    assert Job.objects.filter(name="workshop.wake_up").count() == 1
    assert ScheduleRow.objects.aggregate(Max("next_at"))["next_at__max"] > timezone.now()
