"""The past over the API: entries, the record as it was, the way back."""

from collections.abc import Callable

import pytest
import time_machine
from tests.surfaces.api.conftest import EVERYTHING, HOUSE, Program

from keta.flows.delivered import deliver_content


@pytest.fixture
def changed(program: Program) -> str:
    """The address of a customer with three versions."""
    with time_machine.travel("2026-03-01T10:00:00Z", tick=False):
        made = program.post("/parties.customer", {"name": "One", "credit_limit": "10", "tags": ["a"]}).told
    url = f"/parties.customer/{made['id']}"
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        program.patch(url, {"name": "Two", "grade": "key"})
    with time_machine.travel("2026-03-03T10:00:00Z", tick=False):
        program.patch(url, {"name": "Three", "credit_limit": None, "tags": ["b", "c"]})
    return url


def test_entries_say_who_changed_what_when_and_through_which_door(program: Program, changed: str) -> None:
    entries = program.get(f"{changed}/history").told["items"]
    assert [entry["version"] for entry in entries] == [3, 2, 1]
    second = entries[1]
    assert (second["by"]["name"], second["door"], second["cause"]) == ("anna", "api", "update")
    assert second["at"].startswith("2026-03-02T10:00:00")
    assert second["fields"]["name"] == ["One", "Two"]


def test_the_record_is_told_as_it_was_at_a_moment_or_in_a_version(program: Program, changed: str) -> None:
    then = program.get(f"{changed}/history?at=2026-03-02T12:00:00Z").told["values"]
    assert (then["name"], then["credit_limit"], then["tags"]) == ("Two", "10.00", ["a"])
    assert program.get(f"{changed}/history?version=1").told["values"]["name"] == "One"
    assert program.get(f"{changed}/history?at=2026-02-01").status_code == 404


def test_a_long_history_comes_in_pages(program: Program, changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keta.surfaces.api.past.PAGE", 2)
    first = program.get(f"{changed}/history").told
    rest = program.get(f"{changed}/history?cursor={first['next']}").told
    assert [entry["version"] for entry in first["items"] + rest["items"]] == [3, 2, 1]
    assert rest["next"] is None


@pytest.mark.parametrize(
    "asked", ["at=yesterdayish", "version=-1", "version=x", "at=2026-01-01&version=1", "cursor=x", "colour=red"]
)
def test_a_question_to_the_past_that_means_nothing_is_refused(program: Program, changed: str, asked: str) -> None:
    assert program.get(f"{changed}/history?{asked}").status_code == 422


def test_restoring_puts_the_written_fields_back(program: Program, changed: str) -> None:
    restored = program.post(f"{changed}/restore", {"version": 1})
    assert restored.status_code == 200, restored.told
    told = restored.told
    assert (told["name"], told["credit_limit"], told["tags"], told["grade"]) == ("One", "10.00", ["a"], "")
    assert (told["version"], restored.headers["ETag"]) == (4, '"4"')
    assert program.get(f"{changed}/history").told["items"][0]["cause"] == "restore"


def test_restoring_to_a_moment_is_the_same(program: Program, changed: str) -> None:
    told = program.post(f"{changed}/restore", {"at": "2026-03-02T12:00:00Z"}).told
    assert (told["name"], told["grade"], told["tags"]) == ("Two", "key", ["a"])


def test_restoring_what_is_so_already_changes_nothing(program: Program, changed: str) -> None:
    assert program.post(f"{changed}/restore", {"version": 3}).told["version"] == 3


def test_restoring_brings_lines_back_and_leaves_the_state_alone(program: Program) -> None:
    deliver_content(HOUSE)
    lines = [{"name": "Wang", "price": "5"}, {"name": "Li"}]
    made = program.post("/crm.opportunity", {"name": "Pumps", "competitors": lines, "remarks": "first"}).told
    url = f"/crm.opportunity/{made['id']}"
    kept = {"id": made["competitors"][1]["id"], "name": "Li Lei"}
    program.patch(url, {"competitors": [kept], "remarks": "second"})
    lost = program.post(f"{url}/actions/lose_opportunity", {"reason": "price"})
    assert lost.status_code == 200, lost.told
    told = program.post(f"{url}/restore", {"version": 1}).told
    assert [(line["name"], line["price"]) for line in told["competitors"]] == [("Wang", "5.00"), ("Li", None)]
    assert told["competitors"][1]["id"] == made["competitors"][1]["id"]
    assert (told["remarks"], told["state"]) == ("first", "lost")


@pytest.mark.parametrize(
    "body", [{}, {"version": "x"}, {"version": True}, {"at": None}, {"at": "1", "version": 1}, {"when": 1}]
)
def test_restoring_to_nowhere_is_refused(program: Program, changed: str, body: dict[str, object]) -> None:
    refused = program.post(f"{changed}/restore", body)
    assert refused.status_code == 422
    assert refused.told["errors"]


def test_a_field_one_may_only_read_is_not_restored_and_a_hidden_one_stays(
    program: Program, changed: str, program_with: Callable[..., Program]
) -> None:
    reader = program_with("reader", fields=[("parties.party", "grade", "read")], **EVERYTHING)
    refused = reader.post(f"{changed}/restore", {"version": 1})
    assert [error["path"] for error in refused.told["errors"]] == ["grade"]
    blind = program_with("blind", fields=[("parties.party", "grade", "hidden")], **EVERYTHING)
    assert blind.post(f"{changed}/restore", {"version": 1}).status_code == 200
    now = program.get(changed).told
    assert (now["name"], now["grade"]) == ("One", "key")


def test_only_who_may_change_a_record_may_restore_it(changed: str, program_with: Callable[..., Program]) -> None:
    assert program_with("reader", read="everyone").post(f"{changed}/restore", {"version": 1}).status_code == 403
    assert program_with("stranger", read="none").post(f"{changed}/restore", {"version": 1}).status_code == 404
