"""Fields that users made are read, filtered, put in order and added up like all others."""

import random
from typing import Any

import pytest
from tests.surfaces.reading.company import make

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.fieldtypes import REGISTER, plain_showing
from keta.kernel.fieldtypes.base import FieldSpec
from keta.kernel.objects import Kind, kind_of
from keta.surfaces.reading import aggregate, answer, question_of, sums, walk

CUSTOM = sorted(key for key, kind in REGISTER.items() if kind.is_custom)
OPTIONS = {
    "link": {"target": "parties.origin"},
    "picks": {"list": "parties.grade", "options": {"key": "Key", "small": "Small"}},
    "pick": {"list": "parties.grade", "options": {"key": "Key", "small": "Small"}},
}


def add_field(name: str, type_key: str, object_key: str = "parties.party", **facts: Any) -> None:
    values = {
        "object_key": object_key,
        "name": name,
        "label": name,
        "type": type_key,
        "options": OPTIONS.get(type_key),
    }
    make("studio.custom_field", **values, **facts)


@pytest.fixture
def machine(db: None) -> Kind:
    """A user-made object with a field of every type that users may choose."""
    make("studio.custom_object", name="machine", label="Machine", title_pattern="{name}")
    add_field("name", "text", "studio.machine")
    for key in CUSTOM:
        add_field(f"f_{key}", key, "studio.machine")
    return kind_of("studio.machine")


def sample(spec: FieldSpec, chance: random.Random, target: Any) -> Any:
    value = spec.type.sample(spec, chance)
    return str(target.pk) if value is None and spec.type.points_to == "parties.origin" else value


@pytest.fixture
def origin(db: None) -> Any:
    return make("parties.origin", name="Fair")


def filled(machine: Kind, name: str, origin: Any, house: Actor) -> list[Any]:
    """Three records with a value, one without."""
    chance = random.Random(1)
    rows = [{"name": f"M{number}", name: sample(machine.fields[name], chance, origin)} for number in range(3)]
    return records.create_set(machine, [*rows, {"name": "M3"}], actor=house)


def operand_of(operator: str, spec: FieldSpec, value: Any, origin: Any) -> str:
    if operator == "between":
        return "2026-01-01,2026-12-31" if spec.type.steps else "1,2"
    told = spec.type.to_text(value, plain_showing("en"))
    return {"within": "2026", "me": "1", "empty": "1"}.get(operator) or (
        str(origin.pk) if spec.type.points_to else told
    )


@pytest.mark.feature("EXT-14")
@pytest.mark.parametrize("type_key", CUSTOM)
def test_each_type_is_shown_as_it_was_entered(type_key: str, machine: Kind, origin: Any, house: Actor) -> None:
    name = f"f_{type_key}"
    spec = machine.fields[name]
    made = filled(machine, name, origin, house)
    shown = answer(question_of(machine, {"fields": [f"name,{name}"]}, actor=house), house)
    values = {row.values[0]: row.values[1] for row in shown.rows}
    for record in made:
        value, stored = values[record.title], spec.type.read(record, spec)
        assert (value and value.id if spec.type.points_to else value) == stored


@pytest.mark.feature("EXT-14")
@pytest.mark.parametrize("type_key", CUSTOM)
def test_each_type_can_be_filtered(type_key: str, machine: Kind, origin: Any, house: Actor) -> None:
    name = f"f_{type_key}"
    spec = machine.fields[name]
    first, *__ = filled(machine, name, origin, house)
    for operator in spec.type.operators:
        text = operand_of(operator, spec, spec.type.read(first, spec), origin)
        question = question_of(machine, {f"filter[{name}][{operator}]": [text]}, actor=house)
        found = {row.id for row in answer(question, house).rows}
        if operator in ("eq", "contains") and spec.type.read(first, spec):
            assert first.pk in found


@pytest.mark.feature("EXT-14")
@pytest.mark.parametrize("type_key", CUSTOM)
def test_each_type_can_be_ordered_and_grouped(type_key: str, machine: Kind, origin: Any, house: Actor) -> None:
    name = f"f_{type_key}"
    spec = machine.fields[name]
    filled(machine, name, origin, house)
    if spec.type.is_sortable:
        whole = answer(question_of(machine, {"order": [name]}, actor=house), house)
        pages = walk(question_of(machine, {"order": [name]}, actor=house), house, size=2)
        assert [row.id for page in pages for row in page.rows] == [row.id for row in whole.rows]
    if spec.type.is_groupable:
        found = aggregate(question_of(machine, {}, actor=house), [(name, None)], ["count"], house)
        assert sum(bucket.figures[0] for bucket in found.buckets) == 4


@pytest.mark.feature("EXT-14")
def test_money_yes_and_dates_are_compared_by_what_they_mean(db: None, house: Actor) -> None:
    for name, key in (
        ("deposit", "money"),
        ("is_vip", "yes_no"),
        ("checked_on", "date"),
        ("score", "integer"),
    ):
        add_field(name, key, is_totalled=key == "money")
    customer = kind_of("parties.customer")
    rows = [
        {"name": "A", "deposit": "9.50", "is_vip": True, "checked_on": "2026-01-05", "score": 9},
        {"name": "B", "deposit": "10.25", "is_vip": False, "checked_on": "2026-02-01", "score": 10},
        {"name": "C"},
    ]
    records.create_set(customer, rows, actor=house)

    def names(**parameters: str) -> list[str]:
        question = question_of(
            customer, {"fields": ["name"], **{key: [text] for key, text in parameters.items()}}, actor=house
        )
        return [row.values[0] for row in answer(question, house).rows]

    assert names(**{"filter[deposit][gt]": "9.75"}) == ["B"]
    assert names(**{"filter[deposit][between]": "9.50,10"}) == ["A"]
    assert names(order="-deposit") == ["B", "A", "C"]
    assert names(order="score") == ["A", "B", "C"]
    assert names(**{"filter[is_vip][eq]": "1"}) == ["A"]
    assert names(**{"filter[checked_on][within]": "2026-01"}) == ["A"]
    question = question_of(customer, {"fields": ["name,deposit"]}, actor=house)
    assert str(sums(question, house)["deposit"]) == "19.75"
    groups = aggregate(question, [("is_vip", None)], ["count", "sum:deposit"], house)
    assert {bucket.values[0]: str(bucket.figures[1]) for bucket in groups.buckets} == {
        True: "9.50",
        False: "10.25",
    }
