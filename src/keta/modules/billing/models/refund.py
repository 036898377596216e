"""Refund (退款): money paid back to a customer, out of what he has paid beyond his debts."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, Line, ObjectSpec, OwnedObject, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.billing.models import words

SECTIONS: Sections = {
    _("Basics"): ("number", "customer", "contract", "amount", "reason", "cash_account", "paid_on", "owner", "state"),
    _("Paid back from"): ("lines",),
    _("Remarks"): ("remarks", "reversed_on", "reversed_because"),
}


class Refund(OwnedObject):
    """Money paid back; the lines say out of which receipts."""

    number = field.Number("TK{year}{month}-{sequence:4}")
    customer = field.Link(
        "parties.party", _("Customer"), window="parties.customer", required=True, listed=True, filtered=True
    )
    contract = field.Link("sales.contract", _("Contract"), listed=True, filtered=True)
    amount = field.Money(_("Amount"), required=True, least=0, listed=True, filtered=True, totalled=True)
    reason = field.Choice(
        _("Reason"), words.REFUND_REASONS, required=True, default="overpaid", listed=True, filtered=True
    )
    cash_account = field.Link("billing.cash_account", _("From account"), listed=True, filtered=True)
    paid_on = field.Date(_("Paid on"), listed=True, filtered=True)
    lines = field.Lines("billing.refund_line", _("Paid back from"), computed=True)
    remarks = field.LongText(_("Remarks"), searched=True)
    reversed_on = field.Date(_("Taken back on"), computed=True)
    reversed_because = field.Text(_("Taken back because"), computed=True, max_length=300)
    state = field.State(
        draft=_("Draft"),
        paid=pgettext_lazy("refund", "Paid"),
        reversed=pgettext_lazy("refund", "Taken back"),
        colours={"paid": "good", "reversed": "bad"},
        importable=False,
    )
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Refund"),
        menu="money",
        icon="coins",
        position=40,
        title="{number}",
        columns=("title", "customer", "contract", "amount", "reason", "paid_on", "state"),
        sections=SECTIONS,
        open_in=("draft",),
        shows_on=(
            ShowsOn("parties.party", "customer", _("Refunds"), position=64),
            ShowsOn("sales.contract", "contract", _("Refunds"), position=70),
            ShowsOn("billing.receipt", "receipt", _("Refunds"), through="lines", position=20),
            ShowsOn("billing.cash_account", "cash_account", _("Refunds"), position=20, in_timeline=False),
            ShowsOn("billing.refund", "source", _("Vouchers"), shown="ledger.voucher", position=90, in_timeline=False),
        ),
        figures=(Figure("sales.contract", "contract", _("Refunded"), "sum:amount", {"state": "paid"}, position=60),),
        views=(
            View("draft", _("Draft"), {"state": {"eq": "draft"}}),
            View("paid", pgettext_lazy("refund", "Paid"), {"state": {"eq": "paid"}}, "-paid_on"),
        ),
    )

    def problems(self) -> dict[str, Text]:
        return {} if self.amount else {"amount": _("Enter how much is paid back.")}


class RefundLine(Line):
    """The part of a receipt that was paid back."""

    refund = field.Parent("billing.refund")
    receipt = field.Link("billing.receipt", _("Receipt"), required=True)
    amount = field.Money(_("Amount"), required=True, least=0, totalled=True)

    spec = ObjectSpec(label=_("Part of a receipt paid back"), is_searched=False, columns=("receipt", "amount"))
