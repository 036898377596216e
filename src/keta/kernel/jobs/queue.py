"""The doors to the queue for everybody but the worker: enqueue, cancel, see."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext

from keta.kernel.access import Actor
from keta.kernel.columns import new_id
from keta.kernel.jobs.declaration import JobKind
from keta.kernel.jobs.models import ENDED_STATES, Job, JobState
from keta.kernel.refusals import Conflict, NotFound


def enqueue(kind: JobKind, /, *, actor: Actor, **arguments: object) -> Job:
    """Puts work into the queue as part of the present transaction, to be done with the rights of `actor`.

    Raises TypeError at once for arguments that the job does not take or JSON cannot hold.
    """
    return enqueue_at(timezone.now(), kind, actor=actor, **arguments)


def enqueue_at(due_at: datetime, kind: JobKind, /, *, actor: Actor, **arguments: object) -> Job:
    """The same, to be started no sooner than `due_at`."""
    kind.check(arguments)
    return Job.objects.create(
        name=kind.name,
        arguments=arguments,
        actor_id=actor.id,
        door=actor.door,
        language=get_language() or "",
        lane=kind.lane,
        due_at=due_at,
        attempts_allowed=kind.attempts,
    )


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """The jobs that somebody may see: his own, the youngest first."""
    return Job.objects.filter(actor_id=actor.id).order_by("-enqueued_at", "-id")


def cancel(job_id: UUID, *, actor: Actor) -> Job:
    """Ends one's own job: at once while it waits, at its next safe point while it runs. What is done stays.

    Raises NotFound for the job of another, Conflict for one that has ended.
    """
    mine = jobs_of(actor).filter(pk=job_id)
    asked = mine.exclude(state__in=ENDED_STATES).update(cancel_requested_at=timezone.now())
    bury_cancelled()
    job = mine.first()
    if job is None:
        raise NotFound(gettext("There is no such job among yours."))
    if not asked:
        raise Conflict(gettext("The job has ended already; there is nothing left to cancel."))
    return job


def bury_cancelled() -> None:
    """Ends the jobs that were cancelled while no worker had them."""
    waiting = Job.objects.filter(state=JobState.WAITING, cancel_requested_at__isnull=False)
    if waiting.exists():
        waiting.update(state=JobState.CANCELLED, ended_at=timezone.now())


def claim(lane: str, names: set[str]) -> Job | None:
    """Takes the next job of this lane that is due and has one of the `names`; nobody else has it then."""
    now = timezone.now()
    due = Job.objects.filter(
        lane=lane, state=JobState.WAITING, due_at__lte=now, cancel_requested_at__isnull=True, name__in=names
    ).order_by("due_at", "id")
    # An idle worker only reads: on SQLite a transaction would take the one write lock several times a second.
    if not due.exists():
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).first()
        if job:
            _take(job, now)
    return job


def _take(job: Job, now: datetime) -> None:
    job.state = JobState.RUNNING
    job.claim = new_id()
    job.attempts += 1
    job.heartbeat_at = now
    job.started_at = job.started_at or now
    job.done_count = job.safe_count
    job.save(update_fields=["state", "claim", "attempts", "heartbeat_at", "started_at", "done_count"])
