"""Random histories of two contracts in money: whatever the order, the books and the documents agree to the cent."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.company import HOUSE, again, create, press

from keta.kernel.access import Actor
from keta.kernel.refusals import Refused
from keta.modules.billing.models import Invoice, Receipt, Receivable, Refund
from keta.modules.billing.operations import cancel_open_receivables, draft_invoice, issue_invoice, red_letter
from keta.modules.billing.queries import contract_figures, party_statement
from keta.modules.billing.tests.conftest import PLAN, booked, confirmed, wrong

VERBS = (
    "invoice_share", "invoice_rest", "repeat_invoice", "red_all", "red_part", "pay", "pay_oldest", "repeat_pay",
    "allocate", "reverse_receipt", "refund", "reverse_refund", "cancel_contract",
)  # fmt: skip
DEED = st.tuples(
    st.sampled_from(VERBS),
    st.integers(0, 3),
    st.decimals(min_value="0.01", max_value="1500", places=2),
    st.sampled_from(("return", "mistake", "allowance")),
)


@pytest.fixture
def contracts(anna: Actor, customer: Any) -> list[Any]:
    """Two contracts whose lines do not divide evenly."""
    made = []
    for price in ("33.335", "77.77"):
        lines = [{"description": "件", "quantity": "7", "price": price, "tax_rate": "13", "discount": "1.5"}]
        values = {"name": "随机", "customer": customer, "lines": lines, "collections": PLAN}
        made.append(confirmed(create("sales.contract", anna, **values), anna))
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEED, max_size=14))
def test_any_history_agrees_to_the_cent(contracts: list[Any], bank: Any, customer: Any, deeds: list[Any]) -> None:
    with transaction.atomic():
        for deed in deeds:
            _do(contracts, bank, customer, deed)
        _prove(contracts, customer)
        transaction.set_rollback(True)


def _do(contracts: list[Any], bank: Any, customer: Any, deed: Any) -> None:
    """A deed that the state of things refuses leaves everything as it was."""
    verb, place, amount, reason = deed
    try:
        with transaction.atomic():
            _deeds(contracts[place % 2], bank, customer, amount, reason, place)[verb]()
    except Refused:
        pass


def _deeds(contract: Any, bank: Any, customer: Any, amount: Decimal, reason: str, place: int) -> dict[str, Any]:
    values = {"customer": customer, "cash_account": bank, "amount": amount}

    def pay(**inputs: Any) -> None:
        press(create("billing.receipt", **values), "receive_payment", **inputs)

    def invoice(**how: Any) -> None:
        issue_invoice(draft_invoice(again(contract), actor=HOUSE, **how), actor=HOUSE)

    def red(**how: Any) -> None:
        red_letter(_pick(Invoice.objects.filter(state="issued"), place), actor=HOUSE, reason=reason, **how)

    def red_part() -> None:
        line = _pick(Invoice.objects.filter(state="issued", original=None), place).lines_of("lines")[0]
        red(quantities={line.pk: line.quantity / 3})

    return {
        "invoice_share": lambda: invoice(share=Decimal(1 + place * 30)),
        "invoice_rest": invoice,
        "repeat_invoice": lambda: issue_invoice(_pick(Invoice.objects.all(), place), actor=HOUSE),
        "red_all": red,
        "red_part": red_part,
        "pay": pay,
        "pay_oldest": lambda: pay(settles_oldest=True),
        "repeat_pay": lambda: press(_pick(Receipt.objects.all(), place), "receive_payment"),
        "allocate": lambda: press(
            _pick(Receipt.objects.filter(unallocated__gt=0), place),
            "allocate",
            receivable=_pick(Receivable.objects.filter(state="open"), place).pk,
        ),
        "reverse_receipt": lambda: press(_pick(Receipt.objects.all(), place), "reverse_receipt", reason="x"),
        "refund": lambda: press(create("billing.refund", **values), "pay_refund"),
        "reverse_refund": lambda: press(_pick(Refund.objects.all(), place), "reverse_refund", reason="x"),
        "cancel_contract": lambda: cancel_open_receivables(again(contract), actor=HOUSE, on=datetime.date(2026, 3, 1)),
    }


def _pick(rows: Any, place: int) -> Any:
    found = list(rows.order_by("pk"))
    if not found:
        raise Refused("nothing there")
    return found[place % len(found)]


def _prove(contracts: list[Any], customer: Any) -> None:
    assert wrong() == {}
    figures = contract_figures([each.pk for each in contracts])
    owed = booked("1122", customer) + booked("2203", customer)
    invoiced = sum(each.invoiced for each in figures.values())
    came_in = sum(each.amount for each in Receipt.objects.filter(state="received"))
    paid_back = sum(each.amount for each in Refund.objects.filter(state="paid"))
    assert owed == invoiced - came_in + paid_back
    for contract in contracts:
        rows = list(Receivable.objects.filter(contract=contract))
        told = figures[contract.pk]
        assert sum(row.amount for row in rows) == contract.amount == told.signed
        assert told.received + told.balance + sum(row.credited for row in rows) == contract.amount
    far = datetime.date(2030, 1, 1)
    assert party_statement(customer.pk, datetime.date(2020, 1, 1), far).closing == owed
