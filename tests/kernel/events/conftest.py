"""The fixtures of the tests of events."""

from collections.abc import Iterator

import pytest

from tests.kernel.jobs.processes import Workers, address, clear

__all__ = ["address", "workers"]


@pytest.fixture
def workers(address: str) -> Iterator[Workers]:
    """Processes that deliver events, on a database without any."""
    clear()
    workers = Workers(address, "tests.kernel.events.ears")
    yield workers
    workers.have(0)
