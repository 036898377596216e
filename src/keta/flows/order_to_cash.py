"""From the contract to the money, top to bottom: confirm, deliver, invoice, receive; each step with its way back.

What one module does alone stands in its `operations`; where the contract stands is derived in `contract_standing.py`,
`contract_change.py` alters and ends a contract in force, `collecting.py` says what becomes of debts.
"""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.flows.contract_standing import goods_have_moved, held, refresh_contracts, tell_figures
from keta.kernel import records
from keta.kernel.access import Actor, require, system
from keta.kernel.actions import action
from keta.kernel.objects import field, kind_of
from keta.kernel.refusals import Refused
from keta.modules.billing import operations as billing
from keta.modules.billing.models import Invoice, Receipt
from keta.modules.billing.models.words import RED_REASONS
from keta.modules.crm.models import Opportunity
from keta.modules.crm.operations import win_opportunity
from keta.modules.parties.models import Party
from keta.modules.parties.operations.party import record_purchase
from keta.modules.sales.models import Contract
from keta.modules.sales.operations import settle_plan
from keta.modules.stock import operations as stock
from keta.modules.stock.models import Delivery, Return, words
from keta.modules.stock.models.delivery import GONE, OPEN

REASON = {"reason": field.Text(_("Reason"), required=True, max_length=300)}
SHIPPED = {
    "shipped_on": field.Date(_("Shipped on")),
    "carrier": field.Pick("stock.carrier", _("Carrier"), words.CARRIERS),
    "waybill": field.Text(_("Waybill"), max_length=60),
    "tracking_url": field.URL(_("Where to follow it")),
}


# -- the contract: signed by both sides -------------------------------------------------------------------------------
@action(
    "sales.contract",
    label=pgettext_lazy("contract", "Confirm"),
    from_=("draft",),
    to="active",
    needs="sales.confirm",
    takes={"signed_on": field.Date(_("Signed on"))},
    is_main=True,
    icon="check",
)
def confirm_contract(contract: Contract, *, actor: Actor, signed_on: datetime.date | None = None) -> None:
    """Both sides have signed: the opportunity is won, the party has bought from us, the plan becomes receivables."""
    contract.signed_on = signed_on or contract.signed_on or timezone.localdate()
    if not contract.lines_of("lines") and contract.kind != "framework":
        raise Refused(_("Add the lines first: it does not say yet what is sold."), code="incomplete")
    settle_plan(contract)
    party = records.lock(kind_of(Party), contract.customer_id, actor=system("confirm_contract"))
    record_purchase(party, contract.signed_on, actor=actor)
    if contract.opportunity_id:
        _win(contract.opportunity_id, contract, actor)
    billing.create_receivables(contract, actor=actor)
    tell_figures(contract)


def _win(opportunity_id: UUID, contract: Contract, actor: Actor) -> None:
    opportunity = records.lock(kind_of(Opportunity), opportunity_id, actor=system("confirm_contract"))
    if opportunity.state != "open":
        return
    if opportunity.amount is None:
        opportunity.amount = contract.amount
    opportunity.customer_id = opportunity.customer_id or contract.customer_id
    win_opportunity(opportunity, actor=actor)
    opportunity.state = "won"
    records.save(opportunity, actor=actor, cause="win_opportunity")


# -- the goods: planned by stock.plan_delivery, shipped, accepted, sent back -------------------------------------------
@action(
    "stock.delivery",
    label=pgettext_lazy("delivery", "Ship"),
    from_=OPEN,
    to="shipped",
    holds=("contract",),
    takes=SHIPPED,
    is_main=True,
    icon="truck-delivery",
)
def ship_delivery(delivery: Delivery, *, actor: Actor, **transport: Any) -> None:
    """The goods leave; the instalments on delivery fall due with the last of them. A repeat changes nothing."""
    stock.ship_delivery(delivery, actor=actor, **transport)
    goods_have_moved(delivery.contract_id, on=delivery.shipped_on, actor=actor, cause="ship_delivery")


