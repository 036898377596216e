"""Two storekeepers at the same moment: exactly one takes the last piece, the other is told why; nothing moves twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests.company import HOUSE, again, create, press

from keta.flows.delivered import deliver_content
from keta.flows.positions import deliver_positions
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused
from keta.kernel.versions import version
from keta.modules.stock.models import Balance, Level, Move
from keta.modules.stock.operations import plan_delivery, set_opening

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    version.refresh()
    deliver_positions(HOUSE)
    deliver_content(HOUSE)
    yield
    version.refresh()


@pytest.fixture
def warehouse() -> Any:
    return create("stock.warehouse", name="成品库")


@pytest.fixture
def product() -> Any:
    return create("catalog.product", name="液压支架")


@pytest.fixture
def planned(warehouse: Any, product: Any) -> Callable[[str], Any]:
    """A delivery of a contract of its own."""
    customer = create("parties.customer", name="太原煤矿机械有限公司")

    def plan(quantity: str) -> Any:
        line = {"product": product, "quantity": quantity, "price": "1130"}
        contract = create("sales.contract", name="支架", customer=customer, lines=[line])
        press(contract, "confirm_contract")
        return plan_delivery(again(contract), actor=HOUSE)

    return plan


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """What came of deeds that begin together, each with a connection of its own: a result, or the refusal.

    SQLite lets one writer in at a time: there they come one after the other, which must end alike.
    """
    if connection.vendor == "sqlite":
        return [_result(deed) for deed in deeds]
    start = Barrier(len(deeds), timeout=20)

    def run(deed: Callable[[], Any]) -> Any:
        version.refresh()
        start.wait()
        try:
            return _result(deed)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds, timeout=60))


def _result(deed: Callable[[], Any]) -> Any:
    try:
        return deed()
    except Refused as refusal:
        return refusal


@pytest.mark.feature("STK-10")
def test_two_storekeepers_ship_the_last_piece_and_one_is_told_why(
    warehouse: Any, product: Any, planned: Callable[[str], Any]
) -> None:
    set_opening(warehouse, [(product, Decimal(1), Decimal(700))], actor=HOUSE)
    deliveries = [planned("1"), planned("1")]
    told = at_once([lambda each=each: press(each, "ship_delivery") for each in deliveries])
    (refusal,) = [each for each in told if isinstance(each, Refused)]
    assert "1 wanted, 0 there" in str(refusal.message)
    assert sorted(again(each).state for each in deliveries) == ["planned", "shipped"]
    assert (Balance.objects.get().on_hand, Balance.objects.get().value) == (0, 0)
    assert Level.objects.get().reserved == 1


def test_one_delivery_shipped_by_two_moves_once(warehouse: Any, product: Any, planned: Callable[[str], Any]) -> None:
    set_opening(warehouse, [(product, Decimal(9), Decimal(700))], actor=HOUSE)
    delivery = planned("2")
    told = at_once([lambda: press(delivery, "ship_delivery")] * 3)
    assert len([each for each in told if isinstance(each, Refused)]) == 2
    assert Move.objects.filter(source_id=delivery.pk).count() == 1
    assert Balance.objects.get().on_hand == 7


def test_parts_of_one_contract_planned_by_two_at_once_do_not_exceed_it(
    warehouse: Any, product: Any, planned: Callable[[str], Any]
) -> None:
    delivery = planned("4")
    press(delivery, "cancel_delivery", reason="重排")
    contract = again(delivery).contract
    at_once([lambda: press(contract, "plan_delivery")] * 2)
    deliveries = kind_of("stock.delivery").rows().filter(contract=contract, state="planned")
    assert [line.quantity for each in deliveries for line in each.lines_of("lines")] == [4]


def test_many_at_once_leave_what_the_moves_say(warehouse: Any, product: Any, planned: Callable[[str], Any]) -> None:
    set_opening(warehouse, [(product, Decimal(5), Decimal(10))], actor=HOUSE)
    deliveries = [planned("1") for __ in range(8)]
    told = at_once([lambda each=each: press(each, "ship_delivery") for each in deliveries])
    assert len([each for each in told if isinstance(each, Refused)]) == 3
    assert sum(Move.objects.values_list("quantity", flat=True)) == Balance.objects.get().on_hand == 0
    assert Level.objects.get().reserved == 3
