"""What receivables and receipts say of themselves, worked out anew from allocations, credits and refunds."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from keta.kernel import records
from keta.kernel.access import Actor
from keta.modules.billing.holding import hold_receipts, hold_receivables
from keta.modules.billing.models import Allocation, Credit, Receivable, RefundLine

NOTHING = Decimal()


def allocated_to(keys: Iterable[UUID]) -> dict[UUID, Decimal]:
    """What receipts have brought in for receivables."""
    rows = Allocation.objects.filter(receivable__in=list(keys), receipt__state="received")
    return _sums(rows, "receivable")


def credited_to(keys: Iterable[UUID]) -> tuple[dict[UUID, Decimal], dict[UUID, Decimal]]:
    """What lowers receivables beside money: (credits, losses written off)."""
    credited: dict[UUID, Decimal] = {}
    lost: dict[UUID, Decimal] = {}
    rows = Credit.objects.filter(receivable__in=list(keys), state="valid").values_list("receivable", "kind")
    for key, kind, total in rows.annotate(total=Sum("amount")).order_by():
        found = lost if kind == "write_off" else credited
        found[key] = found.get(key, NOTHING) + total
    return credited, lost


def refunded_from(keys: Iterable[UUID]) -> dict[UUID, Decimal]:
    """What was paid back out of receipts."""
    return _sums(RefundLine.objects.filter(receipt__in=list(keys), refund__state="paid"), "receipt")


def _sums(rows: "QuerySet[Any]", path: str) -> dict[UUID, Decimal]:
    return dict(rows.values_list(path).annotate(total=Sum("amount")).order_by())


def refresh_receivables(keys: Iterable[UUID], *, actor: Actor, cause: str) -> list[Receivable]:
    """Brings receivables up to date; safe at any time, the caller holds the customer."""
    held = hold_receivables(keys)
    ids = [each.pk for each in held]
    received, (credited, lost) = allocated_to(ids), credited_to(ids)
    for each in held:
        each.allocated = received.get(each.pk, NOTHING)
        each.credited = credited.get(each.pk, NOTHING)
        each.written_off = lost.get(each.pk, NOTHING)
    records.save(held, actor=actor, cause=cause)
    return held


def refresh_receipts(keys: Iterable[UUID], *, actor: Actor, cause: str) -> None:
    """Brings up to date what was paid back out of receipts; safe at any time."""
    held = hold_receipts(keys)
    refunded = refunded_from([each.pk for each in held])
    for each in held:
        each.refunded = refunded.get(each.pk, NOTHING)
    records.save(held, actor=actor, cause=cause)
