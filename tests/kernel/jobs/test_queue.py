"""What becomes of one job: its arguments, its end, its further attempts, its checkpoint."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from tests.company import Company
from tests.kernel.jobs import workshop

from keta.kernel.access import Actor, system
from keta.kernel.access.rights import EVERYTHING
from keta.kernel.columns import new_id
from keta.kernel.jobs.declaration import job, kinds
from keta.kernel.jobs.jobs import clear_ended
from keta.kernel.jobs.models import Job, JobState, Lane
from keta.kernel.jobs.progress import ClaimLost, Progress
from keta.kernel.jobs.queue import cancel, claim, enqueue, enqueue_at, jobs_of
from keta.kernel.jobs.reaper import beat, reap
from keta.kernel.jobs.worker import run_due_jobs
from keta.kernel.organisation.models import Member
from keta.kernel.refusals import Conflict, NotFound
from keta.kernel.versions import version
from keta.kernel.versions.models import Version

pytestmark = pytest.mark.django_db

HOUSE = system("tests")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SILENT = timedelta(seconds=15)


def somebody() -> Actor:
    return Actor(name="Somebody", rights=EVERYTHING, member_id=new_id(), door="api")


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def test_it_keeps_the_result_of_a_job() -> None:
    job = enqueue(workshop.write_one, actor=HOUSE, number=7)
    assert run_due_jobs() == 1
    assert (state_of(job), job.result, job.error) == (JobState.DONE, 7, "")
    assert workshop.written() == [7]


def test_it_forgets_a_job_whose_transaction_is_rolled_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(workshop.write_one, actor=HOUSE, number=7)
        raise RuntimeError
    assert run_due_jobs() == 0


@pytest.mark.parametrize("arguments", [{}, {"number": 1, "more": 2}, {"number": new_id()}])
def test_it_refuses_arguments_that_do_not_fit_at_once(arguments: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        enqueue(workshop.write_one, actor=HOUSE, **arguments)


def test_it_refuses_two_jobs_of_one_name() -> None:
    with pytest.raises(ValueError, match=r"workshop\.nap"):
        job("workshop.nap")(lambda progress: None)
    assert kinds["workshop.nap"] is workshop.nap


def test_it_starts_a_later_job_no_sooner() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        enqueue_at(NOON + timedelta(minutes=5), workshop.write_one, actor=HOUSE, number=1)
        assert run_due_jobs() == 0
        clock.shift(timedelta(minutes=5))
        assert run_due_jobs() == 1


def test_it_tries_again_after_pauses_that_grow_fourfold() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        job = enqueue(workshop.fail, actor=HOUSE, times=2)
        for pause in (5, 20):
            assert run_due_jobs() == 1
            assert state_of(job) == JobState.WAITING
            assert job.due_at == timezone.now() + timedelta(seconds=pause)
            assert "RuntimeError: attempt" in job.trace
            assert "RuntimeError" not in job.error
            clock.shift(timedelta(seconds=pause))
        run_due_jobs()
        assert (state_of(job), job.result, job.error) == (JobState.DONE, "attempt 3 holds", "")


def test_it_gives_up_after_the_last_attempt_and_says_what_to_do() -> None:
    with time_machine.travel(NOON, tick=False) as clock, translation.override("en"):
        job = enqueue(workshop.fail, actor=HOUSE, times=9)
        for _ in range(5):
            run_due_jobs()
            clock.shift(timedelta(hours=1))
    assert (state_of(job), job.attempts) == (JobState.FAILED, 3)
    assert "after 3 attempts" in job.error
    assert str(job.id) in job.error


def test_a_refusal_ends_a_job_at_once_with_its_reason() -> None:
    job = enqueue(workshop.refuse, actor=HOUSE)
    run_due_jobs()
    assert (state_of(job), job.attempts) == (JobState.FAILED, 1)
    assert job.error == "There is no paper in the printer. Put some in."


def test_a_result_that_is_no_json_fails_the_job_and_not_the_worker() -> None:
    job = enqueue(workshop.answer_badly, actor=HOUSE)
    run_due_jobs()
    assert state_of(job) == JobState.FAILED
    assert "TypeError" in job.trace


def test_it_speaks_the_language_of_whoever_asked() -> None:
    with translation.override("en"):
        job = enqueue(workshop.say, actor=HOUSE)
    run_due_jobs()
    assert state_of(job) == JobState.DONE
    assert job.result == "en"


def test_it_works_with_the_rights_of_whoever_asked(company: Company) -> None:
    actor = company.hire("Lin", "salesperson").through("api")
    mine, the_house_s = enqueue(workshop.say_who, actor=actor), enqueue(workshop.say_who, actor=HOUSE)
    run_due_jobs()
    assert state_of(mine) == state_of(the_house_s) == JobState.DONE
    assert mine.result == ["Lin", "api", str(actor.rights.has("export"))]
    assert the_house_s.result == ["workshop.say_who", "system", "True"]


def test_it_refuses_the_work_of_a_member_who_has_left(company: Company) -> None:
    job = enqueue(workshop.say_who, actor=company.hire("Lin", "salesperson"))
    Member.objects.filter(pk=job.actor_id).update(is_active=False)
    run_due_jobs()
    assert state_of(job) == JobState.FAILED
    assert job.error


def test_it_sees_definitions_as_they_are_when_it_starts() -> None:
    version.refresh()
    Version.objects.update_or_create(pk=1, defaults={"token": "newer"})
    job = enqueue(workshop.say_version, actor=HOUSE)
    run_due_jobs()
    assert state_of(job) == JobState.DONE
    assert job.result == "newer"


def test_it_leaves_alone_jobs_that_no_declaration_here_knows() -> None:
    job = enqueue(workshop.refuse, actor=HOUSE)
    Job.objects.update(name="a.later_release")
    assert run_due_jobs() == 0
    assert state_of(job) == JobState.WAITING


def test_it_keeps_a_file_for_its_owner() -> None:
    job = enqueue(workshop.make_file, actor=HOUSE)
    run_due_jobs()
    assert state_of(job) == JobState.DONE
    with default_storage.open(job.result_file) as file:
        assert file.read().decode() == "客户\n"
    assert job.result_file == f"jobs/{job.id}/客户_list.csv"
    default_storage.delete(job.result_file)


def test_a_waiting_job_is_cancelled_at_once() -> None:
    owner = somebody()
    job = enqueue(workshop.write_one, actor=owner, number=1)
    assert cancel(job.id, actor=owner).state == JobState.CANCELLED
    assert run_due_jobs() == 0
    assert workshop.written() == []


def test_an_ended_job_cannot_be_cancelled() -> None:
    owner = somebody()
    job = enqueue(workshop.write_one, actor=owner, number=1)
    run_due_jobs()
    with pytest.raises(Conflict):
        cancel(job.id, actor=owner)


def test_nobody_sees_or_cancels_the_job_of_another() -> None:
    owner, other = somebody(), somebody()
    job = enqueue(workshop.write_one, actor=owner, number=1)
    assert list(jobs_of(owner)) == [job]
    assert not jobs_of(other).exists()
    with pytest.raises(NotFound):
        cancel(job.id, actor=other)
    assert state_of(job) == JobState.WAITING


def taken(kind_arguments: int = 3) -> Job:
    enqueue(workshop.write_rows, actor=HOUSE, count=kind_arguments)
    job = claim(Lane.LONG, set(kinds))
    assert job is not None
    return job


def test_a_claimed_job_is_nobody_elses() -> None:
    assert taken().state == JobState.RUNNING
    assert claim(Lane.LONG, set(kinds)) is None


def test_a_job_is_taken_from_a_worker_that_shows_no_sign_of_life() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        job = taken()
        clock.shift(SILENT)
        reap(SILENT)
        assert state_of(job) == JobState.RUNNING
        clock.shift(1)
        reap(SILENT)
        assert state_of(job) == JobState.WAITING


def test_a_job_that_shows_signs_of_life_stays_where_it_is() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        job = taken()
        clock.shift(SILENT)
        assert job.claim
        beat([job.claim])
        clock.shift(1)
        reap(SILENT)
        assert state_of(job) == JobState.RUNNING


def test_a_job_that_kills_its_worker_every_time_is_given_up() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        job = taken()
        Job.objects.update(attempts=job.attempts_allowed)
        clock.shift(SILENT * 2)
        reap(SILENT)
        assert (state_of(job), job.ended_at) == (JobState.FAILED, timezone.now())


def test_whoever_was_given_up_for_dead_cannot_write_any_more() -> None:
    job = taken()
    progress = Progress(job, workshop.NEVER)
    Job.objects.update(claim=new_id())
    with pytest.raises(ClaimLost), transaction.atomic():
        workshop.write(1)
        progress.checkpoint(1)
    assert workshop.written() == []


def test_counting_goes_on_from_the_checkpoint_and_not_from_what_was_shown() -> None:
    job = taken()
    progress = Progress(job, workshop.NEVER)
    progress.expect(100)
    progress.advance(10)
    progress.checkpoint("row 10")
    progress.advance(5)
    progress.end(JobState.WAITING)
    again = claim(Lane.LONG, set(kinds))
    assert again is not None
    assert (again.done_count, again.total_count) == (10, 100)
    assert Progress(again, workshop.NEVER).reached() == "row 10"


def test_each_step_of_a_job_has_its_own_checkpoint() -> None:
    progress = Progress(taken(), workshop.NEVER)
    progress.in_batches(range(3), lambda batch: None, "check")
    progress.checkpoint({"created": 2}, "count")
    assert progress.reached("check") == 3
    assert progress.reached("count") == {"created": 2}
    assert progress.reached("write") is None


def test_ended_jobs_are_cleared_away_after_a_month() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        enqueue(workshop.make_file, actor=HOUSE)
        run_due_jobs()
        path = Job.objects.get().result_file
        clock.shift(timedelta(days=20))
        young = enqueue(workshop.write_one, actor=HOUSE, number=1)
        run_due_jobs()
        clock.shift(timedelta(days=11))
        enqueue(clear_ended, actor=HOUSE)
        run_due_jobs()
        assert list(Job.objects.exclude(name=clear_ended.name)) == [young]
        assert not default_storage.exists(path)
