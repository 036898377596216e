"""The pool: who may take a customer, give it back, hand it to somebody else."""

from typing import Any

import pytest
from tests.company import HOUSE, again, create, press

from keta.kernel import actions, records
from keta.kernel.access import Actor, records_for
from keta.kernel.history.past import entries_of
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, NotAllowed, Refused


@pytest.fixture
def unowned(company: Any) -> Any:
    return create("parties.customer", name="晋城装备制造有限公司", owner=None)


@pytest.mark.feature("CUS-46")
def test_everybody_sees_what_lies_in_the_pool_and_nobody_else_what_is_owned(
    unowned: Any, customer: Any, anna: Actor, ben: Actor
) -> None:
    kind = kind_of("parties.customer")
    assert set(records_for(anna, kind)) == {unowned, customer}
    assert set(records_for(ben, kind)) == {unowned}


def test_who_claims_a_customer_owns_it(unowned: Any, ben: Actor) -> None:
    claimed = press(unowned, "claim_customer", ben).record

    assert (claimed.owner_id, claimed.department_id) == (ben.member_id, ben.department_id)


def test_it_refuses_to_claim_what_somebody_owns(customer: Any, director: Actor) -> None:
    with pytest.raises(Conflict, match="already has an owner"):
        press(customer, "claim_customer", director)


def test_giving_back_needs_a_reason_and_keeps_it(customer: Any, anna: Actor) -> None:
    with pytest.raises(Invalid):
        press(customer, "release_customer", anna)

    released = press(customer, "release_customer", anna, reason="两年没有需求").record

    assert (released.owner_id, released.handed_over_because) == (None, "两年没有需求")
    newest = entries_of(kind_of(released), released.pk)[0]
    assert (newest.cause, newest.changes["fields"]["owner"]) == ("release_customer", [str(anna.member_id), None])


def test_contacts_follow_the_customer_where_they_had_the_same_owner(
    customer: Any, anna: Actor, ben: Actor, director: Actor
) -> None:
    hers = create("parties.contact", anna, name="王德明", party=customer)
    other = create("parties.contact", name="李会计", party=customer, owner=None)

    press(customer, "assign_customer", director, owner=ben.member_id, reason="片区调整")

    assert again(customer).owner_id == again(hers).owner_id == ben.member_id
    assert again(other).owner_id is None


def test_a_salesman_may_not_assign(customer: Any, anna: Actor, ben: Actor) -> None:
    kind = kind_of("parties.customer")
    assert actions.allowed(kind, customer, anna)["assign_customer"]
    with pytest.raises(NotAllowed):
        press(customer, "assign_customer", anna, owner=ben.member_id)


def test_it_does_not_assign_to_somebody_who_has_left(customer: Any, ben: Actor) -> None:
    member = kind_of("organisation.member")
    assert ben.member_id is not None
    records.update(member, ben.member_id, {"is_active": False}, actor=HOUSE)
    with pytest.raises(Refused, match="has left the company"):
        press(customer, "assign_customer", owner=ben.member_id)
