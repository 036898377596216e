"""The worker: one process that does jobs, watches over them, keeps the clock and what else is asked of it."""

import logging
import signal
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from types import FrameType
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection

from keta.kernel.jobs.attempt import run_attempt
from keta.kernel.jobs.clock import enqueue_scheduled, set_clock
from keta.kernel.jobs.declaration import kinds
from keta.kernel.jobs.models import Lane
from keta.kernel.jobs.queue import bury_cancelled, claim
from keta.kernel.jobs.reaper import beat, reap

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.25
SECONDS_TO_FINISH = 30.0


@dataclass(frozen=True)
class Duty:
    """Something a worker does again and again in a thread of its own; `work` says whether more is waiting."""

    name: str
    work: Callable[[], bool]
    pause: float = SECONDS_BETWEEN_LOOKS


class Worker:
    """What the threads of one worker share: when to stop, and which claims they hold."""

    def __init__(self, stop: Event, silent_for: timedelta = timedelta(seconds=15)) -> None:
        self.stop = stop
        self._silent_for = silent_for
        self._claims: set[UUID] = set()

    def run_next(self, lane: str) -> bool:
        """Does the next job of the lane, if there is one."""
        job = claim(lane, set(kinds))
        if job is None or job.claim is None:
            return False
        self._claims.add(job.claim)
        try:
            run_attempt(job, self.stop)
        finally:
            self._claims.discard(job.claim)
        return True

    def watch(self) -> bool:
        """Shows signs of life, takes over from the dead, enqueues what the clock says."""
        beat(list(self._claims))
        reap(self._silent_for)
        bury_cancelled()
        enqueue_scheduled()
        return False

    def duties(self, lanes: Iterable[str]) -> list[Duty]:
        watch = Duty("watch", self.watch, self._silent_for.total_seconds() / 6)
        return [watch, *(Duty(lane, partial(self.run_next, lane)) for lane in lanes)]


def run_worker(
    stop: Event,
    duties: Sequence[Duty] = (),
    *,
    lanes: Iterable[str] = tuple(Lane),
    silent_for: timedelta = timedelta(seconds=15),
) -> None:
    """Works until `stop` is set, then lets jobs come to their next safe point, for 30 s at most.

    `duties` are what else this process shall do, such as the delivery of events. A job without a sign of life
    for `silent_for` is taken over. Raises RuntimeError where a duty broke: the process is to be started anew.
    """
    set_clock()
    threads = [
        Thread(target=_do, args=(duty, stop), name=duty.name, daemon=True)
        for duty in [*Worker(stop, silent_for).duties(lanes), *duties]
    ]
    for thread in threads:
        thread.start()
    # Not `stop.wait()`: a signal handler sets it in this very thread, which would then wait for its own lock.
    while not stop.is_set() and all(thread.is_alive() for thread in threads):
        threads[0].join(0.1)
    has_broken = not stop.is_set()
    stop.set()
    deadline = time.monotonic() + SECONDS_TO_FINISH
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    if has_broken:
        raise RuntimeError("A duty of the worker broke; its log line says which and why.")


def run_due_jobs() -> int:
    """Does all jobs that are due here and now, and says how many: for commands and tests without a worker."""
    worker = Worker(Event())
    count = 0
    while any(worker.run_next(lane) for lane in Lane):
        count += 1
    return count


def stop_on_signals() -> Event:
    """The event that SIGTERM and SIGINT set; for the main thread of a worker process."""
    stop = Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    return stop


def _do(duty: Duty, stop: Event) -> None:
    try:
        while not stop.is_set():
            if not _do_once(duty):
                stop.wait(duty.pause)
    finally:
        connection.close()


def _do_once(duty: Duty) -> bool:
    try:
        return duty.work()
    except (OperationalError, InterfaceError):
        log.exception("the database failed the worker's duty %s, which tries again", duty.name)
        connection.close()
        return False
