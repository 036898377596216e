"""A database that several processes share, and workers on it."""

import os
import signal
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
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from keta.kernel.events.models import Event
from keta.kernel.jobs.models import Job, ScheduleRow

REPOSITORY = Path(__file__).resolve().parents[3]
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
            call_command("migrate", "jobs", verbosity=0)
            call_command("migrate", "events", verbosity=0)
            yield address
            connections["default"].close()
        connections["default"] = before


class Workers:
    """Worker processes on the shared database."""

    def __init__(self, address: str) -> None:
        self._environment = {
            **os.environ,
            "KETA_DATABASE": address,
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        }
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, count: int = 1) -> list[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "tests.kernel.jobs.workshop"]
        new = [subprocess.Popen(command, cwd=REPOSITORY, env=self._environment) for _ in range(count)]
        self._processes += new
        return new

    def end(self) -> None:
        for process in self._processes:
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


@pytest.fixture
def workers(address: str) -> Iterator[Workers]:
    """Workers to start, on a database without jobs; what still runs at the end is killed."""
    for model in (Job, ScheduleRow, Event):
        model.objects.all().delete()
    workers = Workers(address)
    yield workers
    workers.end()


def wait_until(is_so: Callable[[], object], seconds: float = 15.0) -> None:
    """Returns as soon as `is_so`; fails when it does not become so in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.02)
