"""Pages by keys: complete, in order, in both directions, whatever the columns."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.surfaces.reading.company import make

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused
from keta.surfaces.reading import Question, answer, neighbours, question_of, walk

ORDERS = [
    "name",
    "-name",
    "credit_limit",
    "-credit_limit,name",
    "grade,-credit_limit",
    "owner,name",
    "-founded_on",
    "created_at",
]


def asked(actor: Actor, **parameters: str) -> Question:
    return question_of(kind_of("parties.customer"), {key: [text] for key, text in parameters.items()}, actor=actor)


@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_every_row_once_forward_and_back(order: str, customers: list[Any], house: Actor) -> None:
    whole = [row.id for row in answer(asked(house, order=order, limit="1000"), house).rows]
    assert len(set(whole)) == 12
    question = asked(house, order=order, limit="5")
    pages = list(walk(question, house, size=5))
    assert [row.id for page in pages for row in page.rows] == whole
    back = answer(question.but(cursor=pages[-1].previous_cursor), house)
    assert [row.id for row in back.rows] == whole[5:10]
    assert (back.start, pages[-1].start) == (5, 10)
    first = answer(question.but(cursor=back.previous_cursor), house)
    assert [row.id for row in first.rows] == whole[:5]
    assert first.previous_cursor == ""


@pytest.mark.parametrize("order", ["credit_limit", "-credit_limit"])
def test_empty_values_stand_last_in_both_directions(order: str, customers: list[Any], house: Actor) -> None:
    rows = answer(asked(house, order=order, fields="credit_limit"), house).rows
    assert [row.values[0] is None for row in rows] == [False] * 8 + [True] * 4


def test_a_broken_cursor_is_refused(customers: list[Any], house: Actor) -> None:
    page = answer(asked(house, order="name", limit="5"), house)
    for cursor in ("nonsense", page.next_cursor[:-2], page.next_cursor.upper()):
        with pytest.raises(Refused, match="cursor"):
            answer(asked(house, order="name", cursor=cursor), house)
    with pytest.raises(Refused, match="another order"):
        answer(asked(house, order="-name", cursor=page.next_cursor), house)


def test_values_come_as_the_fields_mean_them(customers: list[Any], house: Actor) -> None:
    owner = make("organisation.member", name="Li Lei")
    party = customers[0]
    records.update(kind_of("parties.customer"), party.pk, {"owner": owner.pk, "collaborators": [owner.pk]}, actor=house)
    question = asked(
        house,
        fields="name,owner,collaborators,tags,address,owner.is_active",
        **{"filter[owner][eq]": str(owner.pk)},
    )
    (row,) = answer(question, house).rows
    assert row.values[1].title == "Li Lei"
    assert [each.title for each in row.values[2]] == ["Li Lei"]
    assert row.values[3] == ("even",)
    assert row.values[4].division == "140105"
    assert row.values[5] is True


def test_totals_are_exact_about_or_none(customers: list[Any], house: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(answer(asked(house), house).total) == "12"
    monkeypatch.setattr("keta.surfaces.reading.answering.COUNTED_UP_TO", 6)
    assert str(answer(asked(house, limit="3"), house).total) == "5+"
    assert str(answer(asked(house, limit="3", total="exact"), house).total) == "12"
    assert answer(asked(house, limit="3", total="none"), house).total is None


@pytest.mark.parametrize("limit", ["2", "12"])
def test_a_page_takes_the_same_few_queries_however_long(limit: str, customers: list[Any], house: Actor) -> None:
    columns = "name,owner,collaborators,tags,grade,address,parent.grade,parent.owner"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer(asked(house, fields=columns, limit=limit, total="exact"), house)
    assert len(queries) <= 3


def test_neighbours_follow_the_order_of_the_list(customers: list[Any], house: Actor) -> None:
    question = asked(house, order="-name", **{"filter[grade][eq]": "key"})
    rows = [row.id for row in answer(question, house).rows]
    assert neighbours(question, rows[1], house) == (rows[0], rows[2])
    assert neighbours(question, rows[0], house) == (None, rows[1])
    assert neighbours(question, customers[1].pk, house) == (None, None)


@pytest.mark.feature("PRM-01")
def test_an_actor_gets_the_rows_of_his_scope(
    customers: list[Any], member_with: Callable[..., Actor], house: Actor
) -> None:
    actor = member_with(read="own")
    for party in customers:
        records.update(
            kind_of("parties.customer"),
            party.pk,
            {"owner": make("organisation.member", name="Other").pk},
            actor=house,
        )
    mine = make("parties.customer", name="Mine", owner=actor.member_id)
    assert [row.id for row in answer(asked(actor), actor).rows] == [mine.pk]


@pytest.mark.feature("PRM-01")
def test_a_linked_record_out_of_sight_shows_its_title_and_nothing_else(
    member_with: Callable[..., Actor],
) -> None:
    actor = member_with(read="own")
    other = make("organisation.member", name="Other")
    hidden = make("parties.customer", name="Hidden parent", grade="key", owner=other.pk)
    seen = make("parties.customer", name="Seen parent", grade="key", owner=actor.member_id)
    make("parties.customer", name="A", parent=hidden.pk, owner=actor.member_id)
    make("parties.customer", name="B", parent=seen.pk, owner=actor.member_id)
    rows = answer(asked(actor, fields="name,parent,parent.grade", **{"filter[parent][empty]": "0"}), actor).rows
    assert [(row.values[0], row.values[1].title, row.values[2]) for row in rows] == [
        ("A", "Hidden parent", ""),
        ("B", "Seen parent", "key"),
    ]
    filtered = answer(asked(actor, fields="name", **{"filter[parent.grade][eq]": "key"}), actor).rows
    assert [row.values[0] for row in filtered] == ["B"]
    ordered = answer(asked(actor, fields="name", order="parent.grade", **{"filter[parent][empty]": "0"}), actor).rows
    assert [row.values[0] for row in ordered] == ["B", "A"]


def test_a_page_is_the_same_whether_rows_are_gathered_or_walked(
    customers: list[Any], house: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = answer(asked(house, order="-name", limit="5"), house)
    monkeypatch.setattr("keta.surfaces.reading.answering.FEW", 3)
    walked = answer(asked(house, order="-name", limit="5"), house)
    assert gathered.rows == walked.rows
    assert gathered.next_cursor == walked.next_cursor
