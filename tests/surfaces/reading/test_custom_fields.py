"""Fields that users made are read, filtered, put in order and added up like all others."""

import random
from typing import Any

import pytest

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.fieldtypes import REGISTER, plain_showing
from keta.kernel.fieldtypes.base import FieldSpec
from keta.kernel.objects import Kind, kind_of
from keta.surfaces.reading import aggregate, answer, column_of, question_of, sums
from tests.surfaces.reading.company import make

CUSTOM = sorted(key for key, kind in REGISTER.items() if kind.is_custom)
OPTIONS = {
    "link": {"target": "parties.origin"},
    "picks": {"list": "parties.grade", "options": {"key": "Key", "small": "Small"}},
    "pick": {"list": "parties.grade", "options": {"key": "Key", "small": "Small"}},
}


def add_field(name: str, type_key: str, object_key: str = "parties.party", **facts: Any) -> None:
    values = {"object_key": object_key, "name": name, "label": name, "type": type_key, "options": OPTIONS.get(type_key)}
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


@pytest.mark.feature("EXT-14")
@pytest.mark.parametrize("type_key", CUSTOM)
def test_each_type_can_be_shown_filtered_ordered_and_grouped(type_key: str, machine: Kind, house: Actor) -> None:
    name, chance = f"f_{type_key}", random.Random(1)
    origin = make("parties.origin", name="Fair")
    spec = machine.fields[name]
    rows = [{"name": f"M{number}", name: sample(spec, chance, origin)} for number in range(3)] + [{"name": "M3"}]
    made = records.create_set(machine, rows, actor=house)
    shown = answer(question_of(machine, {"fields": [f"name,{name}"]}, actor=house), house)
    values = {row.values[0]: row.values[1] for row in shown.rows}
    for number, record in enumerate(made[:3]):
        if not spec.type.points_to:
            assert values[f"M{number}"] == spec.type.read(record, spec)
        elif rows[number][name]:
            assert values[f"M{number}"].title == "Fair"
    for operator in spec.type.operators:
        operand = {"within": "2026", "between": "1,2", "me": "1", "empty": "1", "under": str(origin.pk)}.get(operator)
        text = operand or spec.type.to_text(values["M0"], plain_showing("en")) or str(origin.pk)
        if spec.type.points_to and not operand:
            text = str(origin.pk)
        if operator == "between" and spec.type.steps:
            text = "2026-01-01,2026-12-31"
        question = question_of(machine, {f"filter[{name}][{operator}]": [text]}, actor=house)
        assert len(answer(question, house).rows) <= 4
    if spec.type.is_sortable:
        up = [row.id for row in answer(question_of(machine, {"order": [name]}, actor=house), house).rows]
        pages = answer(question_of(machine, {"order": [name], "limit": ["2"]}, actor=house), house)
        rest = answer(question_of(machine, {"order": [name], "limit": ["2"], "cursor": [pages.next_cursor]}, actor=house), house)
        assert [row.id for row in (*pages.rows, *rest.rows)] == up
    if column_of(machine, name, house).spec.type.is_groupable:
        found = aggregate(question_of(machine, {}, actor=house), [(name, None)], ["count"], house)
        assert sum(bucket.figures[0] for bucket in found.buckets) == 4


@pytest.mark.feature("EXT-14")
def test_money_yes_and_dates_are_compared_by_what_they_mean(db: None, house: Actor) -> None:
    for name, key in (("deposit", "money"), ("is_vip", "yes_no"), ("checked_on", "date"), ("score", "integer")):
        add_field(name, key, is_totalled=key == "money")
    customer = kind_of("parties.customer")
    rows = [
        {"name": "A", "deposit": "9.50", "is_vip": True, "checked_on": "2026-01-05", "score": 9},
        {"name": "B", "deposit": "10.25", "is_vip": False, "checked_on": "2026-02-01", "score": 10},
        {"name": "C"},
    ]
    records.create_set(customer, rows, actor=house)

    def names(**parameters: str) -> list[str]:
        question = question_of(customer, {"fields": ["name"], **{key: [text] for key, text in parameters.items()}}, actor=house)
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
    assert {bucket.values[0]: str(bucket.figures[1]) for bucket in groups.buckets} == {True: "9.50", False: "10.25"}
