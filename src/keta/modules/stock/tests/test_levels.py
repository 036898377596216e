"""Stock over all warehouses, who is told when it runs low, and who sees what it has cost."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.company import HOUSE, Company, again, create, press

from keta.kernel import records
from keta.kernel.access import Actor, Scope, records_for
from keta.kernel.events.models import Event
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Member, User
from keta.modules.stock.alarm import REASON, tell_low_stock
from keta.modules.stock.levels import RUN_LOW
from keta.modules.stock.models import Delivery, Level
from keta.modules.stock.operations import set_opening
from keta.surfaces.notices.models import Notice


def page_of(actor: Actor, record: Any, tab: str = "") -> str:
    user, __ = User.objects.get_or_create(username=str(actor.member_id))
    Member.objects.filter(pk=actor.member_id).update(user=user)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answered = client.get(f"/{kind_of(record).key}/{record.pk}{tab}")
    assert answered.status_code == 200
    return answered.content.decode()


@pytest.mark.feature("PRD-07", "STK-02")
def test_the_page_of_a_product_shows_its_stock_in_each_warehouse(stocked: Any, anna: Actor, contract: Any) -> None:
    other = create("stock.warehouse", name="西北库", code="B")
    set_opening(other, [(stocked, Decimal(40), Decimal(650))], actor=HOUSE)
    level = Level.objects.get(product=stocked)
    assert (level.on_hand, level.reserved, level.available, level.value) == (50, 3, 47, 33000)
    page = page_of(anna, stocked, "?tab=stock.balance:product")
    assert "成品库" in page and "西北库" in page
    for words in ("On hand", "Reserved", "Available"):
        assert words in page
    assert "660.00" not in page and "33,000" not in page


def test_costs_are_seen_with_the_right_to_see_them_alone(stocked: Any, company: Company, anna: Actor) -> None:
    kind = kind_of("stock.level")
    director = company.hire("郑海", "sales_director")
    assert {"value", "average_cost"} & set(anna.rights.readable(kind)) == set()
    assert {"value", "average_cost"} <= set(director.rights.readable(kind))
    assert "7,000.00" in page_of(director, stocked)
    assert "7,000.00" not in page_of(anna, stocked)


def test_costs_leave_neither_with_the_lines_of_a_delivery(
    delivery: Any, keeper: Actor, anna: Actor, company: Company
) -> None:
    press(delivery, "ship_delivery")
    director = company.hire("郑海", "sales_director")
    assert "2,100.00" in page_of(director, delivery)
    for actor in (keeper, anna):
        assert "2,100.00" not in page_of(actor, delivery)
    assert "3,390.00" in page_of(anna, delivery)
    assert "3,390.00" not in page_of(keeper, delivery)


@pytest.mark.feature("STK-13")
def test_a_line_of_a_delivery_shows_what_lies_there_now(delivery: Any, keeper: Actor, stocked: Any) -> None:
    assert ">10<" in page_of(keeper, delivery)
    line = {"product": str(stocked.pk), "quantity": "1"}
    values = {"warehouse": str(delivery.warehouse_id), "contract": str(delivery.contract_id), "lines": [line]}
    typed, __ = records.preview(kind_of(Delivery), values, actor=keeper)
    assert [each.on_hand for each in typed.lines_of("lines")] == [10]


def run_low() -> list[Event]:
    return list(Event.objects.filter(name=RUN_LOW))


@pytest.mark.feature("PRD-04", "PRD-05")
def test_sellers_and_buyers_are_told_once_when_less_is_available_than_the_alert(
    stocked: Any, sell: Any, company: Company, anna: Actor, keeper: Actor
) -> None:
    buyer = company.hire("采购", "buyer")
    records.update(kind_of(stocked), stocked.pk, {"stock_alert": "8"}, actor=HOUSE)
    assert run_low() == []
    contract = sell(stocked, "3")
    assert Level.objects.get(product=stocked).is_low
    (event,) = run_low()
    tell_low_stock(event)
    tell_low_stock(event)
    told = set(Notice.objects.filter(reason=REASON).values_list("member_id", "title"))
    assert told == {(actor.id, stocked.title) for actor in (anna, buyer)}
    press(contract, "cancel_contract", reason="客户停产")
    assert not Level.objects.get(product=stocked).is_low


def test_raising_the_alert_above_what_is_available_tells_too(stocked: Any) -> None:
    records.update(kind_of(stocked), stocked.pk, {"stock_alert": "20"}, actor=HOUSE)
    assert len(run_low()) == 1


def test_a_change_of_an_active_contract_changes_what_is_reserved(contract: Any, stocked: Any) -> None:
    other = create("catalog.product", name="阀", price="1")
    changed = again(contract)
    (line,) = changed.lines_of("lines")
    line.product, line.quantity = other, Decimal(5)
    changed.is_being_changed = True
    records.save(changed, actor=HOUSE, cause="change_contract")
    assert Level.objects.get(product=other).reserved == 5
    assert Level.objects.get(product=stocked).reserved == 0


def test_a_seller_sees_the_deliveries_of_his_own_contracts(delivery: Any, anna: Actor, company: Company) -> None:
    kind = kind_of("stock.delivery")
    stranger = company.hire("李本", "salesperson", company.west)
    assert list(records_for(anna, kind)) == [delivery]
    assert list(records_for(stranger, kind)) == []
    assert anna.rights.scope(kind, "update") is Scope.NONE


@pytest.mark.feature("QUO-15")
def test_a_storekeeper_knows_of_a_contract_which_goods_it_wants_but_not_for_how_much(
    contract: Any, keeper: Actor
) -> None:
    page = page_of(keeper, contract)
    assert contract.lines_of("lines")[0].product.title in page
    assert "3,390" not in page and "1,130" not in page
