"""Fields that users make: on old records, on windows, and with an index behind them."""

from typing import Any

import pytest
from django.db import connection
from tests.company import HOUSE, again, create

from keta.kernel import records
from keta.kernel.access import records_for
from keta.kernel.events.models import Event
from keta.kernel.jobs.models import Job
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Invalid
from keta.studio.indexing import fit_index, index_own_field

TYPES = ("text", "integer", "money", "yes_no", "pick", "phone", "date", "moment")


def own_field(name: str, key: str = "text", **facts: Any) -> Any:
    facts = {"options": {"list": "test.machines"} if key == "pick" else None, **facts}
    return create("studio.custom_field", object_key="parties.customer", name=name, label=name, type=key, **facts)


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, "parties_party"))


def test_a_field_of_a_window_is_one_of_the_object_behind_it(db: None) -> None:
    assert own_field("machines").object_key == "parties.party"
    assert "machines" in kind_of("parties.supplier").fields


def test_a_field_required_later_leaves_old_records_alone(db: None) -> None:
    customer = create("parties.customer", name="Old")
    own_field("machines", is_required=True)
    kind = kind_of("parties.customer")
    records.update(kind, customer.pk, {"short_name": "O"}, actor=HOUSE)
    with pytest.raises(Invalid) as refusal:
        create("parties.customer", name="New")
    assert list(refusal.value.errors) == ["machines"]
    records.update(kind, customer.pk, {"machines": "three"}, actor=HOUSE)
    with pytest.raises(Invalid):
        records.update(kind, customer.pk, {"machines": ""}, actor=HOUSE)
    assert again(customer).extra == {"machines": "three"}


@pytest.mark.parametrize("key", TYPES)
def test_a_filtered_field_gets_an_index_and_loses_it_when_retired(db: None, key: str) -> None:
    field = own_field("machines", key, is_filtered=True)
    name = f"own_{field.pk.hex[-24:]}"
    assert fit_index(field.pk)
    assert fit_index(field.pk)
    assert name in indexes()
    records.update(kind_of(field), field.pk, {"is_retired": True}, actor=HOUSE)
    assert not fit_index(field.pk)
    assert name not in indexes()


def test_a_change_of_a_field_enqueues_its_index(db: None) -> None:
    field = own_field("machines", is_filtered=True)
    index_own_field(Event.objects.filter(record_id=field.pk).latest("id"))
    assert Job.objects.filter(name="studio.index_field", arguments={"field_id": str(field.pk)}).exists()


WRONG = {
    "a list of options": ("text", ["max_length"]),
    "an unknown option": ("text", {"colour": "red"}),
    "a length in words": ("text", {"max_length": "long"}),
    "a length that no column has": ("text", {"max_length": 10**9}),
    "yes for a number": ("integer", {"least": True}),
    "bounds the wrong way round": ("integer", {"least": 5, "most": 1}),
    "too many places": ("decimal", {"places": 40}),
    "a link to nowhere": ("link", {"target": "parties.nobody"}),
    "a link to a list": ("link", {"target": ["parties.party"]}),
    "a link to lines": ("link", {"target": "sales.contract_line"}),
    "a link without a target": ("link", {}),
    "a pick of nothing": ("pick", {}),
    "choices without words": ("pick", {"options": {"red": 1}}),
    "choices as a list": ("picks", {"options": ["red"]}),
}


@pytest.mark.parametrize(("key", "options"), WRONG.values(), ids=WRONG)
def test_options_that_mean_nothing_are_refused(db: None, key: str, options: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        own_field("machines", key, options=options)
    assert list(refusal.value.errors) == ["options"]


def test_options_that_fit_are_taken_and_compile(db: None) -> None:
    own_field("weight", "decimal", options={"least": 0, "most": 100, "places": 2})
    own_field("maker", "link", options={"target": "parties.party", "window": "parties.supplier"})
    own_field("colour", "picks", options={"options": {"red": "Red"}, "limit": 3})
    assert {"weight", "maker", "colour"} <= kind_of("parties.party").fields.keys()


def test_a_field_of_an_object_that_there_is_not_is_refused(db: None) -> None:
    for key in ("parties.nobody", "nonsense", "studio.machine"):
        with pytest.raises(Invalid) as refusal:
            create("studio.custom_field", object_key=key, name="x", label="X", type="text")
        assert list(refusal.value.errors) == ["object_key"]
    create("studio.custom_object", name="machine", label="Machine")
    assert create("studio.custom_field", object_key="studio.machine", name="x", label="X", type="text").pk


@pytest.mark.parametrize(
    ("key", "raw", "operand"),
    [("date", "2026-03-01", "2026-03"), ("moment", "2026-03-01T14:30:15+08:00", "2026-03")],
)
def test_days_and_moments_of_own_fields_are_found_and_ordered(db: None, key: str, raw: str, operand: str) -> None:
    own_field("checked", key, is_filtered=True)
    later = create("parties.customer", name="Later", checked="2027-01-01")
    found = create("parties.customer", name="Found", checked=raw)
    create("parties.customer", name="Never")
    kind = kind_of("parties.customer")
    spec = kind.fields["checked"]
    rows = records_for(HOUSE, kind).annotate(value=spec.type.expression(spec)).filter(value__isnull=False)
    assert list(rows.order_by("value")) == [found, later]
    assert rows.get(pk=found.pk).value == spec.type.read(found, spec)
    assert list(rows.filter(spec.type.condition(spec, "within", operand, "value"))) == [found]
