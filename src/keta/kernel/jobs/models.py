"""The two tables of the queue: a job, which people see, and when each declared schedule is next due."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import UUIDColumn, new_id


class Lane(models.TextChoices):
    """Each lane has a thread of its own in the worker: an import never keeps a print waiting."""

    SHORT = "short", _("Short work")
    LONG = "long", _("Long work")


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


ENDED_STATES = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """One piece of work and how far it is. Plain ids, not foreign keys: the queue outlives what it names."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    actor_id = UUIDColumn(null=True)
    door = models.CharField(max_length=20, default="")
    language = models.CharField(max_length=10)
    lane = models.CharField(max_length=5)

    state = models.CharField(max_length=9, default=JobState.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField()
    # The key of the present attempt: whoever writes must still hold it, so a worker given up for dead cannot.
    claim = UUIDColumn(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    checkpoint = models.JSONField(default=dict)
    # How many pieces the checkpoint stands for: where counting goes on after an interruption.
    safe_count = models.PositiveIntegerField(default=0)
    cancel_requested_at = models.DateTimeField(null=True)

    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(null=True)
    text = models.CharField(max_length=500, default="")
    result = models.JSONField(null=True)
    result_file = models.CharField(max_length=255, default="")
    error = models.TextField(default="")
    # For whoever looks after the installation; `error` is for the person who waits.
    trace = models.TextField(default="")

    enqueued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["lane", "due_at"], name="jobs_waiting", condition=models.Q(state="waiting")),
            # Of a column that progress leaves alone, so that PostgreSQL rewrites no index with each report.
            models.Index(fields=["claim"], name="jobs_running", condition=models.Q(state="running")),
            models.Index(fields=["actor_id", "-enqueued_at"], name="jobs_of_actor"),
            models.Index(fields=["ended_at"], name="jobs_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED_STATES

    @property
    def duration(self) -> timedelta | None:
        return self.ended_at - self.started_at if self.ended_at and self.started_at else None


class ScheduleRow(models.Model):
    """When the schedule of the job `name` is next due; the cron line itself stands in the code."""

    name = models.CharField(max_length=100, primary_key=True)
    cron = models.CharField(max_length=100)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.cron}"
