"""The story of the money: a contract is delivered, invoiced, collected; told in what its documents add up to."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from tests.company import HOUSE, Company, again, create, money, press

from keta.flows.order_to_cash import red_letter
from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.checking import ask
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, Refused
from keta.modules.billing.checks import CHECKS as OF_MONEY
from keta.modules.billing.models import Receivable
from keta.modules.billing.queries import contract_figures
from keta.modules.ledger.checks import CHECKS as OF_THE_LEDGER
from keta.modules.ledger.models import Posting
from keta.modules.stock.checks import CHECKS as OF_STOCK
from keta.modules.stock.operations import set_opening

PLAN = [
    {"due_at": "signing", "share": "30", "days_after": 5},
    {"due_at": "delivery", "share": "30"},
    {"due_at": "acceptance", "share": "30", "days_after": 30},
    {"due_at": "warranty", "share": "10"},
]
DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def store(company: Company) -> Actor:
    return company.hire("库管", "storekeeper")


@pytest.fixture
def cashier(company: Company) -> Actor:
    return company.hire("出纳", "cashier")


@pytest.fixture
def accountant(company: Company) -> Actor:
    return company.hire("会计", "accountant")


@pytest.fixture
def bank(company: Company) -> Any:
    return create("billing.cash_account", name="建行基本户", kind="bank")


@pytest.fixture
def warehouse(company: Company, product: Any) -> Any:
    """Ten supports that have cost 600.00 each."""
    made = create("stock.warehouse", name="太原仓", code="TY")
    set_opening(made, [(product, Decimal(10), Decimal(600))], actor=HOUSE, on=DAY)
    return made


@pytest.fixture
def contract(anna: Actor, customer: Any, product: Any, warehouse: Any) -> Any:
    """Four supports at 1,130.00 with tax, to be collected 3-3-3-1."""
    lines = [{"product": product, "quantity": "4", "price": "1130", "tax_rate": "13"}]
    values = {"name": "支架合同", "customer": customer, "lines": lines, "collections": PLAN, "warranty_months": 12}
    return press(create("sales.contract", anna, **values), "confirm_contract", anna, signed_on=str(DAY)).record


@pytest.fixture
def pay(bank: Any, customer: Any, cashier: Actor) -> Callable[..., Any]:
    def book(amount: str, **more: Any) -> Any:
        values = {"customer": customer, "amount": amount, "cash_account": bank, "received_on": "2026-04-01", **more}
        return press(
            create("billing.receipt", cashier, **values), "receive_payment", cashier, settles_oldest=True
        ).record

    return book


def nothing_is_wrong() -> None:
    assert [str(found) for check in (*OF_THE_LEDGER, *OF_MONEY, *OF_STOCK) if not (found := ask(check)).is_sound] == []


def booked(code: str) -> Decimal:
    rows = Posting.objects.filter(account__code=code)
    return sum((row.debit - row.credit for row in rows), Decimal())


def due_days(contract: Any) -> list[datetime.date | None]:
    rows = Receivable.objects.filter(contract=contract).order_by("instalment")
    return [row.due_on for row in rows]


def ship(contract: Any, actor: Actor, quantity: str | None = None, on: str = "2026-03-10") -> Any:
    delivery = press(contract, "plan_delivery", actor).result
    if quantity is not None:
        (line,) = delivery.lines_of("lines")

        records.update(kind_of(delivery), delivery.pk, {"lines": [{"id": line.pk, "quantity": quantity}]}, actor=actor)
    return press(delivery, "ship_delivery", actor, shipped_on=on).record


def figures(contract: Any) -> tuple[Any, ...]:
    now = again(contract)
    return now.delivered_amount, now.invoiced_amount, now.received_amount, now.open_amount


@pytest.mark.feature("QUO-12", "QUO-04", "QUO-05", "EXT-24")
def test_a_contract_is_delivered_invoiced_and_paid_to_the_last_cent(
    contract: Any, store: Actor, accountant: Actor, pay: Callable[..., Any], anna: Actor
) -> None:
    assert due_days(contract) == [datetime.date(2026, 3, 7), None, None, None]
    assert figures(contract)[3] == money("4520.00")

    first = ship(contract, store, "1")
    assert due_days(contract)[1] is None
    ship(contract, store, on="2026-03-20")
    assert due_days(contract)[1] == datetime.date(2026, 3, 20)
    press(first, "sign_delivery", store, signed_on="2026-03-12", signed_by="王库管")
    press(contract, "accept_goods", anna, accepted_on="2026-04-01")
    assert due_days(contract)[2:] == [datetime.date(2026, 5, 1), datetime.date(2027, 4, 1)]

    press(press(first, "invoice_delivery", accountant).result, "issue_invoice", accountant)
    press(press(contract, "invoice_contract", accountant).result, "issue_invoice", accountant)
    pay("3000")
    assert figures(contract) == (money("4520.00"), money("4520.00"), money("3000.00"), money("1520.00"))
    pay("1520")

    done = again(contract)
    assert (done.state, done.open_amount) == ("done", Decimal())
    assert (booked("1122"), booked("2203"), booked("1002")) == (0, 0, money("4520.00"))
    assert (booked("6001"), booked("6401")) == (money("-4000.00"), money("2400.00"))
    margin = contract_figures([contract.pk])[contract.pk]
    assert (margin.margin, margin.receipt_margin) == (money("1600.00"), money("1600.00"))
    nothing_is_wrong()


@pytest.mark.feature("QUO-06")
def test_what_comes_back_is_neither_owed_nor_credited_twice(
    contract: Any, store: Actor, cashier: Actor, pay: Callable[..., Any], bank: Any
) -> None:
    delivery = ship(contract, store)
    invoice = press(press(contract, "invoice_contract", cashier).result, "issue_invoice", cashier).record
    pay("4520")
    (sent,) = delivery.lines_of("lines")

    lines = [{"product": sent.product_id, "quantity": "1"}]
    returned = create("stock.return", store, delivery=delivery, warehouse=delivery.warehouse_id, lines=lines)
    returned = press(returned, "receive_return", store, received_on="2026-04-05").record
    assert figures(contract) == (money("3390.00"), money("4520.00"), money("3390.00"), money("0.00"))
    (line,) = invoice.lines_of("lines")
    red = press_red(invoice, {line.pk: Decimal(1)}, cashier)

    assert red.amount == money("-1130.00")
    assert figures(contract) == (money("3390.00"), money("3390.00"), money("3390.00"), money("0.00"))
    assert again(contract).state == "done"
    assert booked("2203") == money("-1130.00")
    refund = create(
        "billing.refund", cashier, customer=contract.customer_id, amount="1130", reason="returned", cash_account=bank
    )
    press(refund, "pay_refund", cashier)
    assert (booked("2203"), booked("1002"), booked("1405")) == (0, money("3390.00"), money("4200.00"))
    nothing_is_wrong()


def press_red(invoice: Any, quantities: dict[Any, Decimal], actor: Actor) -> Any:

    with transaction.atomic():
        return red_letter(again(invoice), actor=actor, reason="return", quantities=quantities)


def test_every_step_has_its_way_back(
    contract: Any, store: Actor, cashier: Actor, pay: Callable[..., Any], anna: Actor
) -> None:
    delivery = ship(contract, store)
    press(contract, "accept_goods", anna)
    invoice = press(press(contract, "invoice_contract", cashier).result, "issue_invoice", cashier).record
    receipt = pay("4520")
    assert again(contract).state == "done"

    press(receipt, "reverse_receipt", cashier, reason="退票")
    press(invoice, "red_letter", cashier, reason="mistake")
    press(contract, "withdraw_acceptance", anna)
    press(delivery, "cancel_delivery", store, reason="发错")

    assert figures(contract) == (0, 0, 0, money("4520.00"))
    assert due_days(contract) == [datetime.date(2026, 3, 7), None, None, None]
    assert {code: booked(code) for code in ("1122", "2203", "1002", "6001", "6401")} == dict.fromkeys(
        ("1122", "2203", "1002", "6001", "6401"), 0
    )
    press(contract, "cancel_contract", anna, reason="客户停产")
    assert (again(contract).state, figures(contract)[3]) == ("cancelled", 0)
    nothing_is_wrong()


def test_a_contract_with_goods_out_is_not_cancelled_but_closed(contract: Any, store: Actor, anna: Actor) -> None:
    ship(contract, store, "1")
    with pytest.raises(Refused, match="close the contract"):
        press(contract, "cancel_contract", anna, reason="客户停产")

    press(contract, "close_contract", anna, reason="客户停产")
    assert (again(contract).state, figures(contract)[3]) == ("done", money("1130.00"))
    press(contract, "reopen_contract", anna)
    assert (again(contract).state, figures(contract)[3]) == ("active", money("4520.00"))
    nothing_is_wrong()


@pytest.mark.feature("EXT-24")
def test_a_change_order_alters_the_contract_its_plan_and_what_is_owed(
    contract: Any, store: Actor, pay: Callable[..., Any], anna: Actor
) -> None:
    ship(contract, store, "2")
    pay("1356")
    change = press(contract, "change_contract", anna, reason="客户减量").result
    alter(change, "1", anna)
    with pytest.raises(Refused, match="at least 2"):
        press(change, "apply_change", anna)
    alter(change, "3", anna)
    press(change, "apply_change", anna)

    now = again(contract)
    assert (now.amount, now.open_amount, again(change).difference) == (
        money("3390.00"),
        money("2034.00"),
        money("-1130.00"),
    )
    rows = Receivable.objects.filter(contract=contract).order_by("instalment")
    assert [row.amount for row in rows] == [money("1356.00"), money("1356.00"), money("678.00"), money("0.00")]
    nothing_is_wrong()


def alter(change: Any, quantity: str, actor: Actor) -> None:

    (line,) = again(change).lines_of("lines")
    records.update(kind_of(change), change.pk, {"lines": [{"id": line.pk, "quantity": quantity}]}, actor=actor)


def test_what_was_signed_is_altered_by_a_change_order_alone(contract: Any, anna: Actor) -> None:

    (line,) = contract.lines_of("lines")
    with pytest.raises(Invalid, match="change order"):
        records.update(kind_of(contract), contract.pk, {"lines": [{"id": line.pk, "quantity": "5"}]}, actor=anna)
    records.update(kind_of(contract), contract.pk, {"remarks": "客户要求周二送货"}, actor=anna)
    assert again(contract).remarks == "客户要求周二送货"


def test_steps_pressed_twice_are_done_once(contract: Any, store: Actor, accountant: Actor) -> None:
    delivery = ship(contract, store)
    with pytest.raises(Conflict):
        press(delivery, "ship_delivery", store)
    first = press(delivery, "invoice_delivery", accountant).result
    assert press(delivery, "invoice_delivery", accountant).result.pk == first.pk
    nothing_is_wrong()
