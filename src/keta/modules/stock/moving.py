"""Moves of stock: the one place that changes what lies in a warehouse. Locks, refuses what is not there, appends."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor, system
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Invalid, Refused, Text, clauses
from keta.modules.stock.costing import Holding, unit_cost
from keta.modules.stock.models import Balance, Move

Place = tuple[UUID, UUID]
"""Product and warehouse: the order in which balances are locked."""
SETTING_RIGHT = "revaluation"


@dataclass(frozen=True)
class Movement:
    """What is to move: into the warehouse (+) or out of it (-), in the unit of the product.

    Without a value it leaves at the moving average; what comes in, or is taken back, says what it is worth.
    """

    product: Any
    warehouse: Any
    quantity: Decimal
    line_id: UUID | None
    value: Decimal | None = None
    reversal_of: Move | None = None

    @property
    def place(self) -> Place:
        return self.product.pk, self.warehouse.pk


def moves_of(document: Any, purpose: str) -> list[Move]:
    return list(Move.objects.filter(source_id=document.pk, purpose=purpose).order_by("created_at", "id"))


def move_goods(
    document: Any, purpose: str, wanted: Sequence[Movement], *, actor: Actor, on: datetime.date
) -> list[Move]:
    """Moves goods for a document, once for each purpose: a repeat gives the moves of the first time.

    Raises `Refused` (code `short`) where a warehouse would go below zero that may not, naming all that is short.
    """
    if known := moves_of(document, purpose):
        return known
    balances = hold({each.place for each in wanted})
    _refuse_shortage(wanted, balances)
    moves = []
    for each in wanted:
        moves += _carry_out(each, balances[each.place], document, purpose, on)
    records.save(moves, actor=actor, cause="move_goods")
    _keep(balances.values(), on)
    return moves


def take_back(document: Any, purpose: str, *, actor: Actor, on: datetime.date) -> list[Move]:
    """Moves back what a document has moved, each at the value it had."""
    wanted = [
        Movement(each.product, each.warehouse, -each.quantity, each.source_line, -each.value, each)
        for each in Move.objects.filter(source_id=document.pk, purpose=purpose)
        .select_related("product", "warehouse")
        .order_by("created_at", "id")
    ]
    return move_goods(document, "reversal", wanted, actor=actor, on=on)


def hold(places: Iterable[Place]) -> dict[Place, Balance]:
    """The balances, locked in the order of product and warehouse; those that are missing are opened at zero."""
    wanted = sorted(set(places))
    held = _locked(wanted)
    if missing := [place for place in wanted if place not in held]:
        for product, warehouse in missing:
            _open(product, warehouse)
        held = _locked(wanted)
    return held


def _locked(places: Sequence[Place]) -> dict[Place, Balance]:
    rows = Balance.objects.filter(
        product__in={product for product, __ in places}, warehouse__in={warehouse for __, warehouse in places}
    ).order_by("product_id", "warehouse_id")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    found = {(row.product_id, row.warehouse_id): row for row in rows}
    return {place: found[place] for place in places if place in found}


def _open(product: UUID, warehouse: UUID) -> None:
    try:
        records.save(
            Balance(product_id=product, warehouse_id=warehouse), actor=system("move_goods"), cause="open_balance"
        )
    except Invalid:
        # Somebody opened it at the same moment; the constraint let one of us through.
        if not Balance.objects.filter(product=product, warehouse=warehouse).exists():
            raise


def _refuse_shortage(wanted: Sequence[Movement], balances: dict[Place, Balance]) -> None:
    needed: dict[Place, Decimal] = {}
    for each in wanted:
        needed[each.place] = needed.get(each.place, Decimal()) - each.quantity
    named = {each.place: each for each in wanted}
    short = [
        _shortage(named[place], quantity, balances[place].on_hand)
        for place, quantity in needed.items()
        if quantity > 0 and quantity > balances[place].on_hand and not named[place].warehouse.may_go_below_zero
    ]
    if short:
        raise Refused(
            _("There is not enough in stock: %(short)s. Deliver what is there, or receive goods first.")
            % {"short": clauses(short)},
            code="short",
        )


def _shortage(movement: Movement, needed: Decimal, there: Decimal) -> Text:
    return _("%(product)s in %(warehouse)s: %(needed)s wanted, %(there)s there") % {
        "product": movement.product.name,
        "warehouse": movement.warehouse.name,
        "needed": f"{needed.normalize():f}",
        "there": f"{there.normalize():f}",
    }


def _carry_out(wanted: Movement, balance: Balance, document: Any, purpose: str, on: datetime.date) -> list[Move]:
    """The move, and where its value does not fit what was there, the move of value that sets it right."""
    before = Holding(balance.on_hand, balance.value, balance.average_cost)
    value = -before.worth(-wanted.quantity) if wanted.value is None else wanted.value
    after = before.moved(wanted.quantity, value)
    facts: dict[str, Any] = {
        "moved_on": on,
        "product": wanted.product,
        "warehouse": wanted.warehouse,
        "source_object": kind_of(document).base,
        "source_id": document.pk,
    }
    own: dict[str, Any] = {"quantity": wanted.quantity, "unit_cost": unit_cost(wanted.quantity, value), "value": value}
    moves = [Move(purpose=purpose, source_line=wanted.line_id, reversal_of=wanted.reversal_of, **own, **facts)]
    if difference := after.difference(before, wanted.quantity, value):
        after = after.moved(Decimal(), difference)
        setting: dict[str, Any] = {"quantity": Decimal(), "unit_cost": Decimal(), "value": difference}
        moves.append(Move(purpose=SETTING_RIGHT, **setting, **facts))
    balance.on_hand, balance.value, balance.average_cost = after.quantity, after.value, after.cost
    return moves


def _keep(balances: Iterable[Balance], on: datetime.date) -> None:
    """Writes the balances, which are held: they follow from the moves, and so have no history of their own."""
    rows = list(balances)
    for row in rows:
        row.moved_on = max(on, row.moved_on or on)
        row.changed_at = timezone.now()
    Balance.objects.bulk_update(rows, ["on_hand", "value", "average_cost", "moved_on", "changed_at"], batch_size=500)
