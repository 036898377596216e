"""What a party knows of itself: completeness, days, credit code, the way of its relationship."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from tests.company import HOUSE, create

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.china.industries import industries
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Invalid
from keta.modules.parties.delivered import deliver_origins
from keta.modules.parties.industries import deliver_industries
from keta.modules.parties.models import Industry

KIND = "parties.customer"


def test_who_creates_a_customer_owns_it(customer: Any, anna: Actor) -> None:
    assert (customer.owner_id, customer.department_id, customer.is_customer) == (
        anna.member_id,
        anna.department_id,
        True,
    )


@pytest.mark.feature("INF-34")
@pytest.mark.parametrize("code", ["91350100M000100Y4Z", "1234"])
def test_it_refuses_a_credit_code_whose_check_character_is_wrong(customer: Any, anna: Actor, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        records.update(kind_of(KIND), customer.pk, {"credit_code": code}, actor=anna)
    assert list(refusal.value.errors) == ["credit_code"]


def test_it_keeps_a_valid_credit_code_without_spaces(customer: Any, anna: Actor) -> None:
    updated = records.update(kind_of(KIND), customer.pk, {"credit_code": "9135 0100 m000100Y43"}, actor=anna)
    assert updated.credit_code == "91350100M000100Y43"


def test_completeness_counts_what_is_filled_and_asks_a_company_for_more_than_a_person(company: Any) -> None:
    firm = create(KIND, name="阳煤集团", phone="0353-1234567", owner=None)
    person = create(KIND, name="王德明", kind="person", phone="13800138000", gender="male", owner=None)
    assert (firm.completeness, person.completeness) == (Decimal(7), Decimal(20))


@pytest.mark.feature("CUS-34", "CUS-30", "CUS-31", "CUS-32", "CUS-44")
def test_a_relationship_goes_on_only_by_steps_that_make_sense(customer: Any, anna: Actor) -> None:
    kind = kind_of(KIND)
    with pytest.raises(Invalid) as refusal:
        records.update(kind, customer.pk, {"relationship_state": "won_back"}, actor=anna)
    assert "relationship_state" in refusal.value.errors

    for state in ("target", "new", "loyal", "inactive", "lost", "won_back", "active"):
        updated = records.update(kind, customer.pk, {"relationship_state": state}, actor=anna)
    assert (updated.relationship_state, updated.relationship_since) == ("active", timezone.localdate())


@pytest.mark.feature("INF-10")
def test_days_follow_from_their_dates(customer: Any, anna: Actor) -> None:
    kind = kind_of(KIND)
    since = timezone.localdate() - datetime.timedelta(days=100)
    updated = records.update(kind, customer.pk, {"business_since": since}, actor=anna)
    days = {
        name: kind.fields[name].type.read(updated, kind.fields[name]) for name in ("days_with_us", "days_untouched")
    }
    assert days == {"days_with_us": 100, "days_untouched": 0}


@pytest.mark.feature("INF-16")
def test_people_at_one_company_may_be_related_but_nobody_to_himself(customer: Any, anna: Actor) -> None:
    one = create("parties.contact", anna, name="王德明", party=customer)
    other = create("parties.contact", anna, name="王小明", party=customer)
    tied = create(
        "parties.relation", anna, party=customer, contact=one, other=customer, other_contact=other, kind="referred"
    )
    assert tied.kind == "referred"
    with pytest.raises(Invalid):
        create("parties.relation", anna, party=customer, other=customer, kind="subsidiary")
    with pytest.raises(Invalid):
        create(
            "parties.relation", anna, party=customer, contact=one, other=customer, other_contact=one, kind="referred"
        )


def test_every_channel_is_delivered_as_an_origin_once(company: Any) -> None:
    origins = kind_of("parties.origin").model.objects
    before = origins.count()
    deliver_origins(HOUSE)
    assert origins.count() == before
    channels = {"survey", "marketing_activity", "service_process", "point_of_sale", "fair", "website", "call_centre"}
    channels |= {
        "complaint",
        "media",
        "authorities",
        "banks",
        "consultants",
        "bought_data",
        "partners",
        "old_customers",
    }
    assert channels <= set(origins.values_list("code", flat=True))
    top = origins.get(code="indirect")
    below = origins.filter(tree_left__gt=top.tree_left, tree_right__lt=top.tree_right)
    assert below.count() == 8
    assert all(origin.is_indirect for origin in below)


@pytest.mark.feature("CUS-02")
def test_customers_are_found_under_a_branch_of_the_standard_classification(customer: Any, anna: Actor) -> None:
    deliver_industries(HOUSE)
    count = Industry.objects.count()
    deliver_industries(HOUSE)
    assert Industry.objects.count() == count == len(industries())
    by_code = dict(Industry.objects.values_list("code", "pk"))
    kind = kind_of("parties.customer")
    records.update(kind, customer.pk, {"standard_industry": str(by_code["3511"])}, actor=anna)
    spec = kind.fields["standard_industry"]
    for code, is_found in (("C", True), ("35", True), ("3511", True), ("A", False)):
        condition = spec.type.condition(spec, "under", str(by_code[code]), "standard_industry")
        assert records_for(anna, kind).filter(condition).exists() == is_found, code
