"""The one write path: edits merged, clashes told, rights asked, everything remembered."""

from typing import Any

import pytest
from django.db import transaction
from tests.company import HOUSE, Company, again, create

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.history.past import entries_of
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, NotFound
from keta.kernel.versions import version

CUSTOMER, CONTACT, QUOTATION = "parties.customer", "parties.contact", "sales.quotation"


def change(record: Any, values: dict[str, Any], actor: Actor = HOUSE, base: int | None = None) -> Any:
    return records.update(kind_of(record), record.pk, values, actor=actor, version=base)


@pytest.fixture
def quotation(customer: Any, product: Any, anna: Actor) -> Any:
    lines = [{"product": str(product.pk), "quantity": "1", "price": price} for price in ("10", "20")]
    return create(QUOTATION, anna, name="Supports", customer=str(customer.pk), lines=lines)


def told_lines(quotation: Any) -> list[dict[str, Any]]:
    return [
        {"id": str(line.pk), "quantity": str(line.quantity), "price": str(line.price), "product": str(line.product_id)}
        for line in again(quotation).lines_of("lines")
    ]


def test_edits_of_different_fields_are_merged(customer: Any) -> None:
    base = customer.version
    change(customer, {"short_name": "太矿"}, base=base)
    change(customer, {"remarks": "Call on Mondays"}, base=base)
    now = again(customer)
    assert (now.short_name, now.remarks, now.version) == ("太矿", "Call on Mondays", base + 2)


def test_edits_of_the_same_field_are_refused_with_both_values(customer: Any) -> None:
    base = customer.version
    change(customer, {"short_name": "first"}, base=base)
    with pytest.raises(Conflict) as refusal:
        change(customer, {"short_name": "second", "remarks": "kept back too"}, base=base)
    assert refusal.value.values == {"short_name": {"yours": "second", "theirs": "first"}}
    assert (again(customer).short_name, again(customer).remarks) == ("first", "")


def test_the_same_edit_by_two_people_is_no_conflict(customer: Any) -> None:
    change(customer, {"short_name": "same"}, base=customer.version)
    assert change(customer, {"short_name": "same"}, base=customer.version).short_name == "same"


def test_lines_are_known_by_their_id(quotation: Any) -> None:
    first, second = told_lines(quotation)
    change(quotation, {"lines": [second | {"quantity": "5"}, {**first, "id": ""}]})
    now = told_lines(quotation)
    assert (now[0]["id"], now[0]["quantity"][0]) == (second["id"], "5")
    assert now[1]["id"] not in (first["id"], second["id"])
    assert len(now) == 2


def test_edits_of_the_same_line_clash_and_of_different_lines_do_not(quotation: Any) -> None:
    first, second = told_lines(quotation)
    base = again(quotation).version
    change(quotation, {"lines": [first | {"quantity": "2"}, second]}, base=base)
    merged = told_lines(quotation)[0]
    change(quotation, {"lines": [merged, second | {"quantity": "3"}]}, base=base)
    assert [line["quantity"][0] for line in told_lines(quotation)] == ["2", "3"]
    with pytest.raises(Conflict) as refusal:
        change(quotation, {"lines": [merged | {"quantity": "9"}, told_lines(quotation)[1]]}, base=base)
    assert list(refusal.value.values) == [f"lines.{first['id']}"]


def test_history_tells_lines_added_changed_and_removed(quotation: Any) -> None:
    first, second = told_lines(quotation)
    change(
        quotation, {"lines": [first | {"quantity": "7"}, {"product": first["product"], "quantity": "1", "price": "5"}]}
    )
    told = entries_of(kind_of(quotation), quotation.pk)[0].changes["lines"]["lines"]
    assert list(told["changed"]) == [first["id"]]
    assert told["changed"][first["id"]]["quantity"] == ["1.000000", "7.000000"]
    assert list(told["removed"]) == [second["id"]]
    assert len(told["added"]) == 1


def test_what_others_point_at_is_not_deleted_and_they_are_named(customer: Any) -> None:
    create(CONTACT, party=str(customer.pk), name="王芳")
    with pytest.raises(Conflict, match="王芳"):
        records.delete(kind_of(CUSTOMER), customer.pk, actor=HOUSE)
    assert again(customer).pk == customer.pk


@pytest.mark.feature("PRM-03")
def test_a_new_owner_takes_the_right_to_assign_and_the_department_follows(
    customer: Any, anna: Actor, ben: Actor, director: Actor, company: Company
) -> None:
    with pytest.raises(Invalid) as refusal:
        change(customer, {"owner": str(ben.id)}, actor=anna)
    assert list(refusal.value.errors) == ["owner"]
    moved = change(customer, {"owner": str(ben.id)}, actor=director)
    assert (moved.department_id, moved.booked_department_id) == (company.west.pk, company.east.pk)
    with pytest.raises(NotFound):
        change(customer, {"remarks": "mine once"}, actor=anna)


def test_a_link_out_of_sight_is_refused_but_one_that_stands_stays(customer: Any, anna: Actor, ben: Actor) -> None:
    own = create(CUSTOMER, ben, name="西北矿业集团")
    with pytest.raises(Invalid) as refusal:
        change(own, {"parent": str(customer.pk)}, actor=ben)
    assert list(refusal.value.errors) == ["parent"]
    change(own, {"parent": str(customer.pk)})
    kept = change(own, {"parent": str(customer.pk), "remarks": "branch"}, actor=ben)
    assert (kept.parent_id, kept.remarks) == (customer.pk, "branch")


def test_several_refusals_come_at_once_each_at_its_field(anna: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        create(CUSTOMER, anna, name="", email="nobody", credit_limit="much", nonsense="1")
    assert {"email", "credit_limit", "nonsense"} <= set(refusal.value.errors)


def test_a_set_is_written_whole_or_not_at_all(company: Company) -> None:
    rows = [{"name": "甲公司"}, {"name": "乙公司", "email": "nobody"}]
    with pytest.raises(Invalid) as refusal:
        records.create_set(kind_of(CUSTOMER), rows, actor=HOUSE)
    assert list(refusal.value.errors) == ["1.email"]
    assert not kind_of(CUSTOMER).rows().filter(name="甲公司").exists()


def test_a_definition_that_is_rolled_back_was_never_there(company: Company) -> None:
    before = version.refresh()
    with transaction.atomic():
        create("studio.custom_object", name="dream", label="Dream")
        assert kind_of("studio.dream").label == "Dream"
        transaction.set_rollback(True)
    assert version.refresh() == before
    with pytest.raises(NotFound):
        kind_of("studio.dream")


def test_values_together_unique_are_refused_at_their_field(company: Company, product: Any) -> None:
    prices = {"price_list": str(kind_of("catalog.price_list").model.objects.get(code="standard").pk)}
    prices |= {"product": str(product.pk), "price": "10"}
    create("catalog.price", **prices)
    with pytest.raises(Invalid) as refusal:
        create("catalog.price", **prices)
    assert list(refusal.value.errors) == ["from_quantity"]
