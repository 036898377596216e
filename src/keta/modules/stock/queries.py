"""Reads over deliveries, returns and stock: what a contract has got and what it still waits for."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet, Sum

from keta.kernel.access import system
from keta.modules.catalog.pricing import PriceBook
from keta.modules.sales.models import ContractLine
from keta.modules.stock.models import GONE, Delivery, DeliveryLine, Return, ReturnLine
from keta.modules.stock.models.delivery import OPEN
from keta.modules.stock.models.goods import GOODS

NOTHING = Decimal()


class DeliveredFigures(NamedTuple):
    """What has been delivered and not come back: amounts in the contract's currency, cost in the base currency."""

    net_amount: Decimal = NOTHING
    amount: Decimal = NOTHING
    cost: Decimal = NOTHING


@dataclass(frozen=True)
class Progress:
    """A line of goods of a contract, in the unit of the product; `factor` of it make one unit of the line."""

    line: Any
    factor: Decimal
    ordered: Decimal
    planned: Decimal = NOTHING
    shipped: Decimal = NOTHING
    returned: Decimal = NOTHING
    replaced: Decimal = NOTHING
    """The part of what came back that is owed again."""

    @property
    def owed(self) -> Decimal:
        """What has still to be shipped."""
        return self.ordered - self.shipped + self.replaced

    @property
    def unplanned(self) -> Decimal:
        """What no delivery has taken up yet."""
        return max(self.owed - self.planned, NOTHING)

    @property
    def kept(self) -> Decimal:
        """What the customer has."""
        return self.shipped - self.returned


def progress_of(contracts: Collection[UUID]) -> dict[UUID, Progress]:
    """How far each line of goods of these contracts is, by the line's id; services and mere words are left out."""
    lines = list(ContractLine.objects.filter(contract__in=contracts, product__kind__in=GOODS).order_by("position"))
    book = PriceBook({line.product_id for line in lines if line.product_id}, system("progress_of"))
    of_lines = DeliveryLine.objects.filter(contract_line__contract__in=contracts)
    came_back = ReturnLine.objects.filter(
        parent__state="received", delivery_line__contract_line__contract__in=contracts
    )
    planned = _by_line(of_lines.filter(delivery__state__in=OPEN), "contract_line")
    shipped = _by_line(of_lines.filter(delivery__state__in=GONE), "contract_line")
    returned = _by_line(came_back, "delivery_line__contract_line")
    replaced = _by_line(came_back.filter(parent__is_replaced=True), "delivery_line__contract_line")
    found = {}
    for line in lines:
        key, factor = line.pk, book.factor(line)
        amounts = (each.get(key, NOTHING) for each in (planned, shipped, returned, replaced))
        found[key] = Progress(line, factor, line.quantity * factor, *amounts)
    return found


def _by_line(rows: "QuerySet[Any]", path: str) -> dict[UUID, Decimal]:
    return dict(rows.values_list(path).annotate(total=Sum("stock_quantity")).order_by())


def delivered_quantities(contract: UUID) -> dict[UUID, Decimal]:
    """What the customer has of each line of goods, by the line's id, in the unit of the line."""
    return {key: each.kept / each.factor for key, each in progress_of([contract]).items()}


def is_fully_delivered(contract: UUID) -> bool:
    """Whether no goods are owed any more; a contract of services alone owes none."""
    return all(each.owed <= 0 for each in progress_of([contract]).values())


def delivered_figures(contracts: Collection[UUID]) -> dict[UUID, DeliveredFigures]:
    """What each of these contracts has got, returns taken off."""
    found = dict.fromkeys(contracts, DeliveredFigures())
    shipped = Delivery.objects.filter(contract__in=contracts, state__in=GONE)
    returned = Return.objects.filter(contract__in=contracts, state="received")
    for sign, rows in ((1, shipped), (-1, returned)):
        for contract, *sums in _sums(rows):
            parts = zip(found[contract], sums, strict=True)
            found[contract] = DeliveredFigures(*(before + sign * (each or NOTHING) for before, each in parts))
    return found


def _sums(rows: "QuerySet[Any]") -> Iterator[tuple[Any, ...]]:
    sums = {f"{name}_sum": Sum(name) for name in DeliveredFigures._fields}
    yield from rows.values_list("contract").annotate(**sums).order_by()


def goods_on_the_way() -> "QuerySet[DeliveryLine]":
    """Lines of deliveries that have left and are not signed for."""
    return DeliveryLine.objects.filter(delivery__state="shipped").select_related("delivery", "product")
