"""Deliveries: planned from a contract, picked, shipped at moving average, signed for, taken back."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.company import HOUSE, Company, again, create, money, press

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, NotAllowed, Refused
from keta.modules.ledger.models import Posting, Voucher
from keta.modules.stock.models import Balance, Level, Move
from keta.modules.stock.operations import plan_delivery, ship_delivery
from keta.modules.stock.queries import delivered_figures, delivered_quantities, goods_on_the_way, is_fully_delivered


def balance(product: Any) -> tuple[Decimal, Decimal]:
    row = Balance.objects.get(product=product)
    return row.on_hand, row.value


def level(product: Any) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """On hand, reserved, available, on the way."""
    row = Level.objects.get(product=product)
    return row.on_hand, row.reserved, row.available, row.on_the_way


def posted(document: Any) -> dict[str, Decimal]:
    """What the vouchers of a document have put on each account, debits less credits."""
    sums: dict[str, Decimal] = {}
    for line in Posting.objects.filter(voucher__source_id=document.pk).select_related("account"):
        sums[line.account.code] = sums.get(line.account.code, Decimal()) + line.debit - line.credit
    return sums


@pytest.mark.feature("STK-10", "QUO-15")
def test_it_is_planned_with_everything_that_the_contract_waits_for(delivery: Any, contract: Any, anna: Actor) -> None:
    (line,) = delivery.lines_of("lines")
    assert (delivery.state, delivery.customer_id, delivery.owner_id) == ("planned", contract.customer_id, anna.id)
    assert (line.quantity, line.contract_line_id) == (3, contract.lines_of("lines")[0].pk)
    assert plan_delivery(again(contract), actor=HOUSE) is None


@pytest.mark.feature("STK-10", "STK-11", "STK-16")
def test_shipping_takes_the_goods_out_at_what_they_cost_and_posts_it(
    delivery: Any, stocked: Any, keeper: Actor
) -> None:
    shipped = press(delivery, "ship_delivery", keeper, carrier="sf", waybill="SF1001", shipped_on="2026-11-02").record
    (line,) = shipped.lines_of("lines")
    assert (line.unit_cost, line.cost, shipped.cost, shipped.amount) == (700, 2100, 2100, 3390)
    assert balance(stocked) == (7, 4900)
    (move,) = Move.objects.filter(source_id=delivery.pk)
    assert (move.quantity, move.value, move.purpose, move.moved_on) == (-3, -2100, "sale", datetime.date(2026, 11, 2))
    assert posted(delivery) == {"6401": 2100, "1405": -2100}
    assert (again(delivery).carrier, again(delivery).waybill) == ("sf", "SF1001")


@pytest.mark.feature("STK-14", "STK-15")
def test_a_contract_is_delivered_in_parts_that_add_up_to_it_to_the_cent(
    stocked: Any, sell: Callable[..., Any], deliver: Callable[..., Any]
) -> None:
    contract = sell(stocked, "3", price="33.3333")
    for quantity, worth in (("1", "33.33"), ("1", "33.34"), ("1", "33.33")):
        part = press(deliver(contract, quantity), "ship_delivery").record
        assert part.amount == money(worth)
    assert delivered_figures([contract.pk])[contract.pk][:2] == (contract.net_amount, contract.amount)
    assert is_fully_delivered(contract.pk)
    (line,) = contract.lines_of("lines")
    assert delivered_quantities(contract.pk) == {line.pk: 3}


def test_it_refuses_more_than_the_contract_waits_for(contract: Any, deliver: Callable[..., Any], delivery: Any) -> None:
    (line,) = delivery.lines_of("lines")
    with pytest.raises(Refused, match="More than the contract still waits for"):
        deliver(contract, "1")
    records.update(kind_of(delivery), delivery.pk, {"lines": [{"id": line.pk, "quantity": "4"}]}, actor=HOUSE)
    with pytest.raises(Refused, match="does not wait for so much: 液压支架"):
        press(delivery, "ship_delivery")


@pytest.mark.feature("STK-02")
def test_it_refuses_what_is_not_there_and_says_what_is(
    stocked: Any, sell: Callable[..., Any], deliver: Callable[..., Any]
) -> None:
    delivery = deliver(sell(stocked, "11"))
    with pytest.raises(Refused, match="液压支架 ZY8800 in 成品库: 11 wanted, 10 there"):
        press(delivery, "ship_delivery")
    assert again(delivery).state == "planned"
    assert balance(stocked) == (10, 7000)


def test_a_warehouse_may_be_let_below_zero(
    stocked: Any, warehouse: Any, sell: Callable[..., Any], deliver: Callable[..., Any]
) -> None:
    records.update(kind_of(warehouse), warehouse.pk, {"may_go_below_zero": True}, actor=HOUSE)
    press(deliver(sell(stocked, "11")), "ship_delivery")
    assert balance(stocked) == (-1, -700)


@pytest.mark.feature("STK-10")
def test_it_is_shipped_once(delivery: Any, stocked: Any) -> None:
    shipped = press(delivery, "ship_delivery").record
    with pytest.raises(Conflict):
        press(delivery, "ship_delivery")
    assert [move.pk for move in ship_delivery(shipped, actor=HOUSE)] == [
        move.pk for move in Move.objects.filter(source_id=delivery.pk)
    ]
    assert balance(stocked) == (7, 4900)
    assert Voucher.objects.filter(source_id=delivery.pk).count() == 1


@pytest.mark.feature("STK-16", "STK-17", "STK-19")
def test_goods_are_on_the_way_until_somebody_signs_for_them(delivery: Any, stocked: Any) -> None:
    press(press(delivery, "pick_delivery").record, "ship_delivery", shipped_on="2026-11-02")
    assert [line.delivery_id for line in goods_on_the_way()] == [delivery.pk]
    assert level(stocked) == (7, 0, 7, 3)
    with pytest.raises(Refused, match="shipped on 2026-11-02"):
        press(delivery, "sign_delivery", signed_on="2026-11-01")
    signed = press(delivery, "sign_delivery", signed_on="2026-11-05", signed_by="王工").record
    assert (signed.state, signed.signed_by, signed.signed_on) == ("signed", "王工", datetime.date(2026, 11, 5))
    assert level(stocked) == (7, 0, 7, 0)
    assert not goods_on_the_way().exists()


@pytest.mark.feature("PRD-07")
def test_what_a_contract_has_sold_is_reserved_until_it_is_delivered(contract: Any, stocked: Any, anna: Actor) -> None:
    assert level(stocked) == (10, 3, 7, 0)
    press(contract, "cancel_contract", anna, reason="客户停产")
    assert level(stocked) == (10, 0, 10, 0)


def test_cancelling_a_shipment_brings_the_goods_back_at_their_cost(delivery: Any, stocked: Any, deliver: Any) -> None:
    press(delivery, "ship_delivery")
    press(delivery, "cancel_delivery", reason="地址有误")
    assert balance(stocked) == (10, 7000)
    assert level(stocked) == (10, 3, 7, 0)
    assert posted(delivery) == {"6401": 0, "1405": 0}
    sale, back = Move.objects.filter(source_id=delivery.pk).order_by("created_at", "id")
    assert (back.reversal_of_id, back.quantity, back.value) == (sale.pk, 3, 2100)
    assert deliver(delivery.contract).lines_of("lines")[0].quantity == 3


def test_cancelling_what_has_not_left_moves_nothing(delivery: Any, stocked: Any) -> None:
    press(delivery, "cancel_delivery", reason="改期")
    assert balance(stocked) == (10, 7000)
    assert not Move.objects.filter(source_id=delivery.pk).exists()


def test_a_draft_contract_delivers_nothing(stocked: Any, customer: Any, warehouse: Any) -> None:
    line = {"product": stocked, "quantity": "1", "price": "1"}
    contract = create("sales.contract", name="草稿", customer=customer, lines=[line])
    delivery = create("stock.delivery", contract=contract, warehouse=warehouse, lines=[{"product": stocked}])
    with pytest.raises(Refused, match="not active"):
        press(delivery, "ship_delivery")


def test_a_line_entered_by_hand_finds_its_line_of_the_contract(contract: Any, stocked: Any, warehouse: Any) -> None:
    lines = [{"product": stocked, "quantity": "2"}]
    delivery = create("stock.delivery", contract=contract, warehouse=warehouse, lines=lines)
    (line,) = delivery.lines_of("lines")
    assert line.contract_line_id == contract.lines_of("lines")[0].pk
    assert press(delivery, "ship_delivery").record.amount == 2260


def test_services_are_not_delivered_from_stock(stocked: Any, anna: Actor, customer: Any, deliver: Any) -> None:
    training = create("catalog.product", name="培训", kind="service", price="1000")
    lines = [{"product": training, "quantity": "1", "price": "1000"}, {"description": "运费", "price": "50"}]
    contract = create("sales.contract", anna, name="培训", customer=customer, lines=lines)
    press(contract, "confirm_contract", anna)
    assert plan_delivery(again(contract), actor=HOUSE) is None
    assert is_fully_delivered(contract.pk)


def test_goods_are_counted_in_the_unit_of_the_product(
    warehouse: Any, stocked: Any, anna: Actor, customer: Any, deliver: Any
) -> None:
    dozen = kind_of("catalog.unit").model.objects.get(code="dozen")
    records.update(kind_of(stocked), stocked.pk, {"units": [{"unit": dozen, "factor": "5"}]}, actor=HOUSE)
    lines = [{"product": stocked, "quantity": "2", "unit": dozen, "price": "5000"}]
    contract = create("sales.contract", anna, name="成套", customer=customer, lines=lines)
    press(contract, "confirm_contract", anna)
    assert level(stocked)[1] == 10
    (line,) = deliver(contract, "1").lines_of("lines")
    assert (line.quantity, line.stock_quantity) == (1, 5)
    press(line.delivery, "ship_delivery")
    assert level(stocked) == (5, 5, 0, 5)
    assert delivered_quantities(contract.pk) == {line.contract_line_id: 1}


@pytest.mark.feature("STK-03")
def test_where_keepers_are_named_nobody_else_moves_the_goods(
    delivery: Any, warehouse: Any, keeper: Actor, company: Company
) -> None:
    records.update(kind_of(warehouse), warehouse.pk, {"keepers": [str(keeper.id)]}, actor=HOUSE)
    other = company.hire("外人", "storekeeper")
    with pytest.raises(NotAllowed, match="ask 库管"):
        press(delivery, "ship_delivery", other)
    assert press(delivery, "ship_delivery", keeper).record.state == "shipped"


@pytest.mark.feature("STK-11")
def test_a_move_is_never_changed_nor_deleted(stocked: Any) -> None:
    move = Move.objects.get(product=stocked)
    for deed in (lambda: Move.objects.filter(pk=move.pk).update(quantity=1), move.delete):
        with pytest.raises(DatabaseError, match="stands for ever"), transaction.atomic():
            deed()
    assert again(move).quantity == 10


def test_nobody_moves_stock_by_hand(stocked: Any, company: Company) -> None:
    admin = company.hire("管理员", "administrator")
    move = Move.objects.get(product=stocked)
    for key in ("stock.move", "stock.balance", "stock.level"):
        kind = kind_of(key)
        assert admin.rights.scope(kind, "create") == admin.rights.scope(kind, "update") == 0
        with pytest.raises(NotAllowed):
            records.create(kind, {"product": stocked}, actor=admin)
    with pytest.raises(NotAllowed):
        records.delete(kind_of(move), move.pk, actor=admin)
