"""Invoices: drafted from contracts, issued into the books, taken back by red letters, to the cent."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.company import HOUSE, again, create, money, press

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, Refused
from keta.modules.billing.models import Invoice, Receivable
from keta.modules.billing.operations import draft_invoice, issue_invoice, red_letter
from keta.modules.billing.tests.conftest import booked, confirmed, wrong
from keta.modules.ledger.models import Voucher

NUMBER = "26142000000012345678"


def issued(contract: Any, **how: Any) -> Any:
    invoice = draft_invoice(contract, actor=HOUSE, **how)
    return press(invoice, "issue_invoice", issued_on="2026-02-01").record


@pytest.mark.feature("FIN-06")
def test_issuing_books_debt_revenue_and_tax(contract: Any, accountant: Actor, customer: Any) -> None:
    draft = draft_invoice(contract, actor=HOUSE)
    invoice = press(draft, "issue_invoice", accountant, tax_invoice_number=NUMBER, issued_on="2026-02-01").record
    assert (invoice.state, invoice.tax_invoice_number, invoice.issued_on) == (
        "issued",
        NUMBER,
        datetime.date(2026, 2, 1),
    )
    assert (invoice.net_amount, invoice.tax_amount, invoice.amount) == (
        money("1000.00"),
        money("130.00"),
        money("1130.00"),
    )
    assert [booked("1122", customer), booked("6001"), booked("222101")] == [
        money("1130"),
        money("-1000"),
        money("-130"),
    ]
    assert (invoice.buyer_name, wrong()) == (customer.name, {})


def test_issuing_twice_books_once(contract: Any) -> None:
    invoice = issued(contract)
    issue_invoice(again(invoice), actor=HOUSE)
    with pytest.raises(Conflict):
        press(invoice, "issue_invoice")
    assert Voucher.objects.count() == 1


def test_an_issued_invoice_is_not_edited_deleted_or_cancelled(contract: Any, accountant: Actor) -> None:
    invoice, kind = issued(contract), kind_of("billing.invoice")
    with pytest.raises(Conflict, match="stays as it is"):
        records.update(kind, invoice.pk, {"remarks": "anders"}, actor=accountant)
    with pytest.raises(Conflict):
        records.delete(kind, invoice.pk, actor=HOUSE)
    (result,) = records.update_set(kind, {invoice.pk: {"remarks": "anders"}}, actor=accountant)
    assert not result.is_done
    with pytest.raises(Conflict):
        press(invoice, "cancel_invoice", accountant)


def test_parts_add_up_to_the_contract_to_the_cent(anna: Actor, customer: Any) -> None:
    lines = [{"description": "件", "quantity": "3", "price": "33.335", "tax_rate": "13"}]
    contract = confirmed(create("sales.contract", anna, name="零头", customer=customer, lines=lines), anna)
    (line,) = contract.lines_of("lines")
    for __ in range(3):
        issued(contract, quantities={line.pk: Decimal(1)})
    parts = Invoice.objects.filter(contract=contract)
    for name in ("net_amount", "tax_amount", "amount"):
        assert sum(getattr(each, name) for each in parts) == getattr(contract, name)
    with pytest.raises(Refused, match="invoiced already"):
        draft_invoice(contract, actor=HOUSE)
    assert wrong() == {}


def test_shares_of_a_contract_are_invoiced_by_the_plan(contract: Any) -> None:
    amounts = [issued(contract, share=Decimal(share)).amount for share in (30, 30, 30)]
    assert amounts == [money("339.00")] * 3
    assert issued(contract).amount == money("113.00")


def test_no_more_is_invoiced_than_is_left(contract: Any) -> None:
    line = contract.lines_of("lines")[0]
    with pytest.raises(Refused, match="only 3"):
        draft_invoice(contract, actor=HOUSE, quantities={line.pk: Decimal(4)})


def test_for_one_cause_there_is_one_invoice(contract: Any) -> None:
    receivable = Receivable.objects.get(contract=contract, instalment=1)
    first = draft_invoice(contract, actor=HOUSE, share=Decimal(30), source=receivable)
    assert draft_invoice(contract, actor=HOUSE, share=Decimal(30), source=receivable).pk == first.pk
    press(first, "cancel_invoice")
    assert draft_invoice(contract, actor=HOUSE, share=Decimal(30), source=receivable).pk != first.pk


def test_a_number_has_twenty_digits_and_stands_once(contract: Any) -> None:
    one = draft_invoice(contract, actor=HOUSE, share=Decimal(30))
    with pytest.raises(Invalid, match="20 digits"):
        press(one, "issue_invoice", tax_invoice_number="123")
    press(one, "issue_invoice", tax_invoice_number=NUMBER)
    two = issued(contract)
    with pytest.raises(Invalid):
        press(two, "number_invoice", tax_invoice_number=NUMBER)
    assert press(two, "number_invoice", tax_invoice_number=NUMBER[:-1] + "9").record.tax_invoice_number.endswith("9")
    with pytest.raises(Conflict, match="its number already"):
        press(two, "number_invoice", tax_invoice_number=NUMBER[:-1] + "8")


def test_a_red_letter_for_a_mistake_leaves_the_debt_of_the_contract(contract: Any, customer: Any) -> None:
    invoice = issued(contract)
    red = press(invoice, "red_letter", reason="mistake", confirmation_number="HZ1").result
    assert (red.amount, red.original_id, red.state) == (money("-1130.00"), invoice.pk, "issued")
    assert (again(invoice).state, again(invoice).red_amount) == ("red", money("1130.00"))
    assert [booked("1122", customer), booked("6001"), booked("222101")] == [0, 0, 0]
    assert {row.credited for row in Receivable.objects.filter(contract=contract)} == {money("0")}
    assert issued(contract).amount == money("1130.00")
    assert wrong() == {}


def test_a_red_letter_for_goods_returned_lowers_what_is_owed_from_the_last_instalment_on(contract: Any) -> None:
    invoice = issued(contract)
    line = invoice.lines_of("lines")[0]
    red_letter(invoice, actor=HOUSE, reason="return", quantities={line.pk: Decimal(1)})
    assert again(invoice).state == "issued"
    rows = Receivable.objects.filter(contract=contract).order_by("instalment")
    assert [row.credited for row in rows] == [0, 0, money("187.00"), money("113.00")]
    assert [row.state for row in rows] == ["open", "open", "open", "cancelled"]
    red_letter(again(invoice), actor=HOUSE, reason="return")
    assert {row.state for row in Receivable.objects.filter(contract=contract)} == {"cancelled"}
    with pytest.raises(Invalid, match="taken back already"):
        red_letter(again(invoice), actor=HOUSE, reason="return")
    assert wrong() == {}


def test_goods_returned_after_payment_become_an_advance(contract: Any, pay: Any, customer: Any) -> None:
    invoice = issued(contract)
    receipt = pay("1130")
    red_letter(invoice, actor=HOUSE, reason="return", quantities={invoice.lines_of("lines")[0].pk: Decimal(1)})
    assert (again(receipt).allocated, again(receipt).unallocated) == (money("830.00"), money("300.00"))
    assert (booked("1122", customer), booked("2203", customer)) == (0, money("-300"))
    assert wrong() == {}


def test_what_was_paid_ahead_is_used_up_by_the_invoice(contract: Any, pay: Any, customer: Any) -> None:
    pay("500", settles=False)
    assert (booked("1122", customer), booked("2203", customer)) == (0, money("-500"))
    issued(contract)
    assert (booked("1122", customer), booked("2203", customer)) == (money("630"), 0)
    assert wrong() == {}


def test_a_red_letter_is_not_taken_back_itself(contract: Any) -> None:
    red = press(issued(contract), "red_letter", reason="mistake").result
    with pytest.raises(Conflict, match="red letter itself"):
        press(red, "red_letter", reason="mistake")


def test_an_empty_invoice_and_a_strange_contract_are_refused(contract: Any, anna: Actor, accountant: Actor) -> None:
    other = create("parties.customer", anna, name="别的公司")
    with pytest.raises(Invalid, match="another customer"):
        create("billing.invoice", HOUSE, customer=other, contract=contract, kind="special")
    empty = create("billing.invoice", accountant, customer=other, kind="ordinary")
    with pytest.raises(Refused, match="nothing to invoice"):
        press(empty, "issue_invoice", accountant)
