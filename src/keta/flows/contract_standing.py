"""Where a contract stands, derived from its documents: delivered, invoiced, received, still owed, and its state."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from keta.kernel import records
from keta.kernel.access import Actor, system
from keta.kernel.objects import kind_of
from keta.modules.billing.models import Receivable
from keta.modules.billing.operations import fire_event, withdraw_event
from keta.modules.billing.parts import left_to_invoice
from keta.modules.billing.queries import ContractFigures, contract_figures
from keta.modules.sales.models import Contract
from keta.modules.stock.models import GONE, Delivery
from keta.modules.stock.queries import is_fully_delivered

IN_FORCE = ("active", "done")


def held(contract_id: Any, cause: str) -> Contract:
    """The contract, held until the end of the transaction, whoever may see it."""
    contract: Contract = records.lock(kind_of(Contract), contract_id, actor=system(cause))
    return contract


def refresh_contracts(contract_ids: Iterable[UUID | None], *, actor: Actor, cause: str) -> None:
    """Brings contracts up to date, in the order of their ids; safe to call at any time."""
    for contract_id in sorted({each for each in contract_ids if each}):
        refresh_contract(held(contract_id, cause), actor=actor, cause=cause)


def refresh_contract(contract: Contract, *, actor: Actor, cause: str) -> None:
    """Writes what the documents say; a contract is done when all is delivered, invoiced and paid, or it was closed."""
    figures = tell_figures(contract)
    if contract.state in IN_FORCE:
        contract.state = "done" if contract.closed_on or _is_fulfilled(contract, figures) else "active"
    records.save(contract, actor=actor, cause=cause)


def tell_figures(contract: Contract) -> ContractFigures:
    """Fills the figures of the contract in hand, and gives all of them."""
    figures = contract_figures([contract.pk])[contract.pk]
    contract.delivered_amount, contract.invoiced_amount = figures.delivered, figures.invoiced
    contract.received_amount, contract.open_amount = figures.received, figures.balance
    return figures


def _is_fulfilled(contract: Contract, figures: ContractFigures) -> bool:
    is_paid = not figures.balance and Receivable.objects.filter(contract=contract.pk).exists()
    is_invoiced = figures.invoiced == figures.signed - figures.credited or not any(left_to_invoice(contract).values())
    return is_paid and is_invoiced and is_fully_delivered(contract.pk)


def goods_have_moved(contract_id: UUID, *, on: datetime.date, actor: Actor, cause: str) -> None:
    """After goods have left or come back: the instalments on delivery are due when nothing is owed any more."""
    contract = held(contract_id, cause)
    has_left = Delivery.objects.filter(contract=contract_id, state__in=GONE).exists()
    if has_left and is_fully_delivered(contract_id):
        fire_event(contract, "delivery", on=on, actor=actor)
    else:
        withdraw_event(contract, "delivery", actor=actor)
    refresh_contract(contract, actor=actor, cause=cause)
