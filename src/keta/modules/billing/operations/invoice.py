"""Invoices: drafted from what a contract still has to invoice, issued into the books, taken back by red letters."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import BusinessObject, field, key_of
from keta.kernel.refusals import Invalid, Refused, Text
from keta.modules.billing.claims import less_in_red, more
from keta.modules.billing.holding import hold_customer
from keta.modules.billing.models import Invoice
from keta.modules.billing.models.fitting import require_base_currency
from keta.modules.billing.models.words import LOWERS_CLAIM, RED_REASONS
from keta.modules.billing.operations.crediting import credit_receivables, credit_return
from keta.modules.billing.parts import lines_for, red_lines, taken_back
from keta.modules.ledger import chart
from keta.modules.ledger.entries import Entry, credit
from keta.modules.ledger.operations import post
from keta.modules.sales.models import Contract

PURPOSE = "issue_invoice"
KEPT = ("kind", "customer_id", "contract_id", "currency", "prices_include_tax", "buyer_name", "buyer_tax_number")


def draft_invoice(
    contract: Contract,
    *,
    actor: Actor,
    quantities: Mapping[UUID, Decimal] | None = None,
    share: Decimal | None = None,
    source: BusinessObject | None = None,
) -> Invoice:
    """A draft for lines of a contract: `quantities` by line, or a `share` of each in per cent, or all that is left.

    `source` is the delivery or receivable that it is made for: for that there is but one invoice, which a repeat
    returns. The parts add up to the contract to the cent. Raises `Refused` where more would be invoiced than is left.
    """
    hold_customer(contract.customer_id, [contract.pk])
    if source is not None and (first := Invoice.objects.exclude(state="cancelled").filter(source_id=source.pk).first()):
        return first
    invoice = Invoice(
        customer=contract.customer,
        contract=contract,
        currency=contract.currency,
        prices_include_tax=contract.prices_include_tax,
        source_object=key_of(type(source)) if source is not None else "",
        source_id=source.pk if source is not None else None,
        owner_id=contract.owner_id,
    )
    invoice.name_buyer()
    invoice.set_lines("lines", lines_for(invoice, contract, quantities, share))
    if not invoice.lines_of("lines"):
        raise Refused(_("All of this contract is invoiced already."), code="invoiced")
    records.save(invoice, actor=actor, cause="draft_invoice")
    return invoice


def issue_invoice(
    invoice: Invoice, *, actor: Actor, tax_invoice_number: str = "", issued_on: datetime.date | None = None
) -> None:
    """The customer owes it in the books, revenue and output tax stand there too. A repeat does nothing."""
    if invoice.state != "draft":
        return
    if not invoice.lines_of("lines") or invoice.amount <= 0:
        raise Refused(_("Add the lines first: there is nothing to invoice yet."), code="incomplete")
    require_base_currency(invoice.currency)
    invoice.name_buyer()
    invoice.tax_invoice_number = tax_invoice_number or invoice.tax_invoice_number
    invoice.issued_on = issued_on or invoice.issued_on or timezone.localdate()
    hold_customer(invoice.customer_id, [invoice.contract_id])
    invoice.state = "issued"
    records.save(invoice, actor=actor, cause=PURPOSE)
    entries = [*more(invoice.customer_id, invoice.amount), *_revenue(invoice)]
    words = _("Invoiced, %(invoice)s") % {"invoice": invoice.title}
    post(invoice, PURPOSE, entries, actor=actor, on=invoice.issued_on, words=words)


def _revenue(invoice: Invoice) -> list[Entry]:
    return [credit(chart.SALES, invoice.net_amount), credit(chart.OUTPUT_TAX, invoice.tax_amount)]


@action(
    "billing.invoice",
    label=_("Cancel"),
    from_=("draft",),
    to="cancelled",
    help=_("An issued invoice cannot be cancelled; it is taken back by a red letter"),
    icon="ban",
    is_danger=True,
)
def cancel_invoice(invoice: Invoice, *, actor: Actor) -> None:
    """The draft is not needed; what it would have invoiced is left for another one."""


@action(
    "billing.invoice",
    label=_("Enter the invoice number"),
    from_=("issued",),
    takes={"tax_invoice_number": field.Text(_("Invoice number"), required=True, max_length=20)},
    when=lambda invoice: _("It has its number already.") if invoice.tax_invoice_number else None,
    icon="tag",
)
def number_invoice(invoice: Invoice, *, actor: Actor, tax_invoice_number: str) -> None:
    """Keeps the number that the tax office's platform gave after it was issued here."""
    invoice.tax_invoice_number = tax_invoice_number


def why_no_red_letter(invoice: Invoice) -> Text | None:
    return _("It is a red letter itself; make out a new invoice instead.") if invoice.original_id else None


def red_letter(
    invoice: Invoice,
    *,
    actor: Actor,
    reason: str,
    quantities: Mapping[UUID, Decimal] | None = None,
    **told: object,
) -> Invoice:
    """Takes an invoice back, wholly or the `quantities` by invoice line, and gives the red letter, already issued.

    Where goods came back or the price fell, the customer owes less for the contract too. `told` are
    `confirmation_number`, `tax_invoice_number`, `on`.
    """
    if why := why_no_red_letter(invoice):
        raise Refused(why, code="red")
    hold_customer(invoice.customer_id, [invoice.contract_id])
    red = Invoice(**{name: getattr(invoice, name) for name in KEPT}, original=invoice, red_reason=reason)
    red.owner_id, red.confirmation_number = invoice.owner_id, told.get("confirmation_number") or ""
    red.tax_invoice_number = told.get("tax_invoice_number") or None
    red.issued_on = told.get("on") or timezone.localdate()
    red.set_lines("lines", red_lines(invoice, quantities))
    if not red.lines_of("lines"):
        raise Invalid({"quantities": [_("All of this invoice is taken back already.")]})
    red.state = "issued"
    records.save(red, actor=actor, cause="red_letter")
    entries = [*less_in_red(red.customer_id, -red.amount), *_revenue(red)]
    words = _("Red letter %(red)s for %(invoice)s") % {"red": red.title, "invoice": invoice.title}
    post(red, PURPOSE, entries, actor=actor, on=red.issued_on, words=words)
    invoice.red_amount = taken_back(invoice)
    invoice.state = "red" if invoice.red_amount == invoice.amount else "issued"
    records.save(invoice, actor=actor, cause="red_letter")
    if invoice.contract_id and reason == "return":
        credit_return(invoice.contract, source=red, actor=actor, on=red.issued_on)
    if invoice.contract_id and reason in LOWERS_CLAIM:
        why = RED_REASONS[reason]
        told_credit = {"kind": "red_letter", "on": red.issued_on, "reason": why}
        credit_receivables(invoice.contract, -red.amount, source=red, actor=actor, **told_credit)
    return red
