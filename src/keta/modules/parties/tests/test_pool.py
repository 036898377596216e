"""The pool: who may take a customer, give it back, hand it to somebody else."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from tests.company import HOUSE, again, create, press

from keta.kernel import actions, records
from keta.kernel.access import Actor, records_for
from keta.kernel.history.past import entries_of
from keta.kernel.jobs.queue import enqueue
from keta.kernel.jobs.worker import run_due_jobs
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, NotAllowed, Refused
from keta.modules.parties.jobs import return_to_pool
from keta.modules.parties.models import Party
from keta.modules.parties.pool import forgotten


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


def hand_overs(party: Any) -> list[tuple[Any, Any, Any, str]]:
    return [
        (each.from_member_id, each.to_member_id, each.by_member_id, each.reason)
        for each in again(party).lines_of("hand_overs")
    ]


def test_every_hand_over_leaves_a_line_through_whatever_door(
    unowned: Any, anna: Actor, ben: Actor, director: Actor
) -> None:
    press(unowned, "claim_customer", ben)
    press(unowned, "assign_customer", director, owner=anna.member_id, reason="片区调整")
    records.update(kind_of("parties.customer"), unowned.pk, {"owner": None}, actor=director)
    assert hand_overs(unowned) == [
        (None, ben.member_id, ben.member_id, "Claimed from the pool"),
        (ben.member_id, anna.member_id, director.member_id, "片区调整"),
        (anna.member_id, None, director.member_id, ""),
    ]
    assert again(unowned).handed_over_because == ""
    records.update(kind_of("parties.customer"), unowned.pk, {"remarks": "nothing moved"}, actor=HOUSE)
    assert len(hand_overs(unowned)) == 3


@pytest.fixture
def limit(company: Any) -> Any:
    return create("parties.pool_rule", name="Two prospects each", relationships=["prospect"], most_owned=2)


def test_nobody_claims_more_than_the_rule_allows(limit: Any, unowned: Any, ben: Actor) -> None:
    for name in ("甲公司", "乙公司"):
        create("parties.customer", ben, name=name)
    with pytest.raises(Refused, match="李本 owns 2 of at most 2 such customers .Two prospects each.; give one back"):
        press(unowned, "claim_customer", ben)
    assert again(unowned).owner_id is None


def test_a_limit_counts_only_the_customers_it_speaks_of(limit: Any, unowned: Any, ben: Actor) -> None:
    for name in ("甲公司", "乙公司"):
        create("parties.customer", ben, name=name, relationship_state="active")
    press(unowned, "claim_customer", ben)
    assert again(unowned).owner_id == ben.member_id


def test_nobody_is_given_more_than_the_rule_allows(limit: Any, customer: Any, ben: Actor, director: Actor) -> None:
    for name in ("甲公司", "乙公司"):
        create("parties.customer", ben, name=name)
    with pytest.raises(Refused, match="at most 2"):
        press(customer, "assign_customer", director, owner=ben.member_id)


def untouched_for(party: Any, days: int) -> None:
    Party.objects.filter(pk=party.pk).update(touched_on=timezone.localdate() - datetime.timedelta(days=days))


def night() -> None:
    enqueue(return_to_pool, actor=HOUSE)
    assert run_due_jobs() == 1


@pytest.mark.feature("CUS-45")
def test_untouched_customers_go_back_to_the_pool_by_night(customer: Any, anna: Actor, ben: Actor) -> None:
    create("parties.pool_rule", name="30 days", grades=["ordinary"], days=30)
    ordinary = create("parties.customer", anna, name="甲公司", grade="ordinary")
    fresh = create("parties.customer", anna, name="乙公司", grade="ordinary")
    untouched_for(customer, 400)
    untouched_for(ordinary, 30)
    untouched_for(fresh, 29)
    night()
    assert again(customer).owner_id == again(fresh).owner_id == anna.member_id
    assert again(ordinary).owner_id is None
    assert hand_overs(ordinary) == [(anna.member_id, None, None, "Untouched for 30 days")]
    assert entries_of(kind_of(ordinary), ordinary.pk)[0].cause == "return_to_pool"


def test_who_takes_a_customer_out_again_gets_his_time(customer: Any, anna: Actor, ben: Actor) -> None:
    create("parties.pool_rule", name="30 days", days=30)
    untouched_for(customer, 31)
    night()
    press(customer, "claim_customer", ben)
    assert forgotten() == {}


def test_a_rule_that_is_not_in_use_gives_nothing_back(customer: Any) -> None:
    create("parties.pool_rule", name="30 days", days=30, is_active=False)
    untouched_for(customer, 31)
    assert forgotten() == {}
    with pytest.raises(Invalid, match="after how many days"):
        create("parties.pool_rule", name="Nothing")
