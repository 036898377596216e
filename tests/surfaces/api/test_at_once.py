"""Programs that call in the same moment: one key is done once, one version is changed once, numbers are given once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests.surfaces.api.conftest import EVERYTHING, Program, make

from keta.kernel.history.models import Entry
from keta.modules.parties.models import Party
from keta.surfaces.api.models import KeptAnswer

CALLERS = 6
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def several_connections(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has one connection; its write lock leaves nothing at once to try")


@pytest.fixture
def crowd(transactional_db: None, program_with: Callable[..., Program]) -> Callable[..., list[Any]]:
    """All callers at the same moment, each on a connection of its own."""
    program = program_with(is_administrator=True, **EVERYTHING)

    def call(work: Callable[[Program, int], Any]) -> list[Any]:
        start = Barrier(CALLERS)

        def one(place: int) -> Any:
            start.wait(10)
            try:
                return work(program, place)
            finally:
                connection.close()

        with ThreadPoolExecutor(CALLERS) as threads:
            return list(threads.map(one, range(CALLERS), timeout=60))

    return call


def test_a_request_sent_several_times_at_once_is_done_once(crowd: Callable[..., list[Any]]) -> None:
    answers = crowd(lambda program, _place: program.post("/parties.customer", {"name": "One"}, Idempotency_Key="k"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert (Party.objects.count(), KeptAnswer.objects.count()) == (1, 1)


def test_of_edits_of_one_version_the_first_wins_and_the_others_are_told(crowd: Callable[..., list[Any]]) -> None:
    key = make("parties.customer", name="One").pk
    url = f"/parties.customer/{key}"
    answers = crowd(
        lambda program, place: program.patch(url, {"short_name": f"Name {place}", "remarks": "Same", "version": 1})
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (CALLERS - 1)
    (winner,) = (answer.told for answer in answers if answer.status_code == 200)
    assert Party.objects.get().short_name == winner["short_name"]
    for answer in answers:
        if answer.status_code == 409:
            assert answer.told["values"]["short_name"]["theirs"] == winner["short_name"]
            assert "remarks" not in answer.told["values"], "what both say the same is no contradiction"
    assert Entry.objects.filter(record_id=key).count() == 2


def test_records_made_at_once_have_numbers_of_their_own(crowd: Callable[..., list[Any]]) -> None:
    answers = crowd(lambda program, place: program.post("/parties.customer", {"name": f"Customer {place}"}))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.told["number"] for answer in answers}) == CALLERS
