"""A database that several processes share, and the processes on it."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkProcess
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from keta.kernel.events.models import Delivery, Event
from keta.kernel.jobs.models import Job, ScheduleRow
from keta.kernel.versions.models import Version

MODELS = (Job, ScheduleRow, Event, Delivery, Version)
SCRATCH = f"keta_workers_{os.getpid()}"


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """The name of a new empty database beside the one of the settings."""
    values = connections.settings["default"]
    if values["ENGINE"].endswith("sqlite3"):
        yield str(folder / "keta.sqlite3")
        return
    server = psycopg.connect(
        dbname="postgres",
        host=values["HOST"] or None,
        port=values["PORT"] or None,
        user=values["USER"] or None,
        password=values["PASSWORD"] or None,
        autocommit=True,
    )
    with server:
        server.execute(f"CREATE DATABASE {SCRATCH}")
        yield SCRATCH
        server.execute(f"DROP DATABASE {SCRATCH} WITH (FORCE)")


@pytest.fixture(scope="module")
def shared_database(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database with the tables of jobs and events; it is `default` here meanwhile, in all threads."""
    before, name_before = connections["default"], connections.settings["default"]["NAME"]
    with scratch_database(tmp_path_factory.mktemp("shared")) as name, django_db_blocker.unblock():
        connections.settings["default"]["NAME"] = name
        connections["default"] = connections.create_connection("default")
        with connections["default"].schema_editor() as editor:
            for model in MODELS:
                editor.create_model(model)
        yield
        connections["default"].close()
        connections["default"] = before
        connections.settings["default"]["NAME"] = name_before


class Workers:
    """Processes that do `work` on the shared database; those that live on serve the next test too."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._living: list[ForkProcess] = []

    def have(self, count: int) -> list[ForkProcess]:
        """Ends or starts as many as it takes to have this number of them."""
        self._living = [process for process in self._living if process.is_alive()]
        self._end(self._living[count:])
        self._living = self._living[:count]
        self._living += [self._start() for _ in range(count - len(self._living))]
        return self._living

    def kill(self, number: int) -> None:
        """Kills the process of this number as `kill -9` does."""
        self._end([process for process in self._living if process.pid == number])

    def _start(self) -> ForkProcess:
        connections["default"].close()  # or two processes would talk over one connection
        process = multiprocessing.get_context("fork").Process(target=self._work)
        process.start()
        return process

    def _end(self, processes: list[ForkProcess]) -> None:
        for process in processes:
            process.kill()
            process.join()


def clear() -> None:
    """Empties the shared database."""
    for model in MODELS:
        model.objects.all().delete()


def wait_until(is_so: Callable[[], object], seconds: float = 15.0) -> None:
    """Returns as soon as `is_so`; fails when it does not become so in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.02)
