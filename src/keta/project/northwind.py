"""Northwind's orders through the chain: confirmed on their day, their goods brought in, each shipped when it was."""

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Sum

from keta.kernel import actions, records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.modules.catalog.models import Product
from keta.modules.catalog.models.priced import to_cents
from keta.modules.sales.models import Contract, ContractLine
from keta.modules.stock.models import GONE, Delivery, Opening, Warehouse
from keta.modules.stock.models.delivery import OPEN
from keta.modules.stock.operations import plan_delivery, set_opening
from keta.surfaces.imports.tables import read_table

WAREHOUSE = "Northwind"
COST_SHARE = Decimal("0.6")
"""What goods have cost, as a share of their list price: the data set names no costs."""


def run_orders(folder: Path, *, actor: Actor, most: int | None = None) -> int:
    """Runs imported orders (all, or the `most` first ones) through the chain; gives how many deliveries were shipped.

    A second run finds everything done. Each order is a transaction of its own.
    """
    rows = sorted(_orders(folder), key=lambda row: (row["orderDate"], row["entityId"]))[:most]
    by_name = {each.name: each.pk for each in Contract.objects.filter(name__startswith="Order ")}
    _bring_in(actor, _day(rows[0]["orderDate"]))
    shipped = 0
    for row in rows:
        with transaction.atomic():
            shipped += _run(row, by_name[f"Order {row['entityId']}"], actor)
    return shipped


def _orders(folder: Path) -> Iterator[dict[str, str]]:
    table = read_table((folder / "SalesOrder.csv").read_bytes(), "SalesOrder.csv")
    return (dict(zip(table.headings, row, strict=True)) for row in table.rows)


def _bring_in(actor: Actor, on: datetime.date) -> None:
    """As much of each product as all orders together want, once."""
    warehouse = Warehouse.objects.filter(name=WAREHOUSE).first() or records.create(
        kind_of(Warehouse), {"name": WAREHOUSE, "is_main": True}, actor=actor
    )
    known = set(Opening.objects.filter(warehouse=warehouse, state="posted").values_list("product", flat=True))
    orders = ContractLine.objects.filter(contract__name__startswith="Order ").exclude(product__in=known)
    wanted = dict(orders.exclude(product=None).values_list("product").annotate(total=Sum("quantity")).order_by())
    goods = [
        (product, wanted[product.pk], to_cents((product.price or Decimal()) * COST_SHARE))
        for product in Product.objects.filter(pk__in=wanted).order_by("own_code")
    ]
    set_opening(warehouse, goods, actor=actor, on=on)


def _run(row: Mapping[str, str], contract_id: Any, actor: Actor) -> int:
    contract = records.lock(kind_of(Contract), contract_id, actor=actor)
    if contract.state == "draft":
        contract = _press(contract, "confirm_contract", actor, signed_on=_day(row["orderDate"]))
    if not row["shippedDate"] or Delivery.objects.filter(contract=contract, state__in=GONE).exists():
        return 0
    planned = Delivery.objects.filter(contract=contract, state__in=OPEN).first()
    delivery = planned or plan_delivery(contract, actor=actor)
    carrier = f"shipper_{row['shipperId']}"
    _press(delivery, "ship_delivery", actor, shipped_on=_day(row["shippedDate"]), carrier=carrier)
    return 1


def _press(record: Any, name: str, actor: Actor, **inputs: Any) -> Any:
    kind = kind_of(record)
    return actions.run(kind, actions.action_named(kind, name), record.pk, inputs, actor=actor).record


def _day(text: str) -> datetime.date:
    """Some days of the file have a dash too many behind them."""
    return datetime.date.fromisoformat(text[:10])
