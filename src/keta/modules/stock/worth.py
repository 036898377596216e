"""What goods on a delivery are worth: shares of the contract's lines that add up to them to the cent."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Sum

from keta.modules.catalog.models.priced import to_cents
from keta.modules.stock.models import GONE, Delivery, DeliveryLine, Return, ReturnLine

AMOUNTS = ("net_amount", "amount")
NOTHING = Decimal()
Taken = dict[UUID, dict[str, Decimal]]


def price_delivery(delivery: Delivery) -> None:
    """Each line gets its share of the line of the contract; whatever completes it takes what rounding has left."""
    lines = delivery.lines_of("lines")
    causes = {line.contract_line_id: line.contract_line for line in lines if line.contract_line_id}
    gone = DeliveryLine.objects.filter(contract_line__in=causes, delivery__state__in=GONE)
    back = ReturnLine.objects.filter(delivery_line__contract_line__in=causes, parent__state="received")
    taken = _taken(gone.values(cause=F("contract_line")), AMOUNTS)
    _take_off(taken, _taken(back.values(cause=F("delivery_line__contract_line")), AMOUNTS))
    for line in lines:
        cause = causes.get(line.contract_line_id)
        if cause is not None:
            in_line_units = line.stock_quantity / line.quantity
            _share(line, cause, cause.quantity * in_line_units, taken.setdefault(cause.pk, {}), AMOUNTS)


def price_return(returned: Return) -> None:
    """Each line gets its share of worth and cost of the line of the delivery."""
    lines = returned.lines_of("lines")
    causes = {line.delivery_line_id: line.delivery_line for line in lines if line.delivery_line_id}
    back = ReturnLine.objects.filter(delivery_line__in=causes, parent__state="received")
    names = (*AMOUNTS, "cost")
    taken = _taken(back.values(cause=F("delivery_line")), names)
    for line in lines:
        cause = causes[line.delivery_line_id]
        _share(line, cause, cause.stock_quantity, taken.setdefault(cause.pk, {}), names)


def _taken(rows: "QuerySet[Any, Any]", names: tuple[str, ...]) -> Taken:
    """What others have of each cause already: quantity and amounts."""
    sums = {f"{name}_sum": Sum(name) for name in ("stock_quantity", *names)}
    return {
        row["cause"]: {name: row[f"{name}_sum"] or NOTHING for name in ("stock_quantity", *names)}
        for row in rows.annotate(**sums).order_by()
    }


def _take_off(taken: Taken, returned: Taken) -> None:
    for cause, parts in returned.items():
        for name, each in parts.items():
            taken[cause][name] -= each


def _share(line: Any, cause: Any, whole: Decimal, taken: dict[str, Decimal], names: tuple[str, ...]) -> None:
    after = taken.get("stock_quantity", NOTHING) + line.stock_quantity
    for name in names:
        share = to_cents((getattr(cause, name) or NOTHING) * after / whole) - taken.get(name, NOTHING)
        setattr(line, name, share)
        taken[name] = taken.get(name, NOTHING) + share
    taken["stock_quantity"] = after
