"""A warehouse with ten pieces that cost 700 each, and an active contract for three of them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.company import HOUSE, Company, again, create, press

from keta.kernel.access import Actor
from keta.modules.stock.operations import plan_delivery, set_opening


@pytest.fixture
def warehouse(company: Company) -> Any:
    return create("stock.warehouse", name="成品库", code="A", is_main=True)


@pytest.fixture
def stocked(warehouse: Any, product: Any) -> Any:
    """The product, of which ten lie there."""
    set_opening(warehouse, [(product, Decimal(10), Decimal(700))], actor=HOUSE)
    return product


@pytest.fixture
def sell(anna: Actor, customer: Any) -> Callable[..., Any]:
    """An active contract for some of a product."""

    def sell_goods(product: Any, quantity: str, price: str = "1130", **values: Any) -> Any:
        line = {"product": product, "quantity": quantity, "price": price, "tax_rate": "13"}
        contract = create("sales.contract", anna, name="支架", customer=customer, lines=[line], **values)
        return press(contract, "confirm_contract", anna).record

    return sell_goods


@pytest.fixture
def contract(stocked: Any, sell: Callable[..., Any]) -> Any:
    return sell(stocked, "3")


@pytest.fixture
def deliver(warehouse: Any) -> Callable[..., Any]:
    """A planned delivery of a contract: of all that is open, or of a quantity of its first line."""

    def plan(contract: Any, quantity: str | None = None) -> Any:
        (line, *__) = again(contract).lines_of("lines")
        lines = None if quantity is None else {line.pk: Decimal(quantity)}
        return plan_delivery(again(contract), lines, actor=HOUSE)

    return plan


@pytest.fixture
def delivery(contract: Any, deliver: Callable[..., Any]) -> Any:
    return deliver(contract)


@pytest.fixture
def keeper(company: Company) -> Actor:
    return company.hire("库管", "storekeeper")
