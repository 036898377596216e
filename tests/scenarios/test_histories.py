"""Random histories of whole chains: goods, invoices and money in any order, repeated, refused, taken back.

Whatever comes, stock, books and documents agree to the cent. `KETA_HISTORIES` says how many (25 by default).
"""

import datetime
import os
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.company import HOUSE, Company, again, create, press

from keta.flows.contract_standing import tell_figures
from keta.flows.order_to_cash import red_letter
from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.checking import ask
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused
from keta.modules.billing.checks import CHECKS as OF_MONEY
from keta.modules.billing.models import Invoice, Receipt, Receivable, Refund
from keta.modules.ledger.checks import CHECKS as OF_THE_LEDGER
from keta.modules.stock.checks import CHECKS as OF_STOCK
from keta.modules.stock.models import Delivery, Return
from keta.modules.stock.operations import set_opening

HISTORIES = int(os.environ.get("KETA_HISTORIES", "25"))
DAY = datetime.date(2026, 3, 2)
PLAN = [
    {"due_at": "signing", "share": "30"},
    {"due_at": "delivery", "share": "60"},
    {"due_at": "warranty", "share": "10"},
]
FIGURES = ("delivered_amount", "invoiced_amount", "received_amount", "open_amount")
VERBS = (
    "ship", "ship", "ship", "ship_part", "ship_part", "ship_again", "cancel_delivery", "send_back", "send_back", "replace",
    "cancel_return", "bill", "bill", "bill_delivery", "bill_delivery", "issue_again", "red_all", "red_part", "red_part",
    "pay", "pay_oldest", "pay_oldest", "allocate", "reverse_receipt", "refund", "reverse_refund", "change", "change",
    "accept", "withdraw_acceptance", "cancel_contract", "close", "reopen",
)  # fmt: skip
DEED = st.tuples(
    st.sampled_from(VERBS),
    st.integers(0, 3),
    st.decimals(min_value="0.01", max_value="900", places=2),
    st.sampled_from(("return", "mistake", "allowance")),
)


@pytest.fixture
def contracts(anna: Actor, customer: Any, product: Any, company: Company) -> list[Any]:
    """Two contracts over goods and a service whose prices do not divide evenly."""
    warehouse = create("stock.warehouse", name="太原仓", code="TY")
    set_opening(warehouse, [(product, Decimal(20), Decimal("33.333333"))], actor=HOUSE, on=DAY)
    made = []
    for price in ("33.335", "77.77"):
        lines = [
            {"product": product, "quantity": "7", "price": price, "tax_rate": "13", "discount": "1.5"},
            {"description": "安装", "quantity": "1", "price": "99.99", "tax_rate": "6"},
        ]
        values = {"name": "随机", "customer": customer, "lines": lines, "collections": PLAN}
        draft = create("sales.contract", anna, **values)
        made.append(press(draft, "confirm_contract", anna, signed_on=str(DAY)).record)
    return made


@pytest.mark.slow
@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEED, min_size=6, max_size=24))
def test_any_history_agrees_to_the_cent(contracts: list[Any], bank: Any, customer: Any, deeds: list[Any]) -> None:
    with transaction.atomic():
        for deed in deeds:
            _do(contracts, bank, customer, deed)
        _prove(contracts)
        transaction.set_rollback(True)


@pytest.fixture
def bank(company: Company) -> Any:
    return create("billing.cash_account", name="建行基本户", kind="bank")


def _do(contracts: list[Any], bank: Any, customer: Any, deed: Any) -> None:
    """A deed that the state of things refuses leaves everything as it was."""
    verb, place, amount, reason = deed
    contract = contracts[place % 2]
    deeds = _of_goods(contract, place) | _of_money(contract, bank, customer, amount, place)
    deeds |= _of_invoices(contract, reason, place) | _of_the_contract(contract, place)
    try:
        with transaction.atomic():
            deeds[verb]()
    except Refused:
        pass


