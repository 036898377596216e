"""Signs of life: running jobs show them; one that shows none for a while is taken from its dead worker."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from keta.kernel.jobs.attempt import given_up
from keta.kernel.jobs.models import Job, JobState


def beat(claims: Collection[UUID]) -> None:
    """Shows that the jobs with these claims live."""
    if not claims:
        return
    with transaction.atomic():
        # A row that its own job has locked lives for certain, and waiting for it would hold up the others.
        running = Job.objects.filter(claim__in=claims, state=JobState.RUNNING)
        free = running.select_for_update(skip_locked=True).values_list("pk", flat=True)
        running.filter(pk__in=list(free)).update(heartbeat_at=timezone.now())


def reap(silent_for: timedelta) -> None:
    """Puts jobs that are silent for so long back into the queue; ends those without an attempt left."""
    silent = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=timezone.now() - silent_for)
    if not silent.exists():
        return
    with transaction.atomic():
        for job in silent.select_for_update(skip_locked=True):
            with translation.override(job.language or None):
                _take_back(job)


def _take_back(job: Job) -> None:
    job.claim = None
    if job.attempts < job.attempts_allowed:
        job.state = JobState.WAITING
        job.due_at = timezone.now()
        job.error = gettext("The work was interrupted. It goes on by itself where it stopped.")
    else:
        job.state = JobState.FAILED
        job.ended_at = timezone.now()
        job.error = given_up(job)
    job.save(update_fields=["claim", "state", "due_at", "ended_at", "error"])
