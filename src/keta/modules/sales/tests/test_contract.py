"""Contracts: the collection plan, confirming, cancelling, and what they tell the customer."""

import datetime
from typing import Any

import pytest
from tests.company import Company, again, create, money, press

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, NotAllowed, Refused

THREE_THREE_THREE_ONE = [
    {"due_at": "signing", "share": "30"},
    {"due_at": "delivery", "share": "30"},
    {"due_at": "acceptance", "share": "30", "days_after": 30},
    {"due_at": "warranty", "share": "10"},
]


@pytest.fixture
def contract(anna: Actor, customer: Any) -> Any:
    lines = [{"description": "支架", "quantity": "1", "price": "1000.01", "tax_rate": "13"}]
    return create("sales.contract", anna, name="支架合同", customer=customer, lines=lines)


def update(contract: Any, actor: Actor, **values: Any) -> Any:
    return records.update(kind_of(contract), contract.pk, values, actor=actor)


def amounts(contract: Any) -> list[Any]:
    return [instalment.amount for instalment in contract.lines_of("collections")]


@pytest.mark.feature("QUO-03")
def test_shares_of_a_plan_add_up_to_the_cent(contract: Any, anna: Actor) -> None:
    planned = update(contract, anna, collections=THREE_THREE_THREE_ONE)
    assert amounts(planned) == [money("300.00"), money("300.00"), money("300.00"), money("100.01")]
    assert planned.planned_amount == planned.amount


@pytest.mark.feature("QUO-03")
def test_a_plan_by_shares_follows_the_contract(contract: Any, anna: Actor) -> None:
    update(contract, anna, collections=THREE_THREE_THREE_ONE)
    (line,) = contract.lines_of("lines")
    changed = update(again(contract), anna, lines=[{"id": line.pk, "quantity": "2"}])
    assert sum(amounts(again(changed))) == changed.amount == money("2000.02")


def test_it_is_not_confirmed_with_a_plan_that_does_not_add_up(contract: Any, anna: Actor) -> None:
    update(contract, anna, collections=[{"due_on": "2027-01-31", "amount": "500"}])
    with pytest.raises(Refused, match="adds up to 500"):
        press(contract, "confirm_contract", anna)


@pytest.mark.feature("QUO-13")
def test_without_a_plan_it_is_due_within_the_payment_term_of_the_customer(
    contract: Any, customer: Any, anna: Actor
) -> None:
    records.update(kind_of("parties.customer"), customer.pk, {"payment_days": 60}, actor=anna)
    (instalment,) = press(contract, "confirm_contract", anna, signed_on="2026-11-01").record.lines_of("collections")
    assert (instalment.due_on, instalment.amount) == (datetime.date(2026, 12, 31), money("1000.01"))


def test_an_instalment_needs_its_day_and_its_amount(contract: Any, anna: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        update(contract, anna, collections=[{"due_at": "date", "share": "100"}, {"due_at": "signing"}])
    assert set(refusal.value.errors) == {"collections.0.due_on", "collections.1.amount"}


@pytest.mark.feature("CUS-32", "CUS-45")
def test_who_buys_becomes_a_new_customer_then_an_active_one(contract: Any, anna: Actor, customer: Any) -> None:
    press(contract, "confirm_contract", anna)
    assert again(customer).relationship_state == "new"
    lines = [{"description": "备件", "price": "1"}]
    press(create("sales.contract", anna, name="二", customer=customer, lines=lines), "confirm_contract", anna)
    assert again(customer).relationship_state == "active"


def test_it_is_confirmed_once_by_somebody_who_may(contract: Any, anna: Actor, company: Company) -> None:
    assistant = company.hire("何助理", "sales_assistant", company.east)
    with pytest.raises(NotAllowed):
        press(contract, "confirm_contract", assistant)
    press(contract, "confirm_contract", anna)
    with pytest.raises(Conflict):
        press(contract, "confirm_contract", anna)


def test_it_refuses_to_confirm_an_empty_one(customer: Any, anna: Actor) -> None:
    empty = create("sales.contract", anna, name="空", customer=customer)
    with pytest.raises(Refused, match="lines"):
        press(empty, "confirm_contract", anna)


def test_cancelling_keeps_the_reason(contract: Any, anna: Actor) -> None:
    cancelled = press(
        press(contract, "confirm_contract", anna).record, "cancel_contract", anna, reason="客户停产"
    ).record
    assert (cancelled.state, cancelled.cancelled_because) == ("cancelled", "客户停产")
    with pytest.raises(Conflict):
        press(cancelled, "confirm_contract", anna)


@pytest.mark.feature("QUO-11", "QUO-16", "QUO-17")
def test_it_says_who_ordered_through_whom_and_when_delivery_is_wanted(contract: Any, anna: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        update(contract, anna, order_route="agent")
    assert "agent" in refusal.value.errors
    agent = create("parties.party", anna, name="西北代理", is_dealer=True)
    days = {"requested_delivery_on": "2027-03-01", "confirmed_delivery_on": "2027-03-15"}
    changed = update(contract, anna, order_route="agent", agent=agent, milestones=["首台"], **days)
    assert (changed.agent_id, changed.confirmed_delivery_on) == (agent.pk, datetime.date(2027, 3, 15))
