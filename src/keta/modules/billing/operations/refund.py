"""Refunds: what a customer has paid beyond his debts goes back to him."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import field
from keta.kernel.refusals import Invalid, Refused
from keta.modules.billing.claims import more, take_back
from keta.modules.billing.holding import hold_customer, hold_receipts
from keta.modules.billing.models import CashAccount, Receipt, Refund, RefundLine
from keta.modules.billing.settling import refresh_receipts
from keta.modules.ledger import chart
from keta.modules.ledger.entries import credit
from keta.modules.ledger.operations import post

PURPOSE = "pay_refund"


@action(
    "billing.refund",
    label=_("Pay"),
    from_=("draft",),
    to="paid",
    takes={"cash_account": field.Link("billing.cash_account", _("From account"))},
    is_main=True,
    icon="cash",
)
def pay_refund(refund: Refund, *, actor: Actor, cash_account: CashAccount | None = None) -> None:
    """The money goes out of the customer's advances, the oldest receipts first. A repeat does nothing."""
    if refund.state != "draft":
        return
    refund.cash_account = cash_account or refund.cash_account
    if refund.cash_account is None:
        raise Invalid({"cash_account": [_("Choose the account from which the money goes.")]})
    refund.paid_on = refund.paid_on or timezone.localdate()
    hold_customer(refund.customer_id, [refund.contract_id])
    refund.set_lines("lines", _parts(refund))
    goes_out = credit(refund.cash_account.ledger_account_id or chart.BANK, refund.amount)
    words = _("Refunded, %(refund)s") % {"refund": refund.title}
    entries = [*more(refund.customer_id, refund.amount), goes_out]
    post(refund, PURPOSE, entries, actor=actor, on=refund.paid_on, words=words)
    refund.state = "paid"
    records.save(refund, actor=actor, cause=PURPOSE)
    refresh_receipts([line.receipt_id for line in refund.lines_of("lines")], actor=actor, cause=PURPOSE)


def _parts(refund: Refund) -> list[RefundLine]:
    rows = Receipt.objects.filter(customer=refund.customer_id, state="received", unallocated__gt=0)
    held = hold_receipts(rows.values_list("pk", flat=True))
    lines, rest = [], refund.amount
    for receipt in sorted(held, key=lambda each: (each.received_on, each.pk)):
        part = min(receipt.unallocated, rest)
        if part:
            lines.append(RefundLine(receipt=receipt, amount=part))
            rest -= part
    if rest:
        raise Refused(
            _("This customer has paid %(advance)s beyond his debts; more cannot be paid back.")
            % {"advance": sum((each.unallocated for each in held), Decimal())},
            code="no_advance",
        )
    return lines


@action(
    "billing.refund",
    label=_("Take back"),
    from_=("paid",),
    to="reversed",
    takes={"reason": field.Text(_("Reason"), required=True)},
    icon="arrow-back-up",
    is_danger=True,
)
def reverse_refund(refund: Refund, *, actor: Actor, reason: str) -> None:
    """The money came back, or never went: it is an advance of the customer again."""
    if refund.state != "paid":
        return
    hold_customer(refund.customer_id, [refund.contract_id])
    take_back(refund, PURPOSE, refund.customer_id, actor=actor, because=reason)
    refund.state = "reversed"
    refund.reversed_on, refund.reversed_because = timezone.localdate(), reason
    records.save(refund, actor=actor, cause="reverse_refund")
    refresh_receipts([line.receipt_id for line in refund.lines_of("lines")], actor=actor, cause="reverse_refund")
