"""What becomes of debts beside being paid at once: settled from an advance, written off, and paid after all."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.flows.contract_standing import refresh_contracts
from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import field
from keta.modules.billing import operations as billing
from keta.modules.billing.models import Credit, Receipt, Receivable

REASON = field.Text(_("Reason"), required=True, max_length=300)


@action(
    "billing.receipt",
    label=_("Settle a receivable"),
    from_=("received",),
    takes={
        "receivable": field.Link("billing.receivable", _("Receivable"), required=True),
        "amount": field.Money(_("Amount"), least=0),
    },
    when=lambda receipt: None if receipt.unallocated else _("All of it settles receivables, or was paid back."),
    is_main=True,
    icon="link",
)
def allocate(receipt: Receipt, *, actor: Actor, receivable: Receivable, amount: Decimal | None = None) -> None:
    """Settles a receivable with the advance that this receipt still holds."""
    billing.allocate(receipt, actor=actor, receivable=receivable, amount=amount)
    refresh_contracts([receivable.contract_id], actor=actor, cause="allocate")


@action(
    "billing.receivable",
    label=_("Write off"),
    from_=("open",),
    needs="billing.write_off",
    holds=("contract",),
    takes={"reason": REASON, "amount": field.Money(_("Amount"), least=0)},
    icon="eraser",
    is_danger=True,
)
def write_off(receivable: Receivable, *, actor: Actor, **told: Any) -> Credit:
    """Gives up what a customer will not pay, as a loss."""
    loss = billing.write_off(receivable, actor=actor, **told)
    records.save(receivable, actor=actor, cause="write_off")
    refresh_contracts([receivable.contract_id], actor=actor, cause="write_off")
    return loss


@action(
    "billing.credit",
    label=_("Withdraw"),
    from_=("valid",),
    to="withdrawn",
    needs="billing.write_off",
    takes={"reason": REASON},
    when=billing.why_not_withdrawn,
    icon="arrow-back-up",
    is_danger=True,
)
def withdraw_credit(credit: Credit, *, actor: Actor, reason: str) -> None:
    """The customer pays after all: the loss is taken back."""
    billing.withdraw_credit(credit, actor=actor, reason=reason)
    refresh_contracts([credit.receivable.contract_id], actor=actor, cause="withdraw_credit")
