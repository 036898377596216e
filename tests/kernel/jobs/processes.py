"""A database that several processes share, and workers on it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from keta.kernel.events.models import Delivery, Event
from keta.kernel.jobs.models import Job, ScheduleRow

REPOSITORY = Path(__file__).resolve().parents[3]
MODELS = (Job, ScheduleRow, Event, Delivery)
SCRATCH = f"keta_workers_{os.getpid()}"


@contextmanager
def scratch_database(values: dict[str, Any], folder: Path) -> Iterator[tuple[str, str]]:
    """A new empty database beside the one of `values`: its name and its address."""
    if values["ENGINE"].endswith("sqlite3"):
        name = str(folder / "keta.sqlite3")
        yield name, f"sqlite:///{name}"
        return
    login = f"{values['USER']}:{values['PASSWORD']}@{values['HOST'] or 'localhost'}:{values['PORT'] or 5432}"
    with psycopg.connect(f"postgres://{login}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {SCRATCH}")
        yield SCRATCH, f"postgres://{login}/{SCRATCH}"
        server.execute(f"DROP DATABASE {SCRATCH} WITH (FORCE)")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a database with the tables of jobs and events, which is `default` here meanwhile."""
    before = connections["default"]
    values = dict(connections.settings["default"])
    with scratch_database(values, tmp_path_factory.mktemp("shared")) as (name, address):
        connections["default"] = type(before)({**values, "NAME": name}, "default")
        with django_db_blocker.unblock():
            with connections["default"].schema_editor() as editor:
                for model in MODELS:
                    editor.create_model(model)
            yield address
            connections["default"].close()
        connections["default"] = before


class Workers:
    """Worker processes on the shared database; those that live on serve the next test too."""

    def __init__(self, address: str, module: str) -> None:
        self._module = module
        self._environment = {
            **os.environ,
            "KETA_DATABASE": address,
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        }
        self._living: list[subprocess.Popen[bytes]] = []

    def have(self, count: int) -> list[subprocess.Popen[bytes]]:
        """Ends or starts as many as it takes to have this number of them."""
        self._living = [process for process in self._living if process.poll() is None]
        self._end(self._living[count:])
        self._living = self._living[:count]
        self._living += [self._start() for _ in range(count - len(self._living))]
        return self._living

    def kill(self, number: int) -> None:
        """Kills the process of this number as `kill -9` does."""
        self._end([process for process in self._living if process.pid == number])

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", self._module]
        return subprocess.Popen(command, cwd=REPOSITORY, env=self._environment)

    def _end(self, processes: list[subprocess.Popen[bytes]]) -> None:
        for process in processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def worker_processes(address: str) -> Iterator[Workers]:
    workers = Workers(address, "tests.kernel.jobs.workshop")
    yield workers
    workers.have(0)


@pytest.fixture
def workers(worker_processes: Workers) -> Workers:
    """Workers on a database without jobs."""
    clear()
    return worker_processes


def clear() -> None:
    for model in MODELS:
        model.objects.all().delete()


def wait_until(is_so: Callable[[], object], seconds: float = 15.0) -> None:
    """Returns as soon as `is_so`; fails when it does not become so in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.02)
