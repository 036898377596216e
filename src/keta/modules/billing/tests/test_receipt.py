"""Receipts: money comes in over receivables or ahead of them, is paid back, taken back; bills are passed on."""

import datetime
from typing import Any

import pytest
from tests.company import HOUSE, again, create, money, press

from keta.kernel.access import Actor
from keta.kernel.refusals import Conflict, Invalid, NotAllowed, Refused
from keta.modules.billing.models import Receivable
from keta.modules.billing.operations import draft_invoice, issue_invoice, receive_payment
from keta.modules.billing.tests.conftest import booked, wrong
from keta.modules.ledger.models import Voucher


@pytest.fixture
def invoice(contract: Any) -> Any:
    made = draft_invoice(contract, actor=HOUSE)
    issue_invoice(made, actor=HOUSE, issued_on=datetime.date(2026, 1, 20))
    return made


def instalment(contract: Any, number: int) -> Any:
    return Receivable.objects.get(contract=contract, instalment=number)


@pytest.mark.feature("FIN-16", "FIN-17", "FIN-18")
def test_money_settles_the_oldest_receivables_and_stands_in_the_books(
    contract: Any, invoice: Any, pay: Any, cashier: Actor, customer: Any
) -> None:
    receipt = pay("400", cashier)
    assert (receipt.state, receipt.allocated, receipt.unallocated) == ("received", money("400"), money("0"))
    assert [(instalment(contract, n).allocated, instalment(contract, n).state) for n in (1, 2)] == [
        (money("339.00"), "settled"),
        (money("61.00"), "open"),
    ]
    assert (booked("1002"), booked("1122", customer)) == (money("400"), money("730"))
    assert wrong() == {}


def test_named_receivables_are_settled_as_named(contract: Any, pay: Any) -> None:
    lines = [
        {"receivable": instalment(contract, 4).pk, "amount": "13"},
        {"receivable": instalment(contract, 2).pk, "amount": "100"},
    ]
    receipt = pay("150", allocations=lines, settles=False)
    assert [instalment(contract, n).balance for n in (1, 2, 3, 4)] == [
        money("339"),
        money("239"),
        money("339"),
        money("100"),
    ]
    assert receipt.unallocated == money("37")
    assert wrong() == {}


def test_what_is_paid_too_much_is_an_advance_that_settles_later(contract: Any, pay: Any, customer: Any) -> None:
    receipt = pay("100", settles=False)
    assert (receipt.unallocated, booked("2203", customer)) == (money("100"), money("-100"))
    settled = press(receipt, "allocate", receivable=instalment(contract, 1).pk, amount="60").record
    assert settled.unallocated == money("40")
    press(settled, "allocate", receivable=instalment(contract, 1).pk)
    assert instalment(contract, 1).allocated == money("100")
    assert len(again(settled).lines_of("allocations")) == 1
    with pytest.raises(Conflict, match="settles receivables"):
        press(settled, "allocate", receivable=instalment(contract, 2).pk)
    assert wrong() == {}


def test_more_than_is_owed_or_came_in_is_not_settled(contract: Any, pay: Any, anna: Actor) -> None:
    first = instalment(contract, 1).pk
    with pytest.raises(Conflict, match="only 339.00 is still owed"):
        pay("500", allocations=[{"receivable": first, "amount": "400"}], settles=False)
    with pytest.raises(Invalid, match="more than came in"):
        pay("100", allocations=[{"receivable": first, "amount": "200"}], settles=False)
    with pytest.raises(Invalid, match="once"):
        pay("100", allocations=[{"receivable": first, "amount": "10"}] * 2, settles=False)
    stranger = create("parties.customer", anna, name="别的公司")
    with pytest.raises(Conflict, match="another customer"):
        pay("100", customer=stranger, allocations=[{"receivable": first, "amount": "10"}], settles=False)
    assert not Voucher.objects.exists()


def test_booking_again_does_nothing_and_a_press_is_told_why(contract: Any, pay: Any) -> None:
    receipt = pay("100")
    receive_payment(again(receipt), actor=HOUSE)
    with pytest.raises(Conflict, match="Received"):
        press(receipt, "receive_payment")
    assert Voucher.objects.count() == 1


def test_a_line_of_the_bank_statement_is_booked_once(contract: Any, pay: Any) -> None:
    pay("100", bank_reference="B-1")
    with pytest.raises(Conflict, match="B-1 is booked already"):
        pay("100", bank_reference="B-1")


@pytest.mark.feature("FIN-02", "FIN-18")
def test_money_into_a_private_account_is_warned_about(contract: Any, pay: Any, cashier: Actor) -> None:
    private = create("billing.cash_account", name="王总微信", kind="online", is_private=True)
    with pytest.raises(Invalid, match="private account"):
        pay("100", cashier, cash_account=private)
    receipt = pay("100", cashier, cash_account=private, private_because="客户只有微信")
    assert (receipt.private_because, booked("1012")) == ("客户只有微信", money("100"))
    with pytest.raises(Invalid, match="Choose the account"):
        pay("100", cashier, cash_account=None)