@action(
    "stock.delivery",
    label=pgettext_lazy("delivery", "Cancel"),
    from_=(*OPEN, *GONE),
    to="cancelled",
    holds=("contract",),
    takes=REASON,
    icon="ban",
    is_danger=True,
)
def cancel_delivery(delivery: Delivery, *, actor: Actor, reason: str) -> None:
    """Goods that had left lie in the warehouse again, and the contract waits for them."""
    stock.cancel_delivery(delivery, actor=actor, reason=reason)
    goods_have_moved(delivery.contract_id, on=timezone.localdate(), actor=actor, cause="cancel_delivery")


@action(
    "sales.contract",
    label=_("Accepted by the customer"),
    from_=("active", "done"),
    takes={"accepted_on": field.Date(_("Accepted on"))},
    when=lambda contract: _("It is accepted already.") if contract.accepted_on else None,
    icon="checks",
)
def accept_goods(contract: Contract, *, actor: Actor, accepted_on: datetime.date | None = None) -> None:
    """The customer has accepted what he got: the instalments on acceptance fall due, the warranty begins."""
    contract.accepted_on = accepted_on or timezone.localdate()
    if not Delivery.objects.filter(contract=contract.pk).exists():
        billing.fire_event(contract, "delivery", on=contract.accepted_on, actor=actor)
    billing.fire_event(contract, "acceptance", on=contract.accepted_on, actor=actor)


@action(
    "sales.contract",
    label=_("Withdraw the acceptance"),
    from_=("active", "done"),
    when=lambda contract: None if contract.accepted_on else _("It has not been accepted yet."),
    icon="arrow-back-up",
    is_danger=True,
)
def withdraw_acceptance(contract: Contract, *, actor: Actor) -> None:
    """What is open of the instalments on acceptance waits for it again."""
    contract.accepted_on = None
    billing.withdraw_event(contract, "acceptance", actor=actor)


@action(
    "stock.return",
    label=pgettext_lazy("return", "Receive"),
    from_=("draft",),
    to="received",
    holds=("contract", "delivery"),
    takes={"received_on": field.Date(_("Received on"))},
    is_main=True,
    icon="truck-return",
)
def receive_return(returned: Return, *, actor: Actor, received_on: datetime.date | None = None) -> None:
    """The goods lie in stock again; unless they are replaced the customer owes less. A repeat changes nothing."""
    stock.receive_return(returned, actor=actor, received_on=received_on)
    contract = held(returned.contract_id, "receive_return")
    billing.credit_return(contract, source=returned, actor=actor, on=returned.received_on)
    goods_have_moved(contract.pk, on=returned.received_on, actor=actor, cause="receive_return")


@action(
    "stock.return",
    label=pgettext_lazy("return", "Cancel"),
    from_=("draft", "received"),
    to="cancelled",
    holds=("contract", "delivery"),
    takes=REASON,
    icon="ban",
    is_danger=True,
)
def cancel_return(returned: Return, *, actor: Actor, reason: str) -> None:
    """As if the goods had never come back: they leave the stock, and the customer owes them again."""
    stock.cancel_return(returned, actor=actor, reason=reason)
    billing.withdraw_credits(returned, "return", actor=actor)
    contract, today = held(returned.contract_id, "cancel_return"), timezone.localdate()
    billing.credit_return(contract, source=returned, actor=actor, on=today)
    goods_have_moved(contract.pk, on=today, actor=actor, cause="cancel_return")


# -- the invoice ------------------------------------------------------------------------------------------------------
@action("sales.contract", label=_("Draft an invoice"), from_=("active", "done"), needs="read", icon="file-invoice")
def invoice_contract(contract: Contract, *, actor: Actor) -> Invoice:
    """All that is not invoiced yet, as a draft: take lines out to invoice less."""
    require(actor, kind_of(Invoice), "create")
    return billing.draft_invoice(contract, actor=actor)


