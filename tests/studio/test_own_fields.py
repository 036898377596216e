"""Fields that users make: on old records, on windows, and with an index behind them."""

from typing import Any

import pytest
from django.db import connection
from tests.company import HOUSE, again, create

from keta.kernel import records
from keta.kernel.events.models import Event
from keta.kernel.jobs.models import Job
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Invalid
from keta.studio.indexing import fit_index, index_own_field

TYPES = ("text", "integer", "money", "yes_no", "pick", "phone")


def own_field(name: str, key: str = "text", **facts: Any) -> Any:
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
