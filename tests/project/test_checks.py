"""`keta check` finds what is broken, each kind of damage in its line."""

import io
import json
from argparse import Namespace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from tests.company import HOUSE, create

from keta.kernel.checking import Check, ask
from keta.kernel.columns import new_id
from keta.kernel.files import checking
from keta.kernel.files.keeping import keep
from keta.kernel.history.models import Entry
from keta.modules.activities.models import Activity
from keta.modules.parties.models import Party
from keta.project import checks
from keta.surfaces.search.models import SearchRow

NOBODY = new_id()


@pytest.fixture
def sound(db: None, customer: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A company in which nothing is wrong; files of other tests in the folder are none of it."""
    monkeypatch.setattr(checking, "FOLDER", "records/of-this-test")
    return customer


def found(name: str) -> tuple[str, ...]:
    (check,) = (each for each in checks.CHECKS if each.name == name)
    return ask(check).problems


def test_a_sound_company_has_nothing_to_tell(sound: Any) -> None:
    told = {check.name: found(check.name) for check in checks.CHECKS if check.name != "migrations"}
    assert {"database", "history", "files", "search", "links"} <= told.keys()
    assert {name: problems for name, problems in told.items() if problems} == {}


def test_a_gap_in_history_and_a_change_beside_it_are_found(sound: Any) -> None:
    Party.objects.filter(pk=sound.pk).update(version=3)
    assert "has version 3, history knows 1" in found("history")[0]
    facts = Entry.objects.filter(record_id=sound.pk).values().get() | {"version": 3}
    Entry.objects.create(**{name: value for name, value in facts.items() if name != "id"})
    assert found("history") == (f"parties.party {sound.pk}: 2 entries from 1 to 3",)


def test_a_lost_file_is_found(sound: Any) -> None:
    file = keep(b"text", "a.txt", actor=HOUSE)
    default_storage.delete(file.place)
    assert found("files") == (f"“a.txt” is missing ({file.place})",)


def test_a_file_of_nobody_is_found(sound: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SETTLED_AFTER", -checking.SETTLED_AFTER)
    place = default_storage.save("records/of-this-test/left", io.BytesIO(b"x"))
    assert found("files") == (f"{place} belongs to nothing",)
    default_storage.delete(place)


def test_records_that_cannot_be_found_and_rows_that_lead_nowhere_are_told(sound: Any) -> None:
    SearchRow.objects.filter(record_id=sound.pk).update(record_id=NOBODY)
    assert found("search") == (
        "1 of parties.party cannot be found",
        "1 rows of parties.party lead nowhere",
    )


def test_a_source_that_points_at_nothing_is_found(sound: Any) -> None:
    about = {"object": "parties.party", "id": str(sound.pk)}
    activity = create("activities.activity", name="Call", about=about)
    Activity.objects.filter(pk=activity.pk).update(about_id=NOBODY)
    assert found("links") == ("activities.activity.about points at 1 of parties.party that are not there",)


def test_the_command_tells_each_line_and_fails_where_one_fails(
    sound: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = (Check("books", list), Check("stock", lambda: ["warehouse 1 is short by 2"]))
    monkeypatch.setattr(checks, "CHECKS", told)
    assert checks.command(Namespace(json=False)) == 1
    assert capsys.readouterr().out.splitlines() == ["ok      books", "FAILED  stock: warehouse 1 is short by 2"]
    monkeypatch.setattr(checks, "CHECKS", told[:1])
    assert checks.command(Namespace(json=True)) == 0
    assert json.loads(capsys.readouterr().out) == [{"name": "books", "problems": []}]
