"""Receivables: made of the collection plan, due on their day or at their event, cancelled, written off."""

import datetime
from typing import Any

import pytest
from tests.company import HOUSE, Company, again, create, money, press

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.objects import kind_of
from keta.kernel.refusals import NotAllowed, Refused
from keta.modules.billing.models import Receivable
from keta.modules.billing.operations import (
    cancel_open_receivables,
    create_receivables,
    draft_invoice,
    fire_event,
    issue_invoice,
    withdraw_event,
)
from keta.modules.billing.operations.receivable import months_later
from keta.modules.billing.tests.conftest import PLAN, SIGNED, booked, wrong

DAY = datetime.date


def plan_of(contract: Any) -> list[tuple[Any, ...]]:
    rows = Receivable.objects.filter(contract=contract).order_by("instalment")
    return [(row.amount, row.due_on, row.state) for row in rows]


@pytest.mark.feature("FIN-03", "FIN-14", "FIN-15", "EXT-24")
def test_each_instalment_becomes_a_receivable_due_on_its_day_or_waiting_for_its_event(contract: Any) -> None:
    assert plan_of(contract) == [
        (money("339.00"), DAY(2026, 1, 15), "open"),
        (money("339.00"), None, "open"),
        (money("339.00"), None, "open"),
        (money("113.00"), None, "open"),
    ]
    first = Receivable.objects.get(contract=contract, instalment=1)
    assert (first.owner_id, first.customer_id) == (contract.owner_id, contract.customer_id)
    assert first.title == f"{first.number} {contract.number}/1"


def test_making_them_again_changes_nothing(contract: Any) -> None:
    before = plan_of(contract)
    create_receivables(contract, actor=HOUSE)
    assert plan_of(contract) == before
    assert {row.version for row in Receivable.objects.all()} == {1}


@pytest.mark.feature("EXT-24")
def test_events_bring_the_day_and_the_warranty_runs_from_the_acceptance(contract: Any) -> None:
    fire_event(contract, "delivery", on=DAY(2026, 2, 1), actor=HOUSE)
    fire_event(contract, "delivery", on=DAY(2026, 3, 1), actor=HOUSE)
    assert [day for __, day, __ in plan_of(contract)][1:] == [DAY(2026, 2, 1), None, None]
    fire_event(contract, "acceptance", on=DAY(2026, 2, 28), actor=HOUSE)
    assert [day for __, day, __ in plan_of(contract)][2:] == [DAY(2026, 3, 30), DAY(2027, 2, 28)]
    withdraw_event(contract, "acceptance", actor=HOUSE)
    assert [day for __, day, __ in plan_of(contract)][1:] == [DAY(2026, 2, 1), None, None]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-01-31", 1, "2026-02-28"), ("2026-11-30", 3, "2027-02-28"), ("2026-12-15", 24, "2028-12-15")],
)
def test_months_are_counted_to_the_last_day_there_is(day: str, months: int, later: str) -> None:
    assert months_later(DAY.fromisoformat(day), months) == DAY.fromisoformat(later)


def test_a_changed_plan_is_followed_as_far_as_money_has_not_come_in(contract: Any, pay: Any, anna: Actor) -> None:
    pay("339")
    contract = again(contract)
    contract.set_lines("collections", contract.lines_of("collections")[:2])
    first, second = contract.lines_of("collections")
    first.share, second.share = money("60"), money("40")
    records.save(contract, actor=anna, cause="update")
    create_receivables(contract, actor=HOUSE)
    assert plan_of(contract) == [
        (money("678.00"), DAY(2026, 1, 15), "open"),
        (money("452.00"), None, "open"),
        (money("0.00"), None, "cancelled"),
        (money("0.00"), None, "cancelled"),
    ]
    first.share, second.share = money("10"), money("90")
    records.save(contract, actor=anna, cause="update")
    with pytest.raises(Refused, match="cannot fall to 113.00: 339.00"):
        create_receivables(contract, actor=HOUSE)
    assert wrong() == {}


def test_cancelling_what_is_open_leaves_what_has_come_in(contract: Any, pay: Any) -> None:
    pay("400")
    cancel_open_receivables(contract, actor=HOUSE, on=DAY(2026, 2, 2))
    cancel_open_receivables(contract, actor=HOUSE, on=DAY(2026, 2, 3))
    states = [state for __, __, state in plan_of(contract)]
    assert states == ["settled", "settled", "cancelled", "cancelled"]
    assert Receivable.objects.get(contract=contract, instalment=2).credited == money("278.00")
    assert wrong() == {}


def test_nobody_writes_a_receivable_by_hand(contract: Any, cashier: Actor, customer: Any) -> None:
    kind = kind_of("billing.receivable")
    with pytest.raises(NotAllowed):
        create("billing.receivable", cashier, contract=contract, instalment=9, amount="1")
    with pytest.raises(NotAllowed):
        records.update(kind, Receivable.objects.first().pk, {"amount": "1"}, actor=cashier)  # type: ignore[union-attr]


@pytest.mark.feature("FIN-19")
def test_a_salesman_sees_the_money_of_his_own_contracts(
    contract: Any, anna: Actor, ben: Actor, director: Actor, cashier: Actor
) -> None:
    kind = kind_of("billing.receivable")
    seen = [records_for(actor, kind).count() for actor in (anna, ben, director, cashier)]
    assert seen == [4, 0, 4, 4]


def invoiced(contract: Any) -> Any:
    invoice = draft_invoice(contract, actor=HOUSE)
    issue_invoice(invoice, actor=HOUSE)
    return invoice


def test_a_loss_is_written_off_and_withdrawn(contract: Any, company: Company, customer: Any) -> None:
    manager = company.hire("总经理", "general_manager")
    receivable = Receivable.objects.get(contract=contract, instalment=1)
    with pytest.raises(Refused, match="not invoiced"):
        press(receivable, "write_off", manager, reason="破产")
    invoiced(contract)
    loss = press(receivable, "write_off", manager, reason="破产").result
    lost = again(receivable)
    assert (lost.state, lost.balance, lost.written_off) == ("written_off", money("0"), money("339.00"))
    assert (booked("1122", customer), booked("6702")) == (money("791.00"), money("339.00"))
    assert wrong() == {}
    press(loss, "withdraw_credit", manager, reason="还款")
    assert again(receivable).state == "open"
    assert (booked("1122", customer), booked("6702")) == (money("1130.00"), money("0.00"))
    assert wrong() == {}


@pytest.mark.feature("FIN-22")
def test_a_promise_is_noted_by_whoever_sees_the_receivable(contract: Any, anna: Actor) -> None:
    receivable = Receivable.objects.get(contract=contract, instalment=1)
    press(receivable, "note_promise", anna, promised_on="2026-03-01", promise="月底付一半")
    assert (again(receivable).promised_on, again(receivable).promise) == (DAY(2026, 3, 1), "月底付一半")


def test_a_contract_in_foreign_money_waits_for_exchange_rates(anna: Actor, customer: Any) -> None:
    lines = [{"description": "支架", "price": "1"}]
    contract = create("sales.contract", anna, name="出口", customer=customer, lines=lines, currency="USD")
    with pytest.raises(Refused, match="exchange rates"):
        create_receivables(contract, actor=HOUSE)


def test_the_plan_of_the_tests_is_the_usual_one() -> None:
    assert (sum(int(str(each["share"])) for each in PLAN), SIGNED.year) == (100, 2026)
