"""The fixtures of the tests of events."""

from collections.abc import Iterator

import pytest
from tests.kernel.events.ears import listen
from tests.kernel.jobs.processes import Workers, clear, shared_database

from keta.kernel.events.subscriptions import Subscriptions

__all__ = ["shared_database"]


@pytest.fixture
def workers(shared_database: None) -> Iterator[Workers]:
    """Processes that deliver events, on a database without any."""
    clear()
    workers = Workers(lambda: listen(Subscriptions()))
    yield workers
    workers.have(0)
