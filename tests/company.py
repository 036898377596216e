"""A small company for tests: delivered content, a director over two teams, two salesmen, a product, a customer."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from keta.flows.delivered import deliver_content
from keta.flows.positions import deliver_positions
from keta.kernel import actions, records
from keta.kernel.access import Actor, actor_of, system
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Department, Member, Position
from keta.kernel.versions import version

HOUSE = system("test")


def create(key: str, actor: Actor = HOUSE, **values: Any) -> Any:
    return records.create(kind_of(key), values, actor=actor)


def press(record: Any, name: str, actor: Actor = HOUSE, **inputs: Any) -> Any:
    """Presses a button; returns the outcome, whose record is the one that was changed."""
    kind = kind_of(record)
    return actions.run(kind, actions.action_named(kind, name), record.pk, inputs, actor=actor)


def again(record: Any) -> Any:
    """The record as the database has it now."""
    return type(record).objects.get(pk=record.pk)


def money(text: str) -> Decimal:
    return Decimal(text)


@dataclass
class Company:
    """Who works in the small company."""

    head_office: Department
    east: Department
    west: Department

    def hire(self, name: str, position: str, department: Department | None = None) -> Actor:
        held = Position.objects.get(code=position)
        member = create("organisation.member", name=name, positions=[held], department=department or self.head_office)
        return self.actor(member)

    def actor(self, member: Member) -> Actor:
        version.refresh()
        return actor_of(member)


@pytest.fixture
def company(db: None) -> Company:
    version.refresh()
    deliver_positions(HOUSE)
    deliver_content(HOUSE)
    head_office = create("organisation.department", name="销售中心")
    east = create("organisation.department", name="华东一部", parent=head_office)
    west = create("organisation.department", name="西北一部", parent=head_office)
    return Company(head_office, east, west)


@pytest.fixture
def director(company: Company) -> Actor:
    return company.hire("郑海", "sales_director")


@pytest.fixture
def anna(company: Company) -> Actor:
    """A saleswoman of the eastern team."""
    return company.hire("安娜", "salesperson", company.east)


@pytest.fixture
def ben(company: Company) -> Actor:
    """A salesman of the western team."""
    return company.hire("李本", "salesperson", company.west)


@pytest.fixture
def customer(anna: Actor) -> Any:
    return create("parties.customer", anna, name="太原煤矿机械有限公司", phone="0351-7654321")


@pytest.fixture
def product(company: Company) -> Any:
    unit = kind_of("catalog.unit").model.objects.get(code="piece")
    return create("catalog.product", name="液压支架 ZY8800", unit=unit, price="1130", tax_rate="13")


@pytest.fixture
def price(product: Any) -> Callable[..., Any]:
    """Sets the price of the product on the standard list."""
    standard = kind_of("catalog.price_list").model.objects.get(code="standard")

    def set_price(amount: str, floor: str | None = None, **more: Any) -> Any:
        values = {"price_list": standard, "product": product, "price": amount, "floor_price": floor, **more}
        return create("catalog.price", **values)

    return set_price
