"""Opening stock: what lay there when the books began, by hand, from a file, and taken back."""

from decimal import Decimal
from typing import Any

import pytest
from tests.company import HOUSE, again, create, money, press

from keta.kernel.objects import kind_of
from keta.kernel.refusals import Invalid, Refused
from keta.modules.stock.models import Balance, Level, Opening
from keta.modules.stock.tests.test_delivery import balance, posted
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.mapping import FileMap
from keta.surfaces.imports.tables import read_table


def opening(warehouse: Any, product: Any, quantity: str = "10", cost: str = "7.005") -> Any:
    return create("stock.opening", warehouse=warehouse, product=product, quantity=quantity, unit_cost=cost)


@pytest.mark.feature("STK-04", "PRD-10")
def test_it_brings_quantity_and_cost_and_is_posted(warehouse: Any, product: Any) -> None:
    posted_one = press(opening(warehouse, product), "post_opening").record
    assert posted_one.value == money("70.05")
    assert balance(product) == (10, money("70.05"))
    level = Level.objects.get(product=product)
    assert (level.on_hand, level.average_cost, level.value) == (10, money("7.005"), money("70.05"))
    assert posted(posted_one) == {"1405": money("70.05"), "4104": money("-70.05")}


@pytest.mark.feature("STK-04")
def test_a_file_of_it_is_imported_and_posted_with_one_press(warehouse: Any, product: Any) -> None:
    other = create("catalog.product", name="阀", own_code="F1", price="1")
    text = f"product,warehouse,quantity,unit_cost\n{product.number},成品库,5,700\n{other.number},成品库,40,2.5\n"
    mapping = FileMap.from_json({"columns": {name: name for name in text.splitlines()[0].split(",")}})
    table = read_table(text.encode(), "opening.csv")
    report = Importing(kind_of("stock.opening"), table, mapping, HOUSE).write(table.numbered())
    assert (report.created, report.refused) == (2, 0)
    assert not Balance.objects.exists()
    assert press(warehouse, "post_openings").result == 2
    assert (balance(product), balance(other)) == ((5, 3500), (40, 100))
    assert press(warehouse, "post_openings").result == 0


def test_a_product_has_one_opening_stock_in_a_warehouse(warehouse: Any, product: Any) -> None:
    first = press(opening(warehouse, product), "post_opening").record
    second = opening(warehouse, product)
    with pytest.raises(Refused, match="opening stock already: 液压支架"):
        press(second, "post_opening")
    press(first, "cancel_opening")
    assert balance(product) == (0, 0)
    assert posted(first) == {"1405": 0, "4104": 0}
    press(second, "post_opening")
    assert balance(product) == (10, money("70.05"))


def test_what_has_been_delivered_meanwhile_cannot_be_taken_back(delivery: Any, stocked: Any) -> None:
    press(delivery, "ship_delivery")
    with pytest.raises(Refused, match="10 wanted, 7 there"):
        press(Opening.objects.get(product=stocked), "cancel_opening")
    assert balance(stocked) == (7, 4900)


def test_services_have_no_stock(warehouse: Any, product: Any) -> None:
    training = create("catalog.product", name="培训", kind="service")
    with pytest.raises(Invalid, match="does not lie in stock"):
        opening(warehouse, training)


def test_goods_without_cost_lie_there_without_value(warehouse: Any, product: Any) -> None:
    press(opening(warehouse, product, cost="0"), "post_opening")
    assert balance(product) == (Decimal(10), 0)
    assert again(product).pk
