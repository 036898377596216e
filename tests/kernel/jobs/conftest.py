"""The fixtures of the tests of jobs."""

from collections.abc import Iterator

import pytest
from tests.kernel.jobs.processes import Workers, clear, shared_database
from tests.kernel.jobs.workshop import work

__all__ = ["shared_database"]


@pytest.fixture(scope="module")
def worker_processes(shared_database: None) -> Iterator[Workers]:
    workers = Workers(lambda: work(2))
    yield workers
    workers.have(0)


@pytest.fixture
def workers(worker_processes: Workers) -> Workers:
    """Workers on a database without jobs; a job without a sign of life for two seconds is taken over."""
    clear()
    return worker_processes


@pytest.fixture
def patient_workers(workers: Workers) -> Iterator[Workers]:
    """Workers that take nothing over, however busy the machine."""
    workers.have(0)
    patient = Workers(lambda: work(600))
    yield patient
    patient.have(0)
