"""Opening stock: posted one by one or for a whole warehouse, and taken back."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.refusals import Refused, clauses
from keta.modules.stock.keeping import refuse_strangers
from keta.modules.stock.models import Move, Opening, Warehouse
from keta.modules.stock.moving import Movement, move_goods, moves_of, take_back
from keta.modules.stock.postings import post_moves

OPENING, REVERSAL = "opening", "reversal"
Goods = tuple[Any, Decimal, Decimal]
"""A product, how many of it (in its unit), and what one has cost."""


@transaction.atomic
def set_opening(
    warehouse: Warehouse, goods: Iterable[Goods], *, actor: Actor, on: datetime.date | None = None
) -> list[Opening]:
    """Enters and posts what lies in a warehouse when the books begin."""
    day = on or timezone.localdate()
    told: Iterable[dict[str, Any]] = (
        {"product": product, "quantity": quantity, "unit_cost": cost} for product, quantity, cost in goods
    )
    openings = [Opening(warehouse=warehouse, opened_on=day, **each) for each in told]
    records.save(openings, actor=actor, cause="set_opening", event="create")
    _post(openings, actor)
    return openings


@action(
    "stock.warehouse",
    label=_("Post the opening stock"),
    help=_("All drafts of opening stock of this warehouse"),
    icon="packages",
)
def post_openings(warehouse: Warehouse, *, actor: Actor) -> int:
    """Posts every draft of the warehouse, or none; gives their number."""
    refuse_strangers(warehouse, actor)
    drafts = list(Opening.objects.filter(warehouse=warehouse, state="draft").order_by("product_id"))
    _post(drafts, actor)
    return len(drafts)


@action("stock.opening", label=_("Post"), from_=("draft",), to="posted", is_main=True, icon="check")
def post_opening(opening: Opening, *, actor: Actor) -> list[Move]:
    """The goods lie in the warehouse from now on; a repeat changes nothing."""
    if opening.state == "draft":
        refuse_strangers(opening.warehouse, actor)
        _post([opening], actor)
    return moves_of(opening, OPENING)


@action(
    "stock.opening",
    label=pgettext_lazy("opening stock", "Take back"),
    from_=("draft", "posted"),
    to="cancelled",
    icon="ban",
    is_danger=True,
)
def cancel_opening(opening: Opening, *, actor: Actor) -> list[Move]:
    """What was posted leaves the warehouse again; refused where it is not there any more."""
    if opening.state == "posted":
        refuse_strangers(opening.warehouse, actor)
        today = timezone.localdate()
        moves = take_back(opening, OPENING, actor=actor, on=today)
        post_moves(opening, REVERSAL, moves, actor=actor, on=today)
    opening.state = "cancelled"
    records.save(opening, actor=actor, cause="cancel_opening")
    return moves_of(opening, REVERSAL)


def _post(openings: list[Opening], actor: Actor) -> None:
    _refuse_twice(openings)
    for opening in openings:
        opening.opened_on = opening.opened_on or timezone.localdate()
        opening.state = "posted"
        if opening.quantity:
            wanted = Movement(opening.product, opening.warehouse, opening.quantity, opening.pk, opening.value)
            moves = move_goods(opening, OPENING, [wanted], actor=actor, on=opening.opened_on)
            post_moves(opening, OPENING, moves, actor=actor, on=opening.opened_on)
    records.save(openings, actor=actor, cause="post_opening")


def _refuse_twice(openings: list[Opening]) -> None:
    """Every product has one opening stock in a warehouse."""
    posted = Opening.objects.filter(
        state="posted",
        product__in=[each.product_id for each in openings],
        warehouse__in=[each.warehouse_id for each in openings],
    )
    places = list(posted.values_list("product", "warehouse"))
    twice = []
    for opening in openings:
        place = (opening.product_id, opening.warehouse_id)
        if place in places:
            twice.append(opening.product.name)
        places.append(place)
    if twice:
        raise Refused(
            _("They have their opening stock already: %(products)s. Take that back first.")
            % {"products": clauses(twice)},
            code="twice",
        )
