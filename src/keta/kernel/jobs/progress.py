"""What a running job holds: it tells how far it is, remembers where to go on, and learns when to stop."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from tempfile import TemporaryFile
from threading import Event
from typing import IO, Any, TypeVar
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from keta.kernel.access import Actor, actor_of, system
from keta.kernel.jobs.models import Job, JobState
from keta.kernel.jobs.pace import Pace
from keta.kernel.organisation.models import Member
from keta.kernel.refusals import Text

Item = TypeVar("Item")

SECONDS_BETWEEN_REPORTS = 0.5
SHOWN = ("done_count", "total_count", "text")


class Stopped(BaseException):
    """The job shall not go on. Not an Exception, so that no `except` of its author holds it up."""


class Cancelled(Stopped):
    """Somebody asked for the job to be cancelled."""


class Interrupted(Stopped):
    """The worker is to end; the job goes on elsewhere from its last checkpoint."""


class ClaimLost(Stopped):
    """The job was given up for dead and is another's now; the transaction it is raised in is rolled back."""


class Progress:
    """The hold that one attempt has on its job.

    A crash may stop a job at any moment, and then it is called again. What it writes and the checkpoint
    saying so must therefore stand in one transaction; `in_batches` and `batch` do that and keep it short.
    """

    def __init__(self, job: Job, stop: Event) -> None:
        self._job = job
        self._job_id: UUID = job.id
        self._stop = stop
        self._reported = self._looked = time.monotonic()

    @property
    def job_id(self) -> UUID:
        return self._job_id

    @cached_property
    def actor(self) -> Actor:
        """Whoever asked for the work, with the rights of today; raises `NotAllowed` for one who has left."""
        if self._job.actor_id is None:
            return system(self._job.name)
        return actor_of(Member.objects.get(pk=self._job.actor_id), self._job.door)

    @property
    def attempt(self) -> int:
        return self._job.attempts

    def expect(self, total: int) -> None:
        """Says how many pieces there are."""
        self._job.total_count = total
        self._report()

    def advance(self, count: int = 1, text: Text = "") -> None:
        """Adds to the pieces done, with a line for people; a transaction shows it with its checkpoint."""
        self._job.done_count += count
        if text:
            self._job.text = str(text)[:500]
        if time.monotonic() - self._reported > SECONDS_BETWEEN_REPORTS:
            self._report()

    def checkpoint(self, value: object, step: str = "") -> None:
        """Keeps where to go on, as JSON, for each `step` of a job; to be the last write of a transaction.

        Raises `ClaimLost`, which undoes the transaction, where another worker has taken the job over.
        """
        self._job.checkpoint = {**self._job.checkpoint, step: value}
        self._job.safe_count = self._job.done_count
        self._write("checkpoint", "safe_count", *SHOWN)

    def reached(self, step: str = "") -> Any:
        """What the last checkpoint of this `step` kept; None where there is none."""
        return self._job.checkpoint.get(step)

    def in_batches(
        self, items: Iterable[Item], work: Callable[[list[Item]], None], step: str = "", pace: Pace | None = None
    ) -> None:
        """Hands all `items` to `work`, some at a time, each time in a transaction of at most about 200 ms; with a
        `pace` of its own where the work holds up nobody else.

        Items finished by an earlier attempt are passed over, so they must come in the same order again.
        """
        remaining = iter(items)
        done: int = self.reached(step) or 0
        pace = pace or Pace()
        _pass_over(remaining, done)
        while batch := list(islice(remaining, pace.size)):
            done += len(batch)
            with self.batch(pace):
                work(batch)
                self.advance(len(batch))
                self.checkpoint(done, step)

    @contextmanager
    def batch(self, pace: Pace) -> Iterator[None]:
        """One short transaction of a job that finds its next `pace.size` pieces itself; checkpoint last."""
        self.raise_if_cancelled()
        with pace.timed(), transaction.atomic():
            yield
        _let_others_write()

    def raise_if_cancelled(self) -> None:
        """Ends the job where people or the worker want it to end; call it often, outside a transaction."""
        if self._stop.is_set():
            raise Interrupted
        if time.monotonic() - self._looked > SECONDS_BETWEEN_REPORTS:
            self._looked = time.monotonic()
            if self._mine().filter(cancel_requested_at__isnull=False).exists():
                raise Cancelled

    @contextmanager
    def result_file(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write that its owner may then download; written anew where the job starts again."""
        with TemporaryFile() as stream:
            yield stream
            stream.seek(0)
            wanted = f"jobs/{self._job.id}/{default_storage.get_valid_name(name)}"
            default_storage.delete(wanted)
            self._job.result_file = default_storage.save(wanted, File(stream), max_length=255)
            self._write("result_file")

    def end(self, state: JobState, **values: object) -> None:
        """Lays the job down in this `state`; only the worker does that."""
        for name, value in values.items():
            setattr(self._job, name, value)
        self._job.state = state
        self._job.ended_at = None if state == JobState.WAITING else timezone.now()
        # What an attempt that failed has counted may have been rolled back: only a good end shows it.
        self._write("state", "ended_at", *values, *(SHOWN if state == JobState.DONE else ()))

    def _report(self) -> None:
        # Inside a transaction the row would stay locked, and a request to cancel would wait for its end.
        if not connection.in_atomic_block:
            self._write(*SHOWN)

    def _write(self, *columns: str) -> None:
        now = timezone.now()
        values = {column: getattr(self._job, column) for column in columns}
        if not self._mine().update(heartbeat_at=now, **values):
            raise ClaimLost
        self._reported = time.monotonic()

    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self._job.pk, claim=self._job.claim, state=JobState.RUNNING)


def _let_others_write() -> None:
    # SQLite wakes nobody: a waiting writer looks every 25 ms, and without a gap of that size waits for the
    # whole job. The slowest of many beside batches of 0.1 s: no gap 12 s, 10 ms 0.64 s, 30 ms 0.11 s.
    if connection.vendor == "sqlite":
        time.sleep(0.03)


def _pass_over(items: Iterator[object], count: int) -> None:
    for _item in islice(items, count):
        pass
