"""Keeps the stock of each product over all warehouses: reckoned anew, never counted on, with every write it hangs on.

A projection: written in the transaction of the contract, delivery, return or opening that changes it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum
from django.utils import timezone

from keta.kernel import records
from keta.kernel.access import system
from keta.kernel.events.outbox import record as tell
from keta.kernel.objects import Kind
from keta.kernel.objects.model import load_lines
from keta.kernel.records.changes import Change
from keta.kernel.refusals import Invalid
from keta.modules.catalog.models import Product, ProductUnit
from keta.modules.sales.models import Contract, ContractLine
from keta.modules.stock.costing import unit_cost
from keta.modules.stock.models import GONE, Balance, Delivery, DeliveryLine, Level, Opening, Return, ReturnLine
from keta.modules.stock.models.goods import GOODS

RUN_LOW = "stock.level.run_low"
NOTHING = Decimal()
Sums = dict[UUID, Decimal]


def keep_levels(kind: Kind, changes: Sequence[Change]) -> None:
    """Told of every write: those that move goods, or promise them, change levels."""
    products = {product for change in changes for product in _touched(kind, change)}
    if products:
        refresh_levels(products)


def _touched(kind: Kind, change: Change) -> Iterator[UUID]:
    model, is_moved = kind.model, "state" in change.fields or change.is_gone
    if model is Opening and is_moved:
        yield change.record.product_id
    elif model in (Delivery, Return) and is_moved:
        yield from _products(change.record)
    elif model is Contract and change.record.state != "draft" and (is_moved or "lines" in change.lines):
        yield from _products(change.record)
        yield from _left_out(change.lines.get("lines", {}))
    elif model is Product and "stock_alert" in change.fields and not change.is_new:
        yield change.record.pk


def _left_out(lines: Mapping[str, Any]) -> Iterator[UUID]:
    """The products of lines that were removed, or now name another one."""
    before = [line.get("product") for line in lines.get("removed", {}).values()]
    before += [line["product"][0] for line in lines.get("changed", {}).values() if "product" in line]
    yield from (UUID(product) for product in before if product)


def _products(document: Any) -> Iterator[UUID]:
    if document.lines_in_hand("lines") is None:
        load_lines([document], "lines")
    yield from (line.product_id for line in document.lines_of("lines") if line.product_id)


def refresh_levels(products: Collection[UUID]) -> None:
    """Reckons the levels of these products from moves and contracts; safe to call at any time."""
    goods = Product.objects.filter(kind__in=GOODS).in_bulk(list(products))
    levels = _held(sorted(goods))
    if not levels:
        return
    keys = list(levels)
    on_hand, value = (_sums(Balance.objects.filter(product__in=keys), name) for name in ("on_hand", "value"))
    on_the_way = _sums(DeliveryLine.objects.filter(product__in=keys, delivery__state="shipped"), "stock_quantity")
    reserved = _reserved(keys)
    for key, level in levels.items():
        level.product = goods[key]
        level.on_hand, level.value = on_hand.get(key, NOTHING), value.get(key, NOTHING)
        level.on_the_way, level.reserved = on_the_way.get(key, NOTHING), reserved.get(key, NOTHING)
        if level.on_hand > 0:
            level.average_cost = unit_cost(level.on_hand, level.value)
        level.derive()
    _keep([level for level in levels.values() if level.changed_columns()])


def _held(products: Sequence[UUID]) -> dict[UUID, Level]:
    held = _locked(products)
    missing = [product for product in products if product not in held]
    for product in missing:
        try:
            records.save(Level(product_id=product), actor=system("keep_levels"), cause="open_level")
        except Invalid:
            # Somebody opened it at the same moment; the constraint let one of us through.
            if not Level.objects.filter(product=product).exists():
                raise
    return _locked(products) if missing else held


def _locked(products: Sequence[UUID]) -> dict[UUID, Level]:
    rows = Level.objects.filter(product__in=products).order_by("product_id")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return {row.product_id: row for row in rows}


def _sums(rows: "QuerySet[Any]", name: str) -> Sums:
    return {key: total or NOTHING for key, total in rows.values_list("product").annotate(total=Sum(name)).order_by()}


def _reserved(products: Sequence[UUID]) -> Sums:
    """What active contracts have sold and not got yet; what came back to be replaced is owed again."""
    active = {"product__in": products}
    factors = _factors(products)
    reserved: Sums = {}
    sold = ContractLine.objects.filter(contract__state="active", **active).values_list("product", "unit")
    for product, unit, quantity in sold.annotate(total=Sum("quantity")).order_by():
        reserved[product] = reserved.get(product, NOTHING) + quantity * factors.get((product, unit), 1)
    gone = DeliveryLine.objects.filter(delivery__state__in=GONE, delivery__contract__state="active", **active)
    owed_again = ReturnLine.objects.filter(
        parent__state="received", parent__is_replaced=True, parent__contract__state="active", **active
    )
    for sign, rows in ((-1, gone), (1, owed_again)):
        for product, quantity in _sums(rows, "stock_quantity").items():
            reserved[product] = reserved.get(product, NOTHING) + sign * quantity
    return {product: max(quantity, NOTHING) for product, quantity in reserved.items()}


def _factors(products: Sequence[UUID]) -> Mapping[tuple[UUID, UUID | None], Decimal]:
    rows: Any = ProductUnit.objects.filter(product__in=products).values_list("product", "unit", "factor")
    return {(product, unit): factor for product, unit, factor in rows}


def _keep(levels: Sequence[Level]) -> None:
    """Writes what has changed, and tells of each product that has just fallen below its alert."""
    now = timezone.now()
    fallen = [level for level in levels if level.is_low and not level.loaded("is_low")]
    for level in levels:
        level.changed_at = now
    names = ["on_hand", "reserved", "available", "on_the_way", "average_cost", "value", "is_low", "changed_at"]
    Level.objects.bulk_update(levels, names, batch_size=500)
    for level in fallen:
        payload = {"available": str(level.available)}
        tell(RUN_LOW, "stock.level", level.pk, payload, actor_id=None, at=now)
