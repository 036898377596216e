"""Receipt (回款): money that came in, by transfer, in cash or as a bill, and the receivables that it settles."""

from decimal import Decimal
from operator import attrgetter

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, Line, ObjectSpec, OwnedObject, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.billing.models import words
from keta.modules.billing.models.fitting import follow_cause

SECTIONS: Sections = {
    _("Basics"): ("number", "customer", "received_on", "amount", "method", "cash_account", "owner", "state"),
    _("Bank"): ("payer", "bank_reference", "private_because"),
    _("Acceptance bill"): ("bill_number", "bill_bank", "bill_due_on", "bill_course", "bill_course_on"),
    _("Settles"): ("allocations",),
    _("Amounts"): ("allocated", "refunded", "unallocated"),
    _("Remarks"): ("remarks", "reversed_on", "reversed_because"),
}


class Receipt(OwnedObject):
    """Money received; what settles no receivable is an advance of the customer."""

    number = field.Number("SK{year}{month}-{sequence:4}")
    customer = field.Link(
        "parties.party", _("Customer"), window="parties.customer", required=True, listed=True, filtered=True
    )
    received_on = field.Date(_("Received on"), listed=True, filtered=True)
    amount = field.Money(_("Amount"), required=True, least=0, listed=True, filtered=True, totalled=True)
    method = field.Choice(
        _("Way of paying"), words.METHODS, required=True, default="transfer", listed=True, filtered=True
    )
    cash_account = field.Link("billing.cash_account", _("Into account"), listed=True, filtered=True)
    private_because = field.Text(_("Why into a private account"), max_length=200)
    payer = field.Text(_("Paid by"), help=_("Where it is not the customer himself"), searched=True, max_length=200)
    bank_reference = field.Text(_("Bank reference"), filtered=True, searched=True, max_length=60)
    bill_number = field.Text(_("Number of the bill"), filtered=True, searched=True, max_length=60)
    bill_bank = field.Text(_("Accepted by"), max_length=120)
    bill_due_on = field.Date(_("Bill falls due on"), filtered=True)
    bill_course = field.Choice(_("The bill is"), words.BILL_COURSE, computed=True, filtered=True)
    bill_course_on = field.Date(_("Since"), computed=True)
    allocations = field.Lines("billing.allocation", _("Settles"))
    allocated = field.Money(_("Settles receivables"), computed=True, totalled=True)
    refunded = field.Money(_("Paid back"), computed=True, totalled=True)
    unallocated = field.Money(_("Advance"), computed=True, listed=True, filtered=True, totalled=True)
    remarks = field.LongText(_("Remarks"), searched=True)
    files = field.Files(_("Files"))
    reversed_on = field.Date(_("Taken back on"), computed=True)
    reversed_because = field.Text(_("Taken back because"), computed=True, max_length=300)
    state = field.State(
        draft=_("Draft"),
        received=pgettext_lazy("receipt", "Received"),
        reversed=pgettext_lazy("receipt", "Taken back"),
        colours={"received": "good", "reversed": "bad"},
        importable=False,
    )
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cash_account", "bank_reference"),
                condition=models.Q(state="received") & ~models.Q(bank_reference=""),
                name="receipt_once_for_each_reference",
            ),
        )
        indexes = (models.Index(fields=("received_on", "id"), name="receipt_by_day"),)

    spec = ObjectSpec(
        label=_("Receipt"),
        menu="money",
        icon="cash",
        position=30,
        title="{number}",
        columns=("title", "customer", "received_on", "amount", "method", "cash_account", "unallocated", "state"),
        sections=SECTIONS,
        derives_from=("customer", "cash_account"),
        open_in=("draft",),
        shows_on=(
            ShowsOn("parties.party", "customer", _("Receipts"), position=62),
            ShowsOn("sales.contract", "contract", _("Receipts"), through="allocations", position=60),
            ShowsOn("billing.receivable", "receivable", _("Receipts"), through="allocations", position=10),
            ShowsOn("billing.cash_account", "cash_account", _("Receipts"), position=10, in_timeline=False),
            ShowsOn("billing.receipt", "source", _("Vouchers"), shown="ledger.voucher", position=90, in_timeline=False),
        ),
        figures=(
            Figure("parties.party", "customer", _("Advance"), "sum:unallocated", {"state": "received"}, position=54),
        ),
        views=(
            View("draft", _("Draft"), {"state": {"eq": "draft"}}),
            View("received", pgettext_lazy("receipt", "Received"), {"state": {"eq": "received"}}, "-received_on"),
            View("advances", _("Advances"), {"unallocated": {"gt": 0}, "state": {"eq": "received"}}),
            View("bills", _("Bills held"), {"bill_course": {"eq": "held"}}, "bill_due_on"),
            View("private", _("Into private accounts"), {"private_because": {"empty": False}}),
        ),
    )

    @property
    def is_bill(self) -> bool:
        return self.method in words.BILLS

    def derive(self) -> None:
        lines = self.lines_in_hand("allocations")
        if lines is not None:
            self.allocated = sum((line.amount or Decimal() for line in lines), Decimal())
        self.allocated, self.refunded = self.allocated or Decimal(), self.refunded or Decimal()
        rest = (self.amount or Decimal()) - self.allocated - self.refunded
        self.unallocated = Decimal() if self.state == "reversed" else rest
        customer = self.fetched("customer")
        follow_cause(self, customer if customer is not None and customer.owner_id else None)

    def problems(self) -> dict[str, Text]:
        if not self.amount:
            return {"amount": _("Enter how much money came in.")}
        if self.unallocated < 0:
            return {"allocations": _("It settles more than came in; lower the amounts, the rest stays owed.")}
        if self.is_bill and not (self.bill_number and self.bill_due_on):
            return {"bill_number": _("A bill needs its number and the day on which it falls due.")}
        return self._doubled()

    def _doubled(self) -> dict[str, Text]:
        lines = self.lines_in_hand("allocations") or []
        named = [line.receivable_id for line in lines]
        return {"allocations": _("Name each receivable once.")} if len(named) > len(set(named)) else {}


class Allocation(Line):
    """The part of a receipt that settles one receivable."""

    receipt = field.Parent("billing.receipt")
    receivable = field.Link("billing.receivable", _("Receivable"), required=True)
    amount = field.Money(_("Amount"), required=True, least=0, totalled=True)
    contract = field.Link("sales.contract", _("Contract"), computed=True)

    spec = ObjectSpec(label=_("Settled"), is_searched=False, columns=("receivable", "amount"))

    def problems(self) -> dict[str, Text]:
        return {} if self.amount else {"amount": _("Must be more than nothing.")}
