"""The fixtures of the tests of jobs."""

from collections.abc import Iterator

import pytest

from tests.kernel.jobs.processes import Workers, clear, shared_database
from tests.kernel.jobs.workshop import work

__all__ = ["shared_database"]


@pytest.fixture(scope="module")
def worker_processes(shared_database: None) -> Iterator[Workers]:
    workers = Workers(work)
    yield workers
    workers.have(0)


@pytest.fixture
def workers(worker_processes: Workers) -> Workers:
    """Workers on a database without jobs."""
    clear()
    return worker_processes
