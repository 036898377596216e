"""Jobs to try the queue with, and a worker for them.

What a job has done shows in the outbox: one event for each piece of work.
"""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

from django.utils import timezone, translation

from keta.kernel.columns import new_id
from keta.kernel.events.models import Event as Happening
from keta.kernel.events.outbox import record
from keta.kernel.jobs.declaration import job, scheduled
from keta.kernel.jobs.models import Lane
from keta.kernel.jobs.progress import Progress
from keta.kernel.jobs.worker import run_worker, stop_on_signals
from keta.kernel.refusals import Refused
from keta.kernel.versions import version

NEVER = Event()


def write(number: int) -> None:
    record("workshop.wrote", "workshop.row", new_id(), {"number": number}, actor_id=None, at=timezone.now())


def written() -> list[int]:
    """The numbers of the pieces done, in the order of the work."""
    return [event.payload["number"] for event in Happening.objects.order_by("id")]


@job("workshop.write_rows", lane=Lane.LONG)
def write_rows(
    progress: Progress,
    *,
    count: int,
    stuck_at: int = -1,
    stuck_for: float = 0,
    inside: bool = False,
    sign: str = "",
) -> None:
    """Writes `count` rows; the first attempt gets stuck at one and signs with its process."""

    def get_stuck() -> None:
        if progress.attempt == 1:
            Path(sign).write_text(str(os.getpid()))
            time.sleep(stuck_for)

    def numbers() -> Iterator[int]:
        for number in range(count):
            if number == stuck_at and not inside:
                get_stuck()
            yield number

    def work(batch: list[int]) -> None:
        for number in batch:
            write(number)
            if number == stuck_at and inside:
                get_stuck()

    progress.expect(count)
    progress.in_batches(numbers(), work)


@job("workshop.write_slowly", lane=Lane.LONG)
def write_slowly(progress: Progress, *, count: int) -> None:
    def work(batch: list[int]) -> None:
        for number in batch:
            write(number)
            time.sleep(0.005)

    progress.in_batches(range(count), work)


@job("workshop.write_one")
def write_one(progress: Progress, *, number: int) -> int:
    write(number)
    return number


@job("workshop.fail", attempts=3)
def fail(progress: Progress, *, times: int) -> str:
    if progress.attempt <= times:
        raise RuntimeError(f"attempt {progress.attempt} breaks\0")
    return f"attempt {progress.attempt} holds"


@job("workshop.refuse")
def refuse(progress: Progress) -> None:
    raise Refused("There is no paper in the printer. Put some in.")


@job("workshop.say")
def say(progress: Progress) -> str:
    return translation.get_language()


@job("workshop.say_who")
def say_who(progress: Progress) -> list[str]:
    return [progress.actor.name, progress.actor.door, str(progress.actor.rights.has("export"))]


@job("workshop.say_version")
def say_version(progress: Progress) -> str:
    return version.current()


@job("workshop.nap")
def nap(progress: Progress) -> None:
    while True:
        progress.raise_if_cancelled()
        time.sleep(0.02)


@job("workshop.answer_badly", attempts=1)
def answer_badly(progress: Progress) -> object:
    return object()


@job("workshop.make_file")
def make_file(progress: Progress) -> None:
    with progress.result_file("客户 list.csv") as stream:
        stream.write("客户\n".encode())


@scheduled("0 8 * * *")
@job("workshop.wake_up")
def wake_up(progress: Progress) -> None:
    write(8)


def work(seconds_of_patience: int) -> None:
    """What a worker process does."""
    run_worker(stop_on_signals(), silent_for=timedelta(seconds=seconds_of_patience))
