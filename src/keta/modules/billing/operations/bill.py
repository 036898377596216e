"""Acceptance bills in hand: collected when due, discounted at a bank, or endorsed to a supplier."""

import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import field
from keta.kernel.refusals import Invalid, Text
from keta.modules.billing.models import CashAccount, Receipt
from keta.modules.ledger import chart
from keta.modules.ledger.entries import Entry, credit, debit
from keta.modules.ledger.operations import post
from keta.modules.parties.models import Party


def _is_not_held(receipt: Receipt) -> Text | None:
    return None if receipt.bill_course == "held" else _("Only a bill that is still held can be passed on.")


@action(
    "billing.receipt",
    label=_("Collect the bill"),
    from_=("received",),
    when=_is_not_held,
    takes={
        "cash_account": field.Link("billing.cash_account", _("Into account"), required=True),
        "on": field.Date(_("Collected on")),
    },
    icon="building-bank",
)
def collect_bill(receipt: Receipt, *, actor: Actor, cash_account: CashAccount, on: datetime.date | None = None) -> None:
    """The bank has paid the bill on its day."""
    paid = debit(cash_account.ledger_account_id or chart.BANK, receipt.amount)
    receipt.cash_account = cash_account
    _pass_on(receipt, "collected", [paid], actor, on)


@action(
    "billing.receipt",
    label=_("Discount the bill"),
    from_=("received",),
    when=_is_not_held,
    takes={
        "cash_account": field.Link("billing.cash_account", _("Into account"), required=True),
        "interest": field.Money(_("Interest kept by the bank"), required=True, least=0),
        "on": field.Date(_("Discounted on")),
    },
    icon="percentage",
)
def discount_bill(
    receipt: Receipt, *, actor: Actor, cash_account: CashAccount, interest: Decimal, on: datetime.date | None = None
) -> None:
    """The bank pays before the day and keeps its interest."""
    if interest >= receipt.amount:
        raise Invalid({"interest": [_("The interest must be less than the bill.")]})
    paid = debit(cash_account.ledger_account_id or chart.BANK, receipt.amount - interest)
    receipt.cash_account = cash_account
    _pass_on(receipt, "discounted", [paid, debit(chart.FINANCE_COSTS, interest)], actor, on)


@action(
    "billing.receipt",
    label=_("Endorse the bill"),
    from_=("received",),
    when=_is_not_held,
    takes={
        "supplier": field.Link("parties.party", _("Supplier"), window="parties.supplier", required=True),
        "on": field.Date(_("Endorsed on")),
    },
    icon="signature",
)
def endorse_bill(receipt: Receipt, *, actor: Actor, supplier: Party, on: datetime.date | None = None) -> None:
    """The bill pays a debt of ours."""
    _pass_on(receipt, "endorsed", [debit(chart.PAYABLES, receipt.amount, supplier.pk)], actor, on)


def _pass_on(receipt: Receipt, course: str, paid: list[Entry], actor: Actor, on: datetime.date | None) -> None:
    day = on or timezone.localdate()
    words = _("Bill %(number)s passed on, %(receipt)s") % {"number": receipt.bill_number, "receipt": receipt.title}
    given = credit(chart.BILLS_RECEIVABLE, receipt.amount, receipt.customer_id)
    post(receipt, "pass_on_bill", [*paid, given], actor=actor, on=day, words=words)
    receipt.bill_course, receipt.bill_course_on = course, day
    records.save(receipt, actor=actor, cause=f"{course}_bill")