@action(
    "stock.delivery",
    label=_("Draft an invoice"),
    from_=GONE,
    needs="read",
    holds=("contract",),
    icon="file-invoice",
)
def invoice_delivery(delivery: Delivery, *, actor: Actor) -> Invoice:
    """What this delivery brought, as a draft; there is but one for each delivery."""
    require(actor, kind_of(Invoice), "create")
    quantities: dict[Any, Decimal] = {}
    for line in delivery.lines_of("lines"):
        if line.contract_line_id:
            quantities[line.contract_line_id] = quantities.get(line.contract_line_id, Decimal()) + line.quantity
    contract = held(delivery.contract_id, "invoice_delivery")
    return billing.draft_invoice(contract, actor=actor, quantities=quantities, source=delivery)


@action(
    "billing.invoice",
    label=_("Issue"),
    from_=("draft",),
    to="issued",
    holds=("contract",),
    takes={
        "tax_invoice_number": field.Text(_("Invoice number"), max_length=20),
        "issued_on": field.Date(_("Issued on")),
    },
    is_main=True,
    icon="send",
)
def issue_invoice(invoice: Invoice, *, actor: Actor, **told: Any) -> None:
    """Revenue and output tax stand in the books. A repeat changes nothing."""
    billing.issue_invoice(invoice, actor=actor, **told)
    refresh_contracts([invoice.contract_id], actor=actor, cause="issue_invoice")


@action(
    "billing.invoice",
    label=_("Take back by a red letter"),
    from_=("issued",),
    holds=("contract",),
    takes={
        "reason": field.Choice(_("Reason of the red letter"), RED_REASONS, required=True),
        "confirmation_number": field.Text(_("Confirmation sheet"), max_length=40),
        "tax_invoice_number": field.Text(_("Number of the red letter"), max_length=20),
        "on": field.Date(_("Issued on")),
    },
    when=billing.why_no_red_letter,
    icon="file-x",
    is_danger=True,
)
def red_letter(invoice: Invoice, *, actor: Actor, reason: str, **told: Any) -> Invoice:
    """The way back of an invoice, as the tax office knows it; gives the red letter."""
    red = billing.red_letter(invoice, actor=actor, reason=reason, **told)
    refresh_contracts([invoice.contract_id], actor=actor, cause="red_letter")
    return red


# -- the money --------------------------------------------------------------------------------------------------------
@action(
    "billing.receipt",
    label=_("Book the receipt"),
    from_=("draft",),
    to="received",
    takes={
        "settles_oldest": field.YesNo(_("Settle the oldest receivables with what is left")),
        "private_because": field.Text(_("Why into a private account"), max_length=200),
    },
    is_main=True,
    icon="cash",
)
def receive_payment(receipt: Receipt, *, actor: Actor, **told: Any) -> None:
    """The money is in; what it exceeds the receivables by is an advance. A repeat changes nothing."""
    billing.receive_payment(receipt, actor=actor, **told)
    _refresh_settled(receipt, actor, "receive_payment")


@action(
    "billing.receipt",
    label=_("Take back"),
    from_=("received",),
    to="reversed",
    when=billing.why_not_reversible,
    takes=REASON,
    icon="arrow-back-up",
    is_danger=True,
)
def reverse_receipt(receipt: Receipt, *, actor: Actor, reason: str) -> None:
    """The money did not come, or was booked wrongly: its receivables are owed again."""
    billing.reverse_receipt(receipt, actor=actor, reason=reason)
    _refresh_settled(receipt, actor, "reverse_receipt")


def _refresh_settled(receipt: Receipt, actor: Actor, cause: str) -> None:
    contracts = [line.contract_id for line in receipt.lines_of("allocations")]
    refresh_contracts(contracts, actor=actor, cause=cause)
