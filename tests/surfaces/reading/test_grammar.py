"""Questions from addresses and back; mistakes refused at their parameter."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest

from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Invalid
from keta.surfaces.reading import question_of, read_question, to_query_string

pytestmark = pytest.mark.django_db
TREE = {
    "any": [
        {"field": "grade", "operator": "eq", "value": "key"},
        {"field": "staff_size", "operator": "gt", "value": 9},
    ]
}


@pytest.mark.feature("SRC-05")
@pytest.mark.parametrize(
    "address",
    [
        "filter[name][contains]=valve&filter[owner][me]=1",
        "filter[founded_on][within]=this_month&order=-credit_limit,name",
        "q=Shanxi&limit=20&fields=name,owner.department",
        f"where={json.dumps(TREE)}",
        f"where={json.dumps({'all': [TREE, {'field': 'grade', 'operator': 'in', 'value': ['key', 'major']}]})}",
        "view=mine&filter[grade][eq]=key",
    ],
)
def test_an_address_says_the_same_after_reading_and_writing(address: str, house: Actor) -> None:
    question = question_of(kind_of("parties.party"), parse_qs(address), actor=house)
    again = question_of(kind_of("parties.party"), parse_qs(to_query_string(question)), actor=house)
    assert again == question
    assert question.where.parts or question.columns or question.q


def test_what_is_usual_is_left_out_of_the_address(house: Actor) -> None:
    question = question_of(kind_of("parties.party"), {"order": ["name"], "limit": ["50"]}, actor=house)
    assert to_query_string(question) == ""


@pytest.mark.parametrize(
    ("parameter", "value", "word"),
    [
        ("filter[nonsense][eq]", "1", "nonsense"),
        ("filter[name][between]", "1,2", "between"),
        ("filter[staff_size][gt]", "many", "number"),
        ("filter[staff_size][gt]", "", "value"),
        ("filter[founded_on][within]", "whenever", "period"),
        ("filter[owner][eq]", "Wang", "record"),
        ("filter[grade][eq]", "huge", "list"),
        ("filter.name", "1", "filter"),
        ("where", "{", "filter"),
        ("where", '{"field": "name"}', "operator"),
        ("order", "-remarks", "order"),
        ("order", "owner.nonsense", "nonsense"),
        ("fields", "name,salary", "salary"),
        ("limit", "0", "1000"),
        ("limit", "²", "1000"),
        ("total", "maybe", "exact"),
        ("view", "nobody", "view"),
    ],
)
def test_each_mistake_is_refused_at_its_parameter(parameter: str, value: str, word: str, house: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        question_of(kind_of("parties.party"), {parameter: [value]}, actor=house)
    assert list(refusal.value.errors) == [parameter]
    assert word in str(refusal.value.errors[parameter][0])


def test_a_page_gets_the_question_as_far_as_it_is_understood(house: Actor) -> None:
    parameters = {"filter[grade][eq]": ["key"], "filter[staff_size][gt]": ["many"]}
    question, errors = read_question(kind_of("parties.party"), parameters, actor=house)
    assert [each.field for each in question.where.conditions()] == ["grade"]
    assert list(errors) == ["filter[staff_size][gt]"]


def test_a_programs_slip_is_told_where_unknown_names_are_not_allowed(house: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        question_of(kind_of("parties.party"), {"ordre": ["name"]}, actor=house, allowed=())
    assert list(refusal.value.errors) == ["ordre"]


@pytest.mark.parametrize("where", ["[" * 100_000, json.dumps({"all": [TREE] * 40}), '{"all": [3]}'])
def test_monstrous_trees_are_refused(where: str, house: Actor) -> None:
    with pytest.raises(Invalid):
        question_of(kind_of("parties.party"), {"where": [where]}, actor=house)


@pytest.mark.feature("PRM-03")
@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("filter[credit_limit][gt]", "1"),
        ("order", "credit_limit"),
        ("fields", "credit_limit"),
        ("fields", "parent.credit_limit"),
    ],
)
def test_a_hidden_field_is_as_good_as_none(parameter: str, value: str, member_with: Callable[..., Actor]) -> None:
    actor = member_with(read="everyone", fields=[("parties.party", "credit_limit", "hidden")])
    with pytest.raises(Invalid, match="no field"):
        question_of(kind_of("parties.customer"), {parameter: [value]}, actor=actor)
