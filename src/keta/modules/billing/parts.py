"""Parts of a document: what of a contract is still to be invoiced, what of an invoice still to be taken back.

The part that finishes a line takes the cents that rounding has lost or won before it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import MoneyColumn
from keta.kernel.refusals import Refused
from keta.modules.billing.models import Invoice, InvoiceLine
from keta.modules.billing.models.invoice import take_line
from keta.modules.sales.models import Contract
from keta.modules.stock.queries import progress_of

MILLIONTH = Decimal("0.000001")


class Taken(NamedTuple):
    """What earlier parts have taken of a line."""

    quantity: Decimal = Decimal()
    net: Decimal = Decimal()
    tax: Decimal = Decimal()


def invoiced_of(contract_lines: Iterable[UUID]) -> dict[UUID, Taken]:
    """What invoices (drafts too) less red letters have taken of lines of contracts."""
    rows = InvoiceLine.objects.filter(contract_line__in=list(contract_lines)).exclude(invoice__state="cancelled")
    sums = rows.values_list("contract_line").annotate(
        quantities=Sum("quantity"), nets=Sum("net_amount"), taxes=Sum("tax_amount")
    )
    return {key: Taken(*parts) for key, *parts in sums.order_by()}


def left_to_invoice(contract: Contract) -> dict[UUID, Decimal]:
    """How much of each line no invoice has taken yet; what came back and is not replaced is not to be invoiced."""
    lines: Any = contract.lines_of("lines")
    taken = invoiced_of(line.pk for line in lines)
    came_back = {key: (each.returned - each.replaced) / each.factor for key, each in progress_of([contract.pk]).items()}
    return {
        line.pk: max(line.quantity - came_back.get(line.pk, 0) - taken.get(line.pk, Taken()).quantity, Decimal())
        for line in lines
    }


def lines_for(
    invoice: Invoice, contract: Contract, quantities: Mapping[UUID, Decimal] | None, share: Decimal | None
) -> list[InvoiceLine]:
    """Lines of an invoice for parts of the lines of a contract."""
    whole: Any = contract.lines_of("lines")
    taken, rest = invoiced_of(line.pk for line in whole), left_to_invoice(contract)
    found = []
    for line in whole:
        before, left = taken.get(line.pk, Taken()), rest[line.pk]
        wanted = left if quantities is None else quantities.get(line.pk, Decimal())
        if share is not None:
            wanted = min((line.quantity * share / 100).quantize(MILLIONTH), left)
        if wanted > left:
            raise Refused(
                _("Of “%(line)s” only %(left)s are left to invoice.") % {"line": _name(line), "left": f"{left:f}"},
                code="invoiced",
            )
        if wanted:
            found.append(_part(invoice, line, wanted, before, is_last=wanted + before.quantity == line.quantity))
            found[-1].contract_line = line
    return found


def _name(line: Any) -> str:
    return str(line.product.title if line.product_id else line.description)


def _part(document: Invoice, line: Any, quantity: Decimal, before: Taken, *, is_last: bool) -> InvoiceLine:
    """A part of a line (of a contract or of an invoice), priced like it."""
    part = take_line(line)
    part.quantity, part.invoice = quantity, document
    part.derive()
    if is_last:
        net, tax = line.net_amount - before.net, line.tax_amount - before.tax
        part.correct_by(net - part.net_amount, tax - part.tax_amount)
    return part


def red_lines(invoice: Invoice, quantities: Mapping[UUID, Decimal] | None) -> list[InvoiceLine]:
    """The lines of a red letter: wholly, or the quantities by line of the original, as far as they still stand."""
    reds = InvoiceLine.objects.filter(invoice__original=invoice.pk).exclude(invoice__state="cancelled")
    found = []
    for line in invoice.lines_of("lines"):
        earlier = [red for red in reds if red.red_of_id == line.pk]
        before = Taken(
            *(
                -sum((getattr(red, name) for red in earlier), Decimal())
                for name in ("quantity", "net_amount", "tax_amount")
            )
        )
        left = line.quantity - before.quantity
        wanted = left if quantities is None else quantities.get(line.pk, Decimal())
        if wanted > left:
            raise Refused(
                _("Of “%(line)s” only %(left)s can still be taken back.")
                % {"line": line.description or line.product.title, "left": f"{left:f}"},
                code="red",
            )
        if wanted:
            found.append(_negative(_part(invoice, line, wanted, before, is_last=wanted == left), line))
    return found


def _negative(part: InvoiceLine, original: Any) -> InvoiceLine:
    """The part with the opposite sign."""
    part.quantity = -part.quantity
    part.rounding_net, part.rounding_tax = -(part.rounding_net or 0), -(part.rounding_tax or 0)
    part.contract_line_id, part.red_of = original.contract_line_id, original
    return part


def taken_back(invoice: Invoice) -> Decimal:
    """What the red letters of an invoice amount to, above nothing."""
    rows = Invoice.objects.filter(original=invoice.pk).exclude(state="cancelled")
    return -(rows.aggregate(total=Sum("amount", output_field=MoneyColumn()))["total"] or Decimal())
