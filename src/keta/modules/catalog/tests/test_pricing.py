"""Which price the policy finds: by list, level, grade, region, position, validity, quantity, unit and tax."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from tests.company import HOUSE, Company, create, money

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Invalid, NotFound, Refused
from keta.modules.catalog.pricing import FoundPrice, PriceBook, Terms

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


def find(product: Any, actor: Actor = HOUSE, quantity: str = "1", customer: Any = None, **more: Any) -> FoundPrice:
    terms = Terms(customer, "CNY", more.pop("includes_tax", True), timezone.localdate())
    line = SimpleNamespace(product_id=product.pk, quantity=Decimal(quantity), tax_rate=product.tax_rate, unit_id=None)
    line.__dict__.update(more)
    found = PriceBook([product.pk], actor).find(line, terms)
    assert found is not None
    return found


def price_list(name: str, product: Any, price: str, **values: Any) -> Any:
    made = create("catalog.price_list", name=name, **{"level": "standard", **values})
    create("catalog.price", price_list=made, product=product, price=price)
    return made


def test_without_a_list_it_is_the_list_price_of_the_product(product: Any) -> None:
    assert find(product) == FoundPrice(money("1130"))


@pytest.mark.feature("PRD-08", "PRD-09")
def test_the_largest_quantity_that_is_reached_counts(product: Any, price: Callable[..., Any]) -> None:
    price("1100", floor="1000")
    price("1000", floor="900", from_quantity="10")
    assert [find(product, quantity=quantity).price for quantity in ("1", "9.5", "10", "500")] == [
        1100,
        1100,
        1000,
        1000,
    ]
    assert find(product, quantity="10").floor_price == 900


def test_a_list_of_the_customers_own_level_goes_before_the_standard(product: Any, price: Callable[..., Any]) -> None:
    price("1100")
    price_list("经销商价", product, "800", level="dealer")
    dealer = create("parties.customer", name="西北代理", price_level="dealer", owner=None)
    assert find(product, customer=dealer).price == 800
    assert find(product).price == 1100


def test_a_list_for_some_grades_or_regions_fits_only_those(product: Any, price: Callable[..., Any]) -> None:
    price("1100")
    price_list("大客户价", product, "900", level="key", grades=["key"], rank=1)
    key = create("parties.customer", name="晋能控股", grade="key", owner=None)
    small = create("parties.customer", name="小厂", grade="small", owner=None)
    assert (find(product, customer=key).price, find(product, customer=small).price) == (900, 1100)


@pytest.mark.feature("PRD-08")
def test_a_list_may_be_kept_for_some_people_or_positions(
    product: Any, price: Callable[..., Any], anna: Actor, ben: Actor, director: Actor
) -> None:
    price("1100")
    position = kind_of("organisation.position").model.objects.get(code="sales_director")
    price_list("总监价", product, "700", rank=1, positions=[position])
    price_list("安娜价", product, "950", rank=2, members=[anna.member_id])
    assert [find(product, actor).price for actor in (director, anna, ben)] == [700, 950, 1100]


def test_a_list_counts_only_while_it_is_valid_and_in_use(product: Any, price: Callable[..., Any]) -> None:
    price("1100")
    price_list("过期价", product, "1", rank=1, valid_until=YESTERDAY)
    price_list("停用价", product, "2", rank=2, is_active=False)
    price_list("美元价", product, "3", rank=3, currency="USD")
    assert find(product).price == 1100


def test_prices_come_into_the_terms_of_the_document(product: Any, price: Callable[..., Any]) -> None:
    price("1130", floor="1017")
    without_tax = find(product, includes_tax=False)
    assert (without_tax.price, without_tax.floor_price) == (1000, 900)


def test_a_package_costs_what_it_holds(product: Any, price: Callable[..., Any], company: Company) -> None:
    dozen = kind_of("catalog.unit").model.objects.get(code="dozen")
    boxed = create("catalog.product", name="螺栓", price="5", units=[{"unit": dozen, "factor": "12"}])
    assert find(boxed, unit_id=dozen.pk).price == 60


def test_a_floor_above_the_price_is_refused(product: Any, price: Callable[..., Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        price("100", floor="101")
    assert "floor_price" in refusal.value.errors


def test_units_convert_within_one_base_only(company: Company) -> None:
    units = {unit.code: unit for unit in kind_of("catalog.unit").model.objects.all()}
    assert units["tonne"].convert(Decimal("2.5"), units["kilogram"]) == 2500
    with pytest.raises(Refused, match="does not convert"):
        units["tonne"].convert(Decimal(1), units["metre"])
    with pytest.raises(Invalid):
        create("catalog.unit", name="箱", dimension="mass", base=units["piece"], factor="12")


@pytest.mark.feature("PRD-08")
def test_a_seller_reads_the_price_lists_of_his_level_and_their_prices_alone(
    company: Company, anna: Actor, ben: Actor, director: Actor, product: Any
) -> None:
    lists, prices = kind_of("catalog.price_list"), kind_of("catalog.price")
    dealer = create("catalog.price_list", name="Dealers", level="dealer", members=[str(anna.member_id)])
    managers = create("catalog.price_list", name="Managers", level="key", positions=[_position("sales_director")])
    own = {each: create("catalog.price", price_list=each, product=product, price="900") for each in (dealer, managers)}
    for actor, wanted in ((anna, {dealer}), (ben, set[Any]()), (director, {managers})):
        assert set(records_for(actor, lists)) & set(own) == wanted
        assert set(records_for(actor, prices)) & set(own.values()) == {own[each] for each in wanted}
    assert lists.model.objects.get(code="standard") in set(records_for(ben, lists))
    assert set(own) <= set(records_for(company.hire("管理员", "administrator"), lists))
    with pytest.raises(NotFound):
        records.get(lists, dealer.pk, actor=ben)


def _position(code: str) -> str:
    return str(kind_of("organisation.position").model.objects.get(code=code).pk)
