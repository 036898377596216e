"""Real worker processes, killed, stopped, frozen, several at once: nothing is lost, nothing done twice."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.kernel.jobs import workshop
from tests.kernel.jobs.processes import Workers, wait_until

from keta.kernel.access import Actor, system
from keta.kernel.access.rights import EVERYTHING
from keta.kernel.columns import new_id
from keta.kernel.jobs.clock import set_clock
from keta.kernel.jobs.models import Job, JobState, ScheduleRow
from keta.kernel.jobs.queue import cancel, enqueue

HOUSE = system("tests")
SOMEBODY = Actor(name="Somebody", rights=EVERYTHING, member_id=new_id())


def has_ended(job: Job) -> bool:
    job.refresh_from_db()
    return job.is_ended


def signed(sign: Path) -> str:
    return sign.read_text() if sign.exists() else ""


@pytest.mark.parametrize("inside", [True, False], ids=["inside a transaction", "between two transactions"])
def test_a_killed_worker_s_job_goes_on_where_it_stopped(workers: Workers, tmp_path: Path, inside: bool) -> None:
    sign = tmp_path / "stuck"
    job = enqueue(
        workshop.write_rows, actor=HOUSE, count=400, stuck_at=130, stuck_for=60, inside=inside, sign=str(sign)
    )
    workers.have(2)
    wait_until(lambda: signed(sign))
    workers.kill(int(signed(sign)))
    assert 0 < len(workshop.written()) < 400
    wait_until(lambda: has_ended(job))
    assert workshop.written() == list(range(400))
    assert (job.state, job.attempts, job.done_count, job.total_count) == (JobState.DONE, 2, 400, 400)


def test_a_frozen_worker_that_comes_back_does_nothing_twice(workers: Workers, tmp_path: Path) -> None:
    sign = tmp_path / "stuck"
    job = enqueue(workshop.write_rows, actor=HOUSE, count=200, stuck_at=130, stuck_for=1, sign=str(sign))
    workers.have(2)
    wait_until(lambda: signed(sign))
    os.kill(int(signed(sign)), signal.SIGSTOP)
    wait_until(lambda: has_ended(job))
    os.kill(int(signed(sign)), signal.SIGCONT)
    time.sleep(0.5)
    assert workshop.written() == list(range(200))
    assert has_ended(job) and job.attempts == 2


def test_two_workers_never_run_the_same_job(patient_workers: Workers) -> None:
    jobs = [enqueue(workshop.write_one, actor=HOUSE, number=number) for number in range(60)]
    patient_workers.have(2)
    wait_until(lambda: all(has_ended(job) for job in jobs))
    assert sorted(workshop.written()) == list(range(60))
    assert {job.attempts for job in jobs} == {1}


def test_a_worker_told_to_end_leaves_its_job_to_the_next(workers: Workers) -> None:
    job = enqueue(workshop.write_slowly, actor=HOUSE, count=300)
    (first,) = workers.have(1)
    wait_until(workshop.written)
    first.terminate()
    first.join(3)
    assert first.exitcode == 0
    job.refresh_from_db()
    done = len(workshop.written())
    assert (job.state, job.attempts, job.done_count) == (JobState.WAITING, 0, done)
    assert 0 < done < 300
    workers.have(1)
    wait_until(lambda: has_ended(job))
    assert workshop.written() == list(range(300))


def test_a_running_job_is_cancelled_at_its_next_safe_point(workers: Workers) -> None:
    job = enqueue(
        workshop.nap,
        actor=SOMEBODY,
    )
    workers.have(1)
    wait_until(lambda: Job.objects.filter(state=JobState.RUNNING).exists())
    cancel(job.id, actor=SOMEBODY)
    wait_until(lambda: has_ended(job), seconds=3)
    assert job.state == JobState.CANCELLED


def test_an_idle_worker_wakes_within_a_third_of_a_second(workers: Workers) -> None:
    workers.have(1)
    first = enqueue(workshop.write_one, actor=HOUSE, number=0)
    wait_until(lambda: has_ended(first))
    jobs = []
    for number in range(1, 6):
        time.sleep(0.13)
        job = enqueue(workshop.write_one, actor=HOUSE, number=number)
        wait_until(lambda job=job: has_ended(job))
        jobs.append(job)
    waits = [job.started_at - job.enqueued_at for job in jobs if job.started_at]
    assert sorted(waits)[len(waits) // 2] < timedelta(seconds=0.3)


def test_a_long_job_does_not_keep_a_short_one_waiting(workers: Workers) -> None:
    long = enqueue(workshop.write_slowly, actor=HOUSE, count=300)
    workers.have(1)
    wait_until(workshop.written)
    short = enqueue(workshop.write_one, actor=HOUSE, number=-1)
    wait_until(lambda: has_ended(short))
    assert not has_ended(long)


def test_a_schedule_is_enqueued_once_by_several_workers(workers: Workers) -> None:
    workers.have(2)
    for number in range(1, 4):
        set_clock()
        hand = ScheduleRow.objects.filter(name="workshop.wake_up")
        hand.update(next_at=timezone.now() - timedelta(seconds=1))
        runs = Job.objects.filter(name="workshop.wake_up", state=JobState.DONE)
        wait_until(lambda runs=runs, number=number: runs.count() >= number)
        assert hand.filter(next_at__gt=timezone.now()).exists()
    time.sleep(0.4)
    assert workshop.written() == [8, 8, 8]
