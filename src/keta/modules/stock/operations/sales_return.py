"""Goods come back: received into stock at what they had cost, or the receipt is taken back."""

import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor, system
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused, clauses
from keta.modules.stock.keeping import refuse_strangers
from keta.modules.stock.models import GONE, Delivery, Move, Return, ReturnLine
from keta.modules.stock.models.goods import GOODS
from keta.modules.stock.moving import Movement, move_goods, moves_of, take_back
from keta.modules.stock.postings import post_moves
from keta.modules.stock.worth import price_return

RECEIPT, REVERSAL = "sales_return", "reversal"


def receive_return(returned: Return, *, actor: Actor, received_on: datetime.date | None = None) -> list[Move]:
    """The goods lie in stock again, at the cost of their delivery; a repeat changes nothing.

    Raises `Refused` where more would come back than the delivery brought.
    """
    if returned.state == "received":
        return moves_of(returned, RECEIPT)
    delivery = records.lock(kind_of(Delivery), returned.delivery_id, actor=system("receive_return"))
    returned.warehouse_id = returned.warehouse_id or delivery.warehouse_id
    refuse_strangers(returned.warehouse, actor)
    _refuse_unfit(returned)
    returned.received_on = received_on or timezone.localdate()
    price_return(returned)
    wanted = []
    for line in returned.lines_of("lines"):
        line.unit_cost = line.delivery_line.unit_cost
        if line.product.kind in GOODS:
            wanted.append(Movement(line.product, returned.warehouse, line.stock_quantity, line.pk, line.cost))
    moves = move_goods(returned, RECEIPT, wanted, actor=actor, on=returned.received_on)
    _settle(returned, "received", actor, "receive_return")
    post_moves(returned, RECEIPT, moves, actor=actor, on=returned.received_on)
    return moves


def cancel_return(returned: Return, *, actor: Actor, reason: str) -> list[Move]:
    """What had been received leaves the stock again, as if it had never come back."""
    if returned.state == "cancelled":
        return moves_of(returned, REVERSAL)
    moves: list[Move] = []
    today = timezone.localdate()
    if returned.state == "received":
        refuse_strangers(returned.warehouse, actor)
        moves = take_back(returned, RECEIPT, actor=actor, on=today)
    returned.cancelled_on, returned.cancelled_because = today, reason
    _settle(returned, "cancelled", actor, "cancel_return")
    post_moves(returned, REVERSAL, moves, actor=actor, on=today)
    return moves


def _settle(returned: Return, state: str, actor: Actor, cause: str) -> None:
    returned.state = state
    records.save(returned, actor=actor, cause=cause)


def _refuse_unfit(returned: Return) -> None:
    """Only what has left can come back, and only once."""
    if returned.delivery.state not in GONE:
        raise Refused(_("The delivery has not left yet; nothing of it can come back."), code="delivery")
    lines = returned.lines_of("lines")
    prefetch_related_objects(lines, "product", "delivery_line")
    wanted: dict[UUID | None, Decimal] = {}
    for line in lines:
        wanted[line.delivery_line_id] = wanted.get(line.delivery_line_id, Decimal()) + line.stock_quantity
    back = ReturnLine.objects.filter(parent__state="received", delivery_line__in=[key for key in wanted if key])
    before = dict(back.values_list("delivery_line").annotate(total=Sum("stock_quantity")).order_by())
    over = {
        line.product.name
        for line in lines
        if line.delivery_line_id is None
        or wanted[line.delivery_line_id] + before.get(line.delivery_line_id, 0) > line.delivery_line.stock_quantity
    }
    if over:
        raise Refused(
            _("More comes back than was delivered: %(products)s. Correct the quantity, or choose another delivery.")
            % {"products": clauses(sorted(over))},
            code="too_much",
        )
