"""The course of a delivery: planned from the contract, picked, shipped, signed for; or taken back."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel import records
from keta.kernel.access import Actor, covers, require, system
from keta.kernel.actions import action
from keta.kernel.objects import field, kind_of
from keta.kernel.refusals import Refused, clauses
from keta.modules.sales.models import Contract
from keta.modules.stock.keeping import main_warehouse, refuse_strangers
from keta.modules.stock.models import GONE, Delivery, DeliveryLine, Move, Return, Warehouse
from keta.modules.stock.models.goods import GOODS
from keta.modules.stock.moving import Movement, move_goods, moves_of, take_back
from keta.modules.stock.postings import post_moves
from keta.modules.stock.queries import progress_of
from keta.modules.stock.worth import price_delivery

SALE, REVERSAL = "sale", "reversal"


@action(
    "sales.contract",
    label=_("Plan a delivery"),
    from_=("active",),
    needs="read",
    takes={
        "warehouse": field.Link("stock.warehouse", _("Warehouse")),
        "planned_on": field.Date(_("Planned for")),
    },
    icon="truck-delivery",
)
def plan_delivery(
    contract: Contract,
    lines: Mapping[UUID, Decimal] | None = None,
    *,
    actor: Actor,
    warehouse: Warehouse | None = None,
    planned_on: datetime.date | None = None,
) -> Delivery | None:
    """A planned delivery of all goods that no delivery has taken up yet; None where there are none left.

    `lines` names less: quantities, in the unit of the contract's line, by the id of that line. Hold the contract.
    Whoever may change the contract may ask for a delivery; a storekeeper need not.
    """
    if not covers(actor, kind_of(Contract), "update", contract.owner_id, contract.department_id):
        require(actor, kind_of(Delivery), "create")
    open_lines = {key: each for key, each in progress_of([contract.pk]).items() if each.unplanned > 0}
    wanted = {key: each.unplanned / each.factor for key, each in open_lines.items()}
    if lines is not None:
        _refuse_too_much(lines, wanted)
        wanted = {key: Decimal(quantity) for key, quantity in lines.items() if quantity}
    if not wanted:
        return None
    delivery = Delivery(
        contract=contract,
        warehouse=warehouse or main_warehouse(),
        planned_on=planned_on or contract.confirmed_delivery_on or contract.requested_delivery_on,
        **_recipient(contract),
    )
    delivery.set_lines("lines", [_line(open_lines[key].line, quantity) for key, quantity in wanted.items()])
    records.save(delivery, actor=actor, cause="plan_delivery", event="create")
    return delivery


def _refuse_too_much(lines: Mapping[UUID, Decimal], open_quantities: Mapping[UUID, Decimal]) -> None:
    if any(quantity < 0 or quantity > open_quantities.get(key, 0) for key, quantity in lines.items()):
        raise Refused(
            _("More than the contract still waits for. Plan less, or change the contract first."), code="too_much"
        )


def _recipient(contract: Contract) -> dict[str, Any]:
    """Where the goods go: the delivery address of the contract, else that of the customer."""
    place = contract.delivery_address
    told: dict[str, Any] = {
        f"address_{part}": getattr(place or contract.customer, f"address_{part}")
        for part in ("country", "division", "region", "street", "postal_code")
    }
    told["recipient"] = place.recipient if place else contract.contact.name if contract.contact_id else ""
    told["phone"] = (place.phone if place else "") or contract.customer.phone
    return told


def _line(cause: Any, quantity: Decimal) -> DeliveryLine:
    told: dict[str, Any] = {"product_id": cause.product_id, "unit_id": cause.unit_id, "quantity": quantity}
    return DeliveryLine(contract_line_id=cause.pk, **told)


@action(
    "stock.delivery",
    label=pgettext_lazy("delivery", "Pick"),
    from_=("planned",),
    to="picked",
    holds=("contract",),
    icon="clipboard-check",
)
def pick_delivery(delivery: Delivery, *, actor: Actor) -> None:
    """The goods stand ready; nothing has left the warehouse."""
    if delivery.state != "planned":
        return
    refuse_strangers(delivery.warehouse, actor)
    _refuse_unfit(delivery)
    delivery.picked_on = timezone.localdate()
    _settle(delivery, "picked", actor, "pick_delivery")


def ship_delivery(
    delivery: Delivery, *, actor: Actor, shipped_on: datetime.date | None = None, **transport: str
) -> list[Move]:
    """The goods leave the warehouse at their moving average, and their cost is posted; a repeat changes nothing.

    Raises `Refused` where the contract is not active or waits for less, or where there is not enough in stock.
    """
    if delivery.state in GONE:
        return moves_of(delivery, SALE)
    records.lock(kind_of(Contract), delivery.contract_id, actor=system("ship_delivery"))
    refuse_strangers(delivery.warehouse, actor)
    _refuse_unfit(delivery)
    for name, text in transport.items():
        setattr(delivery, name, text)
    delivery.shipped_on = shipped_on or timezone.localdate()
    wanted = [Movement(line.product, delivery.warehouse, -line.stock_quantity, line.pk) for line in _goods_of(delivery)]
    moves = move_goods(delivery, SALE, wanted, actor=actor, on=delivery.shipped_on)
    _tell_costs(delivery, moves)
    price_delivery(delivery)
    _settle(delivery, "shipped", actor, "ship_delivery")
    post_moves(delivery, SALE, moves, actor=actor, on=delivery.shipped_on)
    return moves


def _tell_costs(delivery: Delivery, moves: list[Move]) -> None:
    by_line = {move.source_line: move for move in moves if move.source_line}
    for line in delivery.lines_of("lines"):
        if move := by_line.get(line.pk):
            line.cost, line.unit_cost = -move.value, move.unit_cost


@action(
    "stock.delivery",
    label=_("Signed for"),
    from_=("shipped",),
    to="signed",
    holds=("contract",),
    takes={
        "signed_on": field.Date(_("Signed for on")),
        "signed_by": field.Text(_("Signed for by"), max_length=100),
    },
    is_main=True,
    icon="signature",
)
def sign_delivery(
    delivery: Delivery, *, actor: Actor, signed_on: datetime.date | None = None, signed_by: str = ""
) -> None:
    """The customer has the goods."""
    if delivery.state == "signed":
        return
    delivery.signed_on = signed_on or timezone.localdate()
    if delivery.signed_on < delivery.shipped_on:
        raise Refused(_("It was shipped on %(day)s; choose that day or a later one.") % {"day": delivery.shipped_on})
    delivery.signed_by = signed_by
    _settle(delivery, "signed", actor, "sign_delivery")


def cancel_delivery(delivery: Delivery, *, actor: Actor, reason: str) -> list[Move]:
    """Goods that have left lie in the warehouse again, at the cost at which they had left it."""
    if delivery.state == "cancelled":
        return moves_of(delivery, REVERSAL)
    moves: list[Move] = []
    today = timezone.localdate()
    if delivery.state in GONE:
        refuse_strangers(delivery.warehouse, actor)
        if Return.objects.filter(delivery=delivery).exclude(state="cancelled").exists():
            raise Refused(_("Goods of it have come back. Cancel the return first, then the delivery."), code="returned")
        moves = take_back(delivery, SALE, actor=actor, on=today)
    delivery.cancelled_on, delivery.cancelled_because = today, reason
    _settle(delivery, "cancelled", actor, "cancel_delivery")
    post_moves(delivery, REVERSAL, moves, actor=actor, on=today)
    return moves


def _settle(delivery: Delivery, state: str, actor: Actor, cause: str) -> None:
    delivery.state = state
    records.save(delivery, actor=actor, cause=cause)


def _goods_of(delivery: Delivery) -> list[Any]:
    """The lines that name goods, with their products; a service moves nothing."""
    lines = delivery.lines_of("lines")
    prefetch_related_objects(lines, "product", "contract_line")
    return [line for line in lines if line.product.kind in GOODS]


def _refuse_unfit(delivery: Delivery) -> None:
    """The contract must be active and wait for all of it."""
    if delivery.contract.state != "active":
        raise Refused(_("The contract is not active; confirm it first."), code="contract")
    progress = progress_of([delivery.contract_id])
    wanted: dict[UUID | None, Decimal] = {}
    names: dict[UUID | None, str] = {}
    for line in _goods_of(delivery):
        wanted[line.contract_line_id] = wanted.get(line.contract_line_id, Decimal()) + line.stock_quantity
        names[line.contract_line_id] = line.product.name
    over = [names[key] for key, quantity in wanted.items() if key not in progress or quantity > progress[key].owed]
    if over:
        raise Refused(
            _("The contract does not wait for so much: %(products)s. Deliver less, or change the contract first.")
            % {"products": clauses(over)},
            code="too_much",
        )