def test_what_was_booked_wrongly_is_taken_back(contract: Any, invoice: Any, pay: Any, customer: Any) -> None:
    receipt = pay("400")
    taken = press(receipt, "reverse_receipt", reason="打错户").record
    assert (taken.state, taken.unallocated, taken.reversed_because) == ("reversed", money("0"), "打错户")
    assert [instalment(contract, n).balance for n in (1, 2)] == [money("339"), money("339")]
    assert (booked("1002"), booked("1122", customer)) == (0, money("1130"))
    assert wrong() == {}


def test_taking_back_what_was_paid_ahead_makes_the_customer_owe_again(contract: Any, pay: Any, customer: Any) -> None:
    ahead = pay("500", settles=False)
    issue_invoice(draft_invoice(contract, actor=HOUSE), actor=HOUSE)
    press(ahead, "reverse_receipt", reason="退票")
    assert (booked("1122", customer), booked("2203", customer)) == (money("1130"), 0)
    assert wrong() == {}


@pytest.mark.feature("FIN-05")
def test_a_refund_goes_out_of_advances_the_oldest_first(pay: Any, bank: Any, customer: Any, cashier: Actor) -> None:
    one, two = pay("100", settles=False, received_on="2026-01-02"), pay("100", settles=False)
    draft = create("billing.refund", cashier, customer=customer, amount="150", reason="overpaid")
    with pytest.raises(Invalid, match="Choose the account"):
        press(draft, "pay_refund", cashier)
    refund = press(draft, "pay_refund", cashier, cash_account=bank.pk).record
    assert [(line.receipt_id, line.amount) for line in refund.lines_of("lines")] == [
        (one.pk, money("100")),
        (two.pk, money("50")),
    ]
    assert (again(one).unallocated, again(two).unallocated) == (money("0"), money("50"))
    assert (booked("1002"), booked("2203", customer)) == (money("50"), money("-50"))
    with pytest.raises(Conflict, match="paid back; take the refund back"):
        press(one, "reverse_receipt", reason="x")
    assert wrong() == {}
    press(refund, "reverse_refund", cashier, reason="退回")
    assert (again(one).unallocated, booked("2203", customer)) == (money("100"), money("-200"))
    assert wrong() == {}


def test_no_more_is_paid_back_than_was_paid_ahead(pay: Any, bank: Any, customer: Any, cashier: Actor) -> None:
    pay("100", settles=False)
    draft = create("billing.refund", cashier, customer=customer, amount="101", cash_account=bank)
    with pytest.raises(Refused, match="paid 100.00 beyond"):
        press(draft, "pay_refund", cashier)


@pytest.fixture
def bill(contract: Any, invoice: Any, pay: Any) -> Any:
    return pay("339", method="bank_bill", cash_account=None, bill_number="YC1", bill_due_on="2026-08-01")


@pytest.mark.feature("EXT-11")
def test_a_bill_is_held_until_it_is_collected(bill: Any, bank: Any, customer: Any) -> None:
    assert (bill.bill_course, booked("1121"), booked("1122", customer)) == ("held", money("339"), money("791"))
    assert wrong() == {}
    collected = press(bill, "collect_bill", cash_account=bank.pk).record
    assert (collected.bill_course, booked("1121"), booked("1002")) == ("collected", 0, money("339"))
    with pytest.raises(Conflict, match="still held"):
        press(collected, "collect_bill", cash_account=bank.pk)
    with pytest.raises(Conflict, match="passed on"):
        press(collected, "reverse_receipt", reason="x")
    assert wrong() == {}


@pytest.mark.feature("EXT-11")
def test_a_discounted_bill_costs_interest_and_an_endorsed_one_pays_a_supplier(
    bill: Any, pay: Any, bank: Any, anna: Actor
) -> None:
    press(bill, "discount_bill", cash_account=bank.pk, interest="9")
    assert (booked("1002"), booked("6603"), booked("1121")) == (money("330"), money("9"), 0)
    supplier = create("parties.supplier", anna, name="钢厂")
    other = pay("100", method="commercial_bill", cash_account=None, bill_number="SC1", bill_due_on="2026-08-01")
    press(other, "endorse_bill", supplier=supplier.pk)
    assert (booked("2202", supplier), booked("1121")) == (money("100"), 0)
    assert wrong() == {}


def test_a_bill_needs_its_number_and_day(pay: Any) -> None:
    with pytest.raises(Invalid, match="number and the day"):
        pay("10", method="bank_bill")


def test_who_sells_does_not_book_money(contract: Any, bank: Any, customer: Any, anna: Actor) -> None:
    with pytest.raises(NotAllowed):
        create("billing.receipt", anna, customer=customer, amount="1", cash_account=bank)
