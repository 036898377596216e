"""Returns: goods come back at what they had cost, once, and the contract's figures follow."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.company import HOUSE, again, create, money, press

from keta.kernel.access import Actor
from keta.kernel.refusals import Conflict, Refused
from keta.modules.stock.models import Balance, Level, Move
from keta.modules.stock.operations import receive_return, set_opening
from keta.modules.stock.queries import delivered_figures, delivered_quantities, is_fully_delivered
from keta.modules.stock.tests.test_delivery import balance, level, posted


@pytest.fixture
def shipped(delivery: Any) -> Any:
    return press(delivery, "ship_delivery").record


def come_back(delivery: Any, quantity: str, **values: Any) -> Any:
    (line,) = delivery.lines_of("lines")
    lines = [{"product": line.product, "quantity": quantity, "condition": "used"}]
    return create("stock.return", delivery=delivery, lines=lines, **values)


@pytest.mark.feature("STK-08")
def test_goods_that_come_back_lie_in_stock_at_what_they_had_cost(shipped: Any, stocked: Any, warehouse: Any) -> None:
    other = create("catalog.product", name="阀", price="1")
    set_opening(warehouse, [(other, Decimal(1), Decimal(900))], actor=HOUSE)
    returned = come_back(shipped, "1", reason="quality")
    assert (returned.contract_id, returned.warehouse_id) == (shipped.contract_id, warehouse.pk)
    received = press(returned, "receive_return").record
    assert (received.cost, received.amount, received.owner_id) == (700, 1130, shipped.owner_id)
    assert balance(stocked) == (8, 5600)
    assert posted(returned) == {"1405": 700, "6401": -700}
    figures = delivered_figures([shipped.contract_id])[shipped.contract_id]
    assert (figures.amount, figures.net_amount, figures.cost) == (2260, 2000, 1400)


def test_more_than_was_delivered_does_not_come_back(shipped: Any) -> None:
    press(come_back(shipped, "2"), "receive_return")
    with pytest.raises(Refused, match="More comes back than was delivered: 液压支架"):
        press(come_back(shipped, "2"), "receive_return")


def test_nothing_comes_back_of_what_has_not_left(delivery: Any) -> None:
    with pytest.raises(Refused, match="has not left yet"):
        press(come_back(delivery, "1"), "receive_return")


def test_a_return_is_received_once(shipped: Any, stocked: Any) -> None:
    returned = press(come_back(shipped, "1"), "receive_return").record
    with pytest.raises(Conflict):
        press(returned, "receive_return")
    assert receive_return(returned, actor=HOUSE) == list(Move.objects.filter(source_id=returned.pk))
    assert balance(stocked) == (8, 5600)


def test_goods_to_be_replaced_are_owed_again(
    shipped: Any, contract: Any, stocked: Any, deliver: Callable[..., Any]
) -> None:
    assert is_fully_delivered(contract.pk)
    press(come_back(shipped, "1", is_replaced=True), "receive_return")
    assert level(stocked) == (8, 1, 7, 3)
    assert not is_fully_delivered(contract.pk)
    press(deliver(contract), "ship_delivery")
    (line,) = contract.lines_of("lines")
    assert delivered_quantities(contract.pk) == {line.pk: 3}
    assert delivered_figures([contract.pk])[contract.pk].amount == contract.amount


def test_goods_that_are_not_replaced_are_not_owed_again(shipped: Any, stocked: Any, deliver: Any) -> None:
    press(come_back(shipped, "1"), "receive_return")
    assert level(stocked)[1] == 0
    assert deliver(shipped.contract) is None


def test_parts_that_come_back_add_up_to_the_delivery_to_the_cent(
    stocked: Any, sell: Callable[..., Any], deliver: Callable[..., Any]
) -> None:
    shipped = press(deliver(sell(stocked, "3", price="33.3333")), "ship_delivery").record
    worth = [press(come_back(shipped, "1"), "receive_return").record.amount for __ in range(3)]
    assert worth == [money("33.33"), money("33.34"), money("33.33")]
    assert delivered_figures([shipped.contract_id])[shipped.contract_id] == (0, 0, 0)


def test_cancelling_a_return_takes_the_goods_out_again(shipped: Any, stocked: Any) -> None:
    returned = press(come_back(shipped, "1"), "receive_return").record
    with pytest.raises(Refused, match="Cancel the return first"):
        press(shipped, "cancel_delivery", reason="误发")
    press(returned, "cancel_return", reason="误收")
    assert balance(stocked) == (7, 4900)
    assert posted(returned) == {"1405": 0, "6401": 0}
    press(again(shipped), "cancel_delivery", reason="误发")
    assert balance(stocked) == (10, 7000)
    assert Level.objects.get(product=stocked).reserved == 3


def test_a_salesperson_asks_for_the_return_and_the_storekeeper_receives_it(
    shipped: Any, anna: Actor, keeper: Actor
) -> None:
    (line,) = shipped.lines_of("lines")
    lines = [{"product": line.product, "quantity": "1"}]
    returned = create("stock.return", anna, delivery=shipped, lines=lines, reason="quality")
    assert press(returned, "receive_return", keeper).record.state == "received"
    assert Balance.objects.get().on_hand == 8