def _of_goods(contract: Any, place: int) -> dict[str, Callable[[], Any]]:
    gone = Delivery.objects.filter(state__in=("shipped", "signed"))

    def ship(quantity: int | None = None) -> None:
        delivery = press(contract, "plan_delivery").result
        if delivery is None:
            raise Refused("nothing is left to ship")
        if quantity is not None:
            _only(delivery, quantity)
        press(delivery, "ship_delivery")

    def send_back(is_replaced: bool = False) -> None:
        delivery = _pick(gone, place)
        lines = [{"product": delivery.lines_of("lines")[0].product_id, "quantity": "1"}]
        values = {"delivery": delivery, "warehouse": delivery.warehouse_id, "lines": lines, "is_replaced": is_replaced}
        press(create("stock.return", **values), "receive_return")

    return {
        "ship": ship,
        "ship_part": lambda: ship(place + 1),
        "ship_again": lambda: press(_pick(Delivery.objects.all(), place), "ship_delivery"),
        "cancel_delivery": lambda: press(_pick(gone, place), "cancel_delivery", reason="x"),
        "send_back": send_back,
        "replace": lambda: send_back(is_replaced=True),
        "cancel_return": lambda: press(
            _pick(Return.objects.filter(state="received"), place), "cancel_return", reason="x"
        ),
    }


def _of_invoices(contract: Any, reason: str, place: int) -> dict[str, Callable[[], Any]]:
    issued = Invoice.objects.filter(state="issued", original=None)

    def red_part() -> None:
        invoice = _pick(issued, place)
        line = invoice.lines_of("lines")[0]
        red_letter(invoice, actor=HOUSE, reason=reason, quantities={line.pk: line.quantity / 3})

    def bill_delivery() -> None:
        delivery = _pick(Delivery.objects.filter(state__in=("shipped", "signed")), place)
        press(press(delivery, "invoice_delivery").result, "issue_invoice")

    return {
        "bill": lambda: press(press(contract, "invoice_contract").result, "issue_invoice"),
        "bill_delivery": bill_delivery,
        "issue_again": lambda: press(_pick(Invoice.objects.all(), place), "issue_invoice"),
        "red_all": lambda: press(_pick(issued, place), "red_letter", reason=reason),
        "red_part": red_part,
    }


def _of_money(contract: Any, bank: Any, customer: Any, amount: Decimal, place: int) -> dict[str, Callable[[], Any]]:
    values = {"customer": customer, "cash_account": bank, "amount": amount}

    def pay(**inputs: Any) -> None:
        press(create("billing.receipt", **values), "receive_payment", **inputs)

    return {
        "pay": pay,
        "pay_oldest": lambda: pay(settles_oldest=True),
        "allocate": lambda: press(
            _pick(Receipt.objects.filter(unallocated__gt=0), place),
            "allocate",
            receivable=_pick(Receivable.objects.filter(state="open", contract=contract), place).pk,
        ),
        "reverse_receipt": lambda: press(
            _pick(Receipt.objects.filter(state="received"), place), "reverse_receipt", reason="x"
        ),
        "refund": lambda: press(create("billing.refund", **values), "pay_refund"),
        "reverse_refund": lambda: press(_pick(Refund.objects.all(), place), "reverse_refund", reason="x"),
    }


def _of_the_contract(contract: Any, place: int) -> dict[str, Callable[[], Any]]:
    def change() -> None:
        change = press(contract, "change_contract", reason="x").result
        _only(change, 5 + 2 * place)
        press(change, "apply_change")

    return {
        "change": change,
        "accept": lambda: press(contract, "accept_goods"),
        "withdraw_acceptance": lambda: press(contract, "withdraw_acceptance"),
        "cancel_contract": lambda: press(contract, "cancel_contract", reason="x"),
        "close": lambda: press(contract, "close_contract", reason="x"),
        "reopen": lambda: press(contract, "reopen_contract"),
    }


def _only(document: Any, quantity: int) -> None:
    """Sets the quantity of the first line."""
    lines: list[dict[str, Any]] = [{"id": each.pk} for each in document.lines_of("lines")]
    lines[0]["quantity"] = str(quantity)
    records.update(kind_of(document), document.pk, {"lines": lines}, actor=HOUSE)


def _pick(rows: Any, place: int) -> Any:
    found = list(rows.order_by("pk"))
    if not found:
        raise Refused("nothing there")
    return found[place % len(found)]


def _prove(contracts: list[Any]) -> None:
    assert [str(found) for check in (*OF_THE_LEDGER, *OF_MONEY, *OF_STOCK) if not (found := ask(check)).is_sound] == []
    for each in contracts:
        contract = again(each)
        told = {name: getattr(contract, name) for name in FIGURES}
        tell_figures(contract)
        assert told == {name: getattr(contract, name) for name in FIGURES}, "the contract is out of date"
