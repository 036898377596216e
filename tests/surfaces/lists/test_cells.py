"""A cell edited in place."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.surfaces.reading.company import HOUSE, make

from keta.kernel import records
from keta.kernel.objects import kind_of
from keta.modules.parties.models import Party


@pytest.fixture
def party(db: None) -> Any:
    return make("parties.customer", name="Shanxi Valve", grade="key", staff_size=5)


def url_of(party: Any, name: str) -> str:
    return f"/parties.customer/{party.pk}/cells/{name}"


def test_it_gives_the_input_and_after_saving_the_cell(browser: Client, party: Any) -> None:
    form = browser.get(url_of(party, "staff_size")).content.decode()
    assert 'value="5"' in form
    cell = browser.post(url_of(party, "staff_size"), {"staff_size": "12", "version": "1"}).content.decode()
    assert cell.strip().startswith("<td")
    assert "12" in cell
    assert Party.objects.get().staff_size == 12


def test_escape_brings_the_cell_back(browser: Client, party: Any) -> None:
    cell = browser.get(url_of(party, "grade"), {"shown": "1"}).content.decode()
    assert "<form" not in cell
    assert "Key" in cell


def test_a_refused_value_stays_in_the_input_with_the_reason(browser: Client, party: Any) -> None:
    answer = browser.post(url_of(party, "staff_size"), {"staff_size": "many"})
    assert answer.status_code == 422
    assert 'value="many"' in answer.content.decode()
    assert "not a number" in answer.content.decode()


def test_an_edit_of_the_same_cell_meanwhile_is_not_overwritten(browser: Client, party: Any) -> None:
    records.update(kind_of("parties.customer"), party.pk, {"staff_size": 8}, actor=HOUSE)
    answer = browser.post(url_of(party, "staff_size"), {"staff_size": "12", "version": "1"})
    assert answer.status_code == 422
    assert "Somebody else" in answer.content.decode()
    assert Party.objects.get().staff_size == 8


@pytest.mark.feature("PRM-02")
def test_cells_out_of_reach_offer_no_input(signed_in: Callable[..., Any], party: Any) -> None:
    client, __ = signed_in(read="everyone", update="own")
    records.update(
        kind_of("parties.customer"),
        party.pk,
        {"owner": make("organisation.member", name="Other").pk},
        actor=HOUSE,
    )
    assert "data-edit" not in client.get("/parties.customer").content.decode()
    assert client.get(url_of(party, "grade")).status_code == 403


@pytest.mark.feature("PRM-03")
def test_a_field_one_may_only_read_has_no_input(signed_in: Callable[..., Any], party: Any) -> None:
    client, __ = signed_in(read="everyone", update="everyone", fields=[("parties.party", "grade", "read")])
    html = client.get("/parties.customer?fields=name,grade,phone").content.decode()
    assert 'data-edit="phone"' in html
    assert 'data-edit="grade"' not in html
    client.post(url_of(party, "grade"), {"grade": "small"})
    assert Party.objects.get().grade == "key"
