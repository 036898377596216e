"""How the database is led to a page: the same rows on every way, and no way that leads past everybody else's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from tests.surfaces.reading.company import HOUSE, make

from keta.kernel.access import Actor, records_for
from keta.kernel.columns import new_id
from keta.kernel.objects import kind_of
from keta.kernel.records.inserting import insert_columns, insert_records
from keta.kernel.shares.models import Share
from keta.modules.parties.models import Party
from keta.surfaces.reading import Question, SortKey, answer, answering
from keta.surfaces.search.indexing import add

CUSTOMER = "parties.customer"
COUNT = 4000
HUNDREDTH = 40
MOST_ROWS = 1500
"""What a page may read of the 4,000 rows on its way, its own fifty, their owners and the shares included."""


@pytest.fixture
def members(member_with: Callable[..., Actor]) -> dict[str, Actor]:
    """One who sees nothing, one who sees one row in a hundred, one who owns the others, one who sees all."""
    return {
        "nothing": member_with("Nothing", read="own"),
        "hundredth": member_with("Hundredth", read="below"),
        "most": member_with("Most", read="below"),
        "everything": member_with("Everything", read="everyone"),
    }


@pytest.fixture
def many(members: dict[str, Actor]) -> list[Party]:
    """Customers whose names put those of the hundredth last, where an index of names finds them last of all."""
    now, records = timezone.now(), []
    for number in range(COUNT):
        owner = members["hundredth" if number >= COUNT - HUNDREDTH else "most"]
        name = f"Customer {number:05} {'Technova' if number % 20 == 0 or number >= COUNT - 5 else 'Acme'}"
        records.append(
            Party(
                number=f"KH-{number}",
                name=name,
                title=name,
                is_customer=True,
                owner_id=owner.member_id,
                department_id=owner.department_id,
                booked_department_id=owner.department_id,
                created_at=now,
                changed_at=now,
            )
        )
    insert_records(Party, records)
    add(kind_of("parties.party"), records)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return records


def first_page(**more: Any) -> Question:
    return Question(kind_of(CUSTOMER), ("name", "owner"), order=(SortKey("name"),), **more)


def expected(actor: Actor, words: str = "") -> list[Any]:
    return list(records_for(actor, kind_of(CUSTOMER)).filter(name__icontains=words).order_by("name", "pk")[:50])


def rows_read(statement: Any) -> int:
    """How many rows PostgreSQL looks at for a statement, at the leaves of its plan."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.text}")
        return leaves(cursor.fetchone()[0][0]["Plan"])


def leaves(plan: dict[str, Any]) -> int:
    below = [leaves(each) for each in plan.get("Plans", ())]
    own = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return sum(below) if below else int(own * plan["Actual Loops"])


@pytest.mark.parametrize("who", ["nothing", "hundredth", "most", "everything"])
def test_a_first_page_is_right_and_short_however_much_the_actor_sees(
    who: str, members: dict[str, Actor], many: list[Party]
) -> None:
    actor = members[who]
    page = answer(first_page(), actor)
    assert [row.id for row in page.rows] == [each.pk for each in expected(actor)]
    if connection.vendor == "postgresql":
        asking = answering._asking(first_page(), actor)
        assert rows_read(asking.by_ways or asking.many) <= MOST_ROWS


def test_many_shares_make_a_first_page_neither_long_nor_wrong(members: dict[str, Actor], many: list[Party]) -> None:
    actor = replace(members["nothing"], has_shares=True)
    opened = many[:3000]
    insert_columns(
        Share,
        {
            "id": [new_id() for __ in opened],
            "object_key": ["parties.party"] * len(opened),
            "record_id": [each.pk for each in opened],
            "member_id": [actor.member_id] * len(opened),
            "may_edit": [False] * len(opened),
            "field": [""] * len(opened),
            "shared_at": [timezone.now()] * len(opened),
        },
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    page = answer(first_page(), actor)
    assert [row.id for row in page.rows] == [each.pk for each in many[:50]]
    if connection.vendor == "postgresql":
        assert rows_read(answering._asking(first_page(), actor).by_ways) <= MOST_ROWS


@pytest.mark.parametrize("who", ["nothing", "hundredth", "most", "everything"])
@pytest.mark.parametrize("few", [1000, 10])
def test_a_search_gives_the_same_page_on_every_way(
    who: str, few: int, members: dict[str, Actor], many: list[Party], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "FEW", few)
    monkeypatch.setattr(answering, "COUNTED_UP_TO", few + 1)
    page = answer(first_page(q="tech"), members[who])
    assert [row.id for row in page.rows] == [each.pk for each in expected(members[who], "tech")]
    assert page.total is not None
    assert page.total.count == min(
        few + 1, records_for(members[who], kind_of(CUSTOMER)).filter(name__contains="Tech").count()
    )


def test_pages_of_a_search_hold_every_hit_once(
    members: dict[str, Actor], many: list[Party], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "FEW", 10)
    found, cursor = [], ""
    while True:
        page = answer(first_page(q="technova", cursor=cursor), members["everything"])
        found += [row.id for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break
    assert found == [each.pk for each in many if "Technova" in each.name]


def test_what_is_kept_for_one_is_never_answered_to_another(member_with: Callable[..., Actor]) -> None:
    """Two of the same position in the same department share their rights, but not what they own."""
    department = make("organisation.department", name="Both")
    one = member_with("One", department, read="own")
    other = member_with("Other", department, read="own")
    for actor in (one, other):
        make("parties.customer", name=f"Customer of {actor.name}", owner=actor.member_id)
    for actor in (one, other, one):
        assert [row.values[0] for row in answer(first_page(), actor).rows] == [f"Customer of {actor.name}"]
    assert len(answer(first_page(), HOUSE).rows) == 2
