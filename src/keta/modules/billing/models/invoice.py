"""Invoice (销售发票): what was invoiced to a customer, with and without tax; a red letter takes back what was wrong."""

from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, ObjectSpec, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.billing.models import words
from keta.modules.billing.models.fitting import follow_cause
from keta.modules.catalog.models.priced import LINE_COLUMNS, PricedDocument, PricedLine

SECTIONS: Sections = {
    _("Basics"): ("number", "kind", "customer", "contract", "source", "owner", "state"),
    _("Invoice"): ("tax_invoice_number", "issued_on", "buyer_name", "buyer_tax_number", "remarks"),
    _("Lines"): ("lines",),
    _("Amounts"): ("currency", "prices_include_tax", "net_amount", "tax_amount", "amount", "red_amount"),
    _("Red letter"): ("original", "red_reason", "confirmation_number"),
}
DIGITS = 20


class Invoice(PricedDocument):
    """An invoice of ours; a red letter is an invoice with amounts below nothing that names its original."""

    number = field.Number("FP{year}{month}-{sequence:4}")
    kind = field.Choice(_("Kind"), words.INVOICE_KINDS, default="special", required=True, listed=True, filtered=True)
    customer = field.Link(
        "parties.party", _("Customer"), window="parties.customer", required=True, listed=True, filtered=True
    )
    contract = field.Link("sales.contract", _("Contract"), listed=True, filtered=True)
    source = field.Source(_("Made for"), computed=True)
    tax_invoice_number = field.Text(
        _("Invoice number"),
        help=_("The 20 digits of the fully digital invoice"),
        unique=True,
        listed=True,
        filtered=True,
        searched=True,
        max_length=DIGITS,
    )
    issued_on = field.Date(_("Issued on"), listed=True, filtered=True)
    buyer_name = field.Text(_("Invoice title"), max_length=200)
    buyer_tax_number = field.Text(_("Tax number of the buyer"), max_length=40)
    original = field.Link("billing.invoice", _("Takes back"), computed=True, filtered=True)
    red_reason = field.Choice(_("Reason of the red letter"), words.RED_REASONS, computed=True, filtered=True)
    confirmation_number = field.Text(_("Confirmation sheet"), computed=True, max_length=40)
    red_amount = field.Money(_("Taken back"), computed=True, totalled=True)
    state = field.State(
        draft=_("Draft"),
        issued=pgettext_lazy("invoice", "Issued"),
        red=pgettext_lazy("invoice", "Taken back"),
        cancelled=pgettext_lazy("invoice", "Cancelled"),
        colours={"issued": "good", "red": "bad"},
        importable=False,
    )
    lines = field.Lines("billing.invoice_line", _("Lines"))
    remarks = field.LongText(_("Remarks"), searched=True)
    files = field.Files(_("Files"))
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("source_id",),
                condition=models.Q(source_id__isnull=False) & ~models.Q(state="cancelled"),
                name="invoice_once_for_each_cause",
            ),
        )

    spec = ObjectSpec(
        label=_("Invoice"),
        menu="money",
        icon="file-invoice",
        position=20,
        title="{number} {tax_invoice_number}",
        columns=("title", "customer", "contract", "kind", "issued_on", "net_amount", "amount", "state"),
        sections=SECTIONS,
        derives_from=("customer", "contract"),
        open_in=("draft",),
        shows_on=(
            ShowsOn("sales.contract", "contract", _("Invoices"), position=40),
            ShowsOn("parties.party", "customer", _("Invoices"), position=58),
            ShowsOn("billing.invoice", "original", _("Red letters"), position=20),
            ShowsOn("billing.invoice", "source", _("Vouchers"), shown="ledger.voucher", position=90, in_timeline=False),
            ShowsOn("catalog.product", "product", _("Invoiced to"), through="lines", position=80, in_timeline=False),
        ),
        figures=(
            Figure(
                "sales.contract", "contract", _("Invoiced"), "sum:amount", {"state__in": ("issued", "red")}, position=30
            ),
            Figure(
                "parties.party", "customer", _("Invoiced"), "sum:amount", {"state__in": ("issued", "red")}, position=51
            ),
        ),
        views=(
            View("draft", _("Draft"), {"state": {"eq": "draft"}}),
            View("issued", pgettext_lazy("invoice", "Issued"), {"state": {"in": "issued,red"}}, "-issued_on"),
            View("red", _("Red letters"), {"original": {"empty": False}}, "-issued_on"),
            View("bare", _("Without an invoice number"), {"tax_invoice_number": {"empty": True}}),
        ),
    )

    def derive(self) -> None:
        super().derive()
        self.red_amount = self.red_amount or Decimal()
        follow_cause(self, self.fetched("contract") or self.fetched("customer"))

    def name_buyer(self) -> None:
        """Where nobody has said to whom it is made out, the customer as he is on file."""
        self.buyer_name = self.buyer_name or self.customer.invoice_title or self.customer.name
        self.buyer_tax_number = self.buyer_tax_number or self.customer.credit_code

    def problems(self) -> dict[str, Text]:
        number = self.tax_invoice_number
        if number and not (number.isascii() and number.isdigit() and len(number) == DIGITS):
            return {"tax_invoice_number": _("A fully digital invoice has a number of 20 digits.")}
        contract = self.fetched("contract")
        if contract is not None and contract.customer_id != self.customer_id:
            return {"contract": _("This contract is with another customer; choose one of this customer.")}
        return {}


class InvoiceLine(PricedLine):
    """A line of an invoice: a part of a line of a contract, or in red of one of the original; the roundings let
    parts add up to the whole."""

    invoice: Any = field.Parent("billing.invoice")
    rounding_net = field.Money(_("Rounding of the amount without tax"), computed=True)
    rounding_tax = field.Money(_("Rounding of the tax"), computed=True)
    contract_line = models.ForeignKey("sales.ContractLine", models.PROTECT, null=True, related_name="+")
    red_of = models.ForeignKey("billing.InvoiceLine", models.PROTECT, null=True, related_name="+")

    spec = ObjectSpec(label=_("Line of an invoice"), is_searched=False, columns=LINE_COLUMNS)

    def derive(self) -> None:
        super().derive()
        if not self._state.adding and self.quantity != self.loaded("quantity"):
            self.rounding_net = self.rounding_tax = Decimal()
        self.correct_by(self.rounding_net or Decimal(), self.rounding_tax or Decimal())

    def correct_by(self, net: Decimal, tax: Decimal) -> None:
        """Corrects the amounts by cents that rounding has lost or won."""
        self.rounding_net, self.rounding_tax = net, tax
        self.net_amount += net
        self.tax_amount += tax
        self.amount = self.net_amount + self.tax_amount

    def problems(self) -> dict[str, Text]:
        found = super().problems()
        if self.invoice.original_id and self.quantity and self.quantity < 0:
            found.pop("quantity", None)
        return found


def take_line(line: Any) -> InvoiceLine:
    """A line of an invoice for a line of a contract, or of another invoice."""
    names = ("product_id", "description", "unit_id", "price", "discount", "tax_rate", "quantity")
    return InvoiceLine(**{name: getattr(line, name) for name in names})
