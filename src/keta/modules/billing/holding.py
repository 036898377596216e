"""Locks of the money chain, always in one order: the document in hand, contracts, the party, receivables, receipts.

So two people who book for one customer wait for each other and never in a ring. Whoever holds something of the end of
that order already asks without waiting and is told to try again.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Conflict
from keta.modules.billing.models import Receipt, Receivable
from keta.modules.parties.models import Party
from keta.modules.sales.models import Contract


def hold_customer(party_id: UUID, contract_ids: Iterable[UUID | None] = (), *, is_late: bool = False) -> None:
    """Holds the contracts and the customer until the end of the transaction; `is_late` where a receivable is held."""
    wanted = {key for key in contract_ids if key}
    if not connection.features.has_select_for_update:
        return  # the transaction itself is the lock
    if wanted:
        _locked(Contract.objects.filter(pk__in=wanted).only("pk"), is_late)
    _locked(Party.objects.filter(pk=party_id).only("pk"), is_late)


def hold_receivables(keys: Iterable[UUID]) -> list[Receivable]:
    """Receivables with their contracts, in the order of their ids."""
    return _locked(Receivable.objects.filter(pk__in=set(keys)).select_related("contract"))


def hold_receipts(keys: Iterable[UUID]) -> list[Receipt]:
    """Receipts other than the one in hand, without waiting."""
    return _locked(Receipt.objects.filter(pk__in=set(keys)), is_late=True)


def _locked(rows: "QuerySet[Any]", is_late: bool = False) -> list[Any]:
    rows = rows.order_by("pk")
    if not connection.features.has_select_for_update:
        return list(rows)
    if not is_late:
        return list(rows.select_for_update(of=("self",)))
    try:
        with transaction.atomic():
            return list(rows.select_for_update(of=("self",), nowait=True))
    except OperationalError as error:
        raise Conflict(
            _("Somebody is booking money of this customer at this moment; try again."), code="busy"
        ) from error
