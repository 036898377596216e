"""Every operator of every type finds what it says."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.surfaces.reading.company import make

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.surfaces.reading import answer, question_of


def number_of(actor: Actor, key: str = "parties.customer", **parameters: str) -> int:
    question = question_of(kind_of(key), {name: [text] for name, text in parameters.items()}, actor=actor)
    return len(answer(question, actor).rows)


@pytest.mark.feature("CUS-02")
@pytest.mark.parametrize(
    ("field", "operator", "operand", "expected"),
    [
        ("name", "contains", "customer 0", 10),
        ("name", "starts", "CUSTOMER 1", 2),
        ("name", "eq", "Customer 07", 1),
        ("name", "ne", "Customer 07", 11),
        ("grade", "in", "key,major", 8),
        ("grade", "empty", "1", 4),
        ("grade", "eq", "", 4),
        ("grade", "ne", "", 8),
        ("credit_limit", "gte", "3000", 4),
        ("credit_limit", "between", "1000,2000", 2),
        ("credit_limit", "empty", "0", 8),
        ("founded_on", "within", "2026-01", 3),
        ("founded_on", "within", "2026-Q1", 9),
        ("founded_on", "lt", "2026-02-01", 3),
        ("created_at", "within", "today", 12),
        ("created_at", "within", "last_year", 0),
        ("tags", "contains", "late", 6),
        ("tags", "empty", "1", 0),
        ("address", "under", "140000", 8),
        ("address", "under", "310115", 4),
        ("address", "empty", "1", 0),
        ("is_supplier", "eq", "no", 12),
        ("owner", "empty", "1", 12),
        ("collaborators", "empty", "1", 12),
    ],
)
def test_an_operator_finds_what_it_says(
    field: str, operator: str, operand: str, expected: int, customers: list[Any], house: Actor
) -> None:
    assert number_of(house, **{f"filter[{field}][{operator}]": operand}) == expected


@pytest.mark.feature("SRC-05")
def test_groups_join_by_and_or_or(customers: list[Any], house: Actor) -> None:
    key = {"field": "grade", "operator": "eq", "value": "key"}
    rich = {"field": "credit_limit", "operator": "gte", "value": 3000}
    early = {"field": "founded_on", "operator": "within", "value": "2026-01"}
    assert number_of(house, where=json.dumps({"all": [key, rich]})) == 2
    assert number_of(house, where=json.dumps({"any": [key, rich]})) == 6
    assert number_of(house, where=json.dumps({"all": [early, {"any": [key, rich]}]})) == 1
    assert number_of(house, where=json.dumps({"any": [key, rich]}), **{"filter[founded_on][within]": "2026-01"}) == 1


def test_mine_is_what_the_actor_owns(member_with: Callable[..., Actor]) -> None:
    actor = member_with(read="everyone")
    make("parties.customer", name="Mine", owner=actor.member_id)
    make("parties.customer", name="Nobody's")
    assert number_of(actor, **{"filter[owner][me]": "1"}) == 1
    assert number_of(actor, view="mine") == 1
    assert number_of(actor, view="pool") == 1


def test_a_branch_of_a_tree_is_found_under_its_top(db: None, house: Actor) -> None:
    top = make("parties.origin", name="Fairs")
    below = make("parties.origin", name="Canton fair", parent=top.pk)
    make("parties.customer", name="A", origin=below.pk)
    make("parties.customer", name="B")
    assert number_of(house, **{"filter[origin][under]": str(top.pk)}) == 1


def test_many_links_find_a_record_once(db: None, house: Actor) -> None:
    people = [make("organisation.member", name=name).pk for name in ("A", "B")]
    make("parties.customer", name="Both", collaborators=people)
    assert number_of(house, **{"filter[collaborators][in]": ",".join(map(str, people))}) == 1
    assert number_of(house, **{"filter[collaborators][empty]": "0"}) == 1


@pytest.mark.parametrize("words", ["客", "'; DROP TABLE", "%", "_", "\x00", "\ud800", "🤷", "a" * 5000, "\\", '"'])
def test_no_text_breaks_a_filter(words: str, db: None, house: Actor) -> None:
    party = make("parties.customer", name='100% _ \\ " 客户')
    typed = words.strip("\x00\ud800")
    found = number_of(house, **{"filter[name][contains]": words}) if typed else 0
    assert found == (1 if typed and typed in party.name else 0)
    assert number_of(house, q=words) in (0, 1)


def test_words_searched_narrow_the_list(db: None, house: Actor) -> None:
    records.create_set(kind_of("parties.customer"), [{"name": "Shanxi Valve"}, {"name": "Shanxi Pump"}], actor=house)
    assert number_of(house, q="shanxi pump") == 1
