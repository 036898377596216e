"""The board: counts and sums of the server, cards of three lines, moves that obey the object's own rules."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.surfaces.reading.company import HOUSE, make

from keta.kernel import records
from keta.kernel.objects import kind_of
from keta.modules.crm.models import Opportunity
from keta.modules.parties.models import Party

BOARD = "/parties.customer/board"


@pytest.fixture
def stages(db: None) -> list[Any]:
    pipeline = make("crm.pipeline", name="Standard")
    steps = [("Contact", 10, "open"), ("Offer", 45, "open"), ("Won", 100, "won"), ("Lost", 0, "lost")]
    return [
        make("crm.stage", name=name, pipeline=pipeline.pk, rank=rank, probability=chance, outcome=outcome)
        for rank, (name, chance, outcome) in enumerate(steps)
    ]


@pytest.fixture
def opportunities(stages: list[Any]) -> list[Any]:
    customer = make("parties.customer", name="Shanxi Valve")
    made = []
    for number in range(25):
        made.append({"name": f"Project {number:02}", "customer": customer.pk, "amount": 1000})
    return records.create_set(kind_of("crm.opportunity"), made, actor=HOUSE)


def heads(html: str) -> dict[str, tuple[str, str]]:
    """Count and sum under the name of each column."""
    names = re.findall(r'class="kanban-column" aria-label="([^"]*)"', html)
    counts = re.findall(r'data-count="[^"]*">([^<]*)<', html)
    sums = re.findall(r'data-sum="[^"]*">([^<]*)<', html)
    return {name: (count, total) for name, count, total in zip(names, counts, sums, strict=True)}


def test_columns_are_counted_and_added_up_beyond_the_cards_shown(browser: Client, opportunities: list[Any]) -> None:
    html = browser.get("/crm.opportunity/board").content.decode()
    assert heads(html) == {
        "Contact": ("25", "25,000.00"),
        "Offer": ("0", ""),
        "Won": ("0", ""),
        "Lost": ("0", ""),
    }
    assert html.count("data-card-key") == 20
    more = re.search(r'hx-get="([^"]*board/cards[^"]*)"', html)
    assert more
    rest = browser.get(more[1].replace("&amp;", "&")).content.decode()
    assert rest.count("data-card-key") == 5


def test_it_follows_the_filters_of_the_list(browser: Client, opportunities: list[Any]) -> None:
    html = browser.get("/crm.opportunity/board?filter[name][contains]=Project 1").content.decode()
    assert heads(html)["Contact"] == ("10", "10,000.00")


def test_a_drag_runs_the_action_of_the_object(browser: Client, opportunities: list[Any], stages: list[Any]) -> None:
    card = opportunities[0]
    answer = browser.post(f"/crm.opportunity/{card.pk}/move", {"column": str(stages[1].pk)})
    assert answer.json()["columns"][str(stages[1].pk)] == {"count": "1", "sum": "1,000.00"}
    assert answer.json()["columns"][str(stages[0].pk)]["count"] == "24"
    moved = Opportunity.objects.get(pk=card.pk)
    assert (moved.stage_id, moved.progress) == (stages[1].pk, Decimal(45))


def test_a_move_that_needs_more_asks_for_it(browser: Client, opportunities: list[Any], stages: list[Any]) -> None:
    url = f"/crm.opportunity/{opportunities[0].pk}/move"
    answer = browser.post(url, {"column": str(stages[3].pk)})
    if "dialog" in answer.json():
        dialog = browser.get(answer.json()["dialog"], headers={"hx-request": "true"}).content.decode()
        assert "Lost" in dialog
    else:
        assert answer.status_code in (409, 422)
        assert answer.json()["detail"]
    assert Opportunity.objects.get(pk=opportunities[0].pk).stage_id == stages[0].pk


def test_a_drag_over_a_plain_field_changes_it(browser: Client, db: None) -> None:
    party = make("parties.customer", name="A")
    html = browser.get(BOARD).content.decode()
    assert heads(html)["Prospect"][0] == "1"
    answer = browser.post(f"/parties.customer/{party.pk}/move", {"column": "target"})
    assert answer.json()["columns"]["target"]["count"] == "1"
    party.refresh_from_db()
    assert party.relationship_state == "target"


def test_a_refused_move_says_why(browser: Client, db: None) -> None:
    party = make("parties.customer", name="A")
    answer = browser.post(f"/parties.customer/{party.pk}/move", {"column": "nonsense"})
    assert answer.status_code == 422
    assert "not in the list" in answer.json()["detail"]
    assert Party.objects.get().relationship_state == "prospect"


@pytest.mark.feature("PRM-02")
def test_cards_out_of_reach_cannot_be_moved(signed_in: Callable[..., Any], db: None) -> None:
    client, __ = signed_in(read="everyone", update="own")
    theirs = make("parties.customer", name="A", owner=make("organisation.member", name="Other").pk)
    assert "data-move-url" not in client.get(BOARD).content.decode()
    answer = client.post(f"/parties.customer/{theirs.pk}/move", {"column": "target"})
    assert answer.status_code == 403
    assert "owner" in answer.json()["detail"]


def test_a_kind_without_a_board_says_so(browser: Client, db: None) -> None:
    assert browser.get("/parties.contact/board").status_code == 404
