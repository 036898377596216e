"""From the contract to the money: confirm_contract; delivery, invoice and payment follow it here.

`cancel_contract` takes one back.
"""

import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel import records
from keta.kernel.access import Actor, system
from keta.kernel.actions import action
from keta.kernel.objects import field, kind_of
from keta.kernel.refusals import Refused
from keta.modules.crm.models import Opportunity
from keta.modules.crm.operations import win_opportunity
from keta.modules.parties.models import Party
from keta.modules.parties.operations.party import record_purchase
from keta.modules.sales.models import Collection, Contract


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
    """Both sides have signed: the opportunity is won, and the party has bought from us."""
    contract.signed_on = signed_on or contract.signed_on or timezone.localdate()
    if not contract.lines_of("lines") and contract.kind != "framework":
        raise Refused(_("Add the lines first: it does not say yet what is sold."), code="incomplete")
    _settle_collections(contract)
    house = system("confirm_contract")
    party = records.lock(kind_of(Party), contract.customer_id, actor=house)
    record_purchase(party, contract.signed_on, actor=actor)
    if contract.opportunity_id:
        _win(records.lock(kind_of(Opportunity), contract.opportunity_id, actor=house), contract, actor)


@action(
    "sales.contract",
    label=pgettext_lazy("contract", "Cancel"),
    from_=("draft", "active"),
    to="cancelled",
    takes={"reason": field.Text(_("Reason"), required=True)},
    icon="ban",
    is_danger=True,
)
def cancel_contract(contract: Contract, *, actor: Actor, reason: str) -> None:
    """It no longer counts as revenue; the opportunity stays as it is and can be resumed by hand."""
    contract.cancelled_because = reason
    contract.cancelled_on = timezone.localdate()


def _settle_collections(contract: Contract) -> None:
    """A plan must add up to the contract; without one, everything is due within the customer's payment term."""
    if not contract.lines_of("collections"):
        days = datetime.timedelta(days=contract.customer.payment_days or 0)
        instalment = Collection(due_on=contract.signed_on + days)
        instalment.share = Decimal(100)
        contract.set_lines("collections", [instalment])
        return
    contract.derive()
    if contract.planned_amount != contract.amount:
        raise Refused(
            _("The collection plan adds up to %(planned)s, the contract to %(amount)s; make them equal.")
            % {"planned": contract.planned_amount, "amount": contract.amount},
            code="collection_plan",
        )


def _win(opportunity: Opportunity, contract: Contract, actor: Actor) -> None:
    if opportunity.state != "open":
        return
    if opportunity.amount is None:
        opportunity.amount = contract.amount
    opportunity.customer_id = opportunity.customer_id or contract.customer_id
    win_opportunity(opportunity, actor=actor)
    opportunity.state = "won"
    records.save(opportunity, actor=actor, cause="win_opportunity")
