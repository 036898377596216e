"""The documented import of a public order book: its figures, and a second run."""

import argparse
from collections.abc import Iterator
from contextlib import redirect_stdout
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from django.test import override_settings
from tests.company import HOUSE

from keta.flows.delivered import deliver_content
from keta.flows.positions import deliver_positions
from keta.kernel.objects import kind_of
from keta.kernel.versions import version
from keta.modules.parties.models import Party
from keta.modules.sales.models import Contract, ContractLine
from keta.modules.stock.checks import CHECKS
from keta.modules.stock.models import Delivery
from keta.modules.stock.queries import delivered_figures
from keta.project import examples
from keta.project.northwind import run_orders

pytestmark = [pytest.mark.django_db, pytest.mark.feature("QUO-08")]
GOODS = ContractLine.objects.filter(product__isnull=False)


def run(folder: Path) -> list[str]:
    """What the command says of each step."""
    told = StringIO()
    with redirect_stdout(told):
        examples.command(argparse.Namespace(name="northwind", source=str(folder), json=False))
    return [line for line in told.getvalue().splitlines() if "created" in line]


@pytest.fixture(scope="module")
def folder(data: Path) -> Path:
    return data / "orders" / "northwind"


@pytest.fixture(scope="module")
def northwind(folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The data set, imported once for all tests of this file."""
    with django_db_blocker.unblock(), override_settings(BASE_CURRENCY="USD"):
        with transaction.atomic():
            version.refresh()
            deliver_positions(HOUSE)
            deliver_content(HOUSE)
            yield run(folder)
            transaction.set_rollback(True)
        version.refresh()


def test_every_row_is_taken(northwind: list[str]) -> None:
    assert [line for line in northwind if "refused 0" not in line] == []
    assert (Party.objects.filter(is_customer=True).count(), Party.objects.filter(is_supplier=True).count()) == (91, 29)
    counts = {key: kind_of(key).rows().count() for key in ("people.employee", "catalog.product", "catalog.category")}
    assert counts == {"people.employee": 9, "catalog.product": 77, "catalog.category": 8}
    assert (Contract.objects.count(), GOODS.count()) == (830, 2155)


def test_the_amounts_are_those_of_the_catalogue(northwind: list[str]) -> None:
    gross = sum(price * quantity for price, quantity in GOODS.values_list("price", "quantity"))
    assert gross == Decimal("1354458.59")
    assert GOODS.aggregate(total=Sum("amount"))["total"] == Decimal("1265793.29")
    freight = ContractLine.objects.filter(product__isnull=True)
    assert freight.aggregate(total=Sum("amount"))["total"] == Decimal("64942.69")
    whole = Contract.objects.filter(state="active").aggregate(total=Sum("amount"))["total"]
    assert whole == Decimal("1265793.29") + Decimal("64942.69")
    assert set(Contract.objects.values_list("currency", flat=True)) == {"USD"}


def test_the_largest_customers_are_those_of_the_catalogue(northwind: list[str]) -> None:
    by_customer = GOODS.values_list("contract__customer__name").annotate(total=Sum("amount")).order_by("-total")
    assert list(by_customer[:3]) == [
        ("Customer IRRVL", Decimal("110277.32")),
        ("Customer THHDP", Decimal("104875.00")),
        ("Customer LCOUJ", Decimal("104361.96")),
    ]


def test_orders_know_their_seller_their_days_and_where_they_go(northwind: list[str]) -> None:
    order = Contract.objects.get(name="Order 10248")
    assert (order.customer.name, order.owner.name) == ("Customer ENQZT", "Sven Buck")
    assert (order.signed_on.isoformat(), order.requested_delivery_on.isoformat()) == ("2006-07-04", "2006-08-01")
    assert (order.delivery_address.name, order.delivery_address.address_country) == ("Ship to 85-B", "FR")
    assert [line.quantity for line in order.lines_of("lines")] == [1, 12, 10, 5]


def test_a_second_run_changes_nothing(northwind: list[str], folder: Path) -> None:
    counted = "created 0, updated 0"
    assert [line for line in run(folder) if counted not in line] == []
    assert GOODS.count() == 2155


def test_orders_run_through_the_chain_once(northwind: list[str], folder: Path) -> None:
    with transaction.atomic():
        assert run_orders(folder, actor=HOUSE, most=6) == 6
        assert run_orders(folder, actor=HOUSE, most=6) == 0
        order = Contract.objects.get(name="Order 10248")
        delivery = Delivery.objects.get(contract=order)
        assert (delivery.state, delivery.shipped_on.isoformat(), delivery.carrier) == (
            "shipped",
            "2006-07-16",
            "shipper_3",
        )
        assert delivered_figures([order.pk])[order.pk].amount == Decimal("440.00")
        assert [problem for check in CHECKS for problem in check.find()] == []
        transaction.set_rollback(True)
