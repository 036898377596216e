"""The papers of sales: the quotation that a customer gets."""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import kind_of
from keta.kernel.text.capitals import amount_in_capitals
from keta.modules.sales.models import Quotation
from keta.surfaces.prints.declaration import printed
from keta.surfaces.prints.document import Column, Entry, PrintedDocument, Total

PLACES = 2


@printed("sales.quotation", label=gettext_lazy("Quotation as PDF"), template="quotation")
def quotation_sheet(quotation: Quotation, showing: Showing) -> PrintedDocument:
    """The quotation with its lines, totals with and without tax, and the amount in capitals."""
    return {
        "head": {"name": settings.COMPANY_NAME},
        "title": _("Quotation"),
        "number": {"label": _("Number"), "value": quotation.number or ""},
        "fields": _fields(quotation),
        "columns": _columns(),
        "rows": [_row(place, line, showing) for place, line in enumerate(quotation.lines_of("lines"), start=1)],
        "totals": _totals(quotation, showing),
        "capitals": {"label": _("Amount in capitals"), "value": amount_in_capitals(quotation.amount)},
        "terms_label": _("Terms"),
        "terms": _terms(quotation),
        "signatures": [
            {"label": _("Supplier"), "name": settings.COMPANY_NAME, "lines": [_("Seal"), pgettext("paper", "Date")]},
            {
                "label": _("Customer"),
                "name": _title(quotation, "customer"),
                "lines": [_("Seal"), pgettext("paper", "Date")],
            },
        ],
        "page": _("Page {page} of {pages}"),
    }


def _fields(quotation: Quotation) -> list[Entry]:
    told = {
        _("Customer"): _title(quotation, "customer"),
        _("Contact"): _title(quotation, "contact"),
        _("Project"): quotation.name,
        _("Issued on"): _day(quotation.quoted_on),
        _("Valid until"): _day(quotation.valid_until),
        _("Our contact"): _title(quotation, "owner"),
    }
    return [{"label": label, "value": value} for label, value in told.items() if value]


def _columns() -> list[Column]:
    return [
        {"label": _("No."), "align": "center", "width": "auto"},
        {"label": _("Product"), "width": "1fr"},
        {"label": _("Quantity"), "align": "right", "width": "auto"},
        {"label": _("Unit"), "align": "center", "width": "auto"},
        {"label": _("Price"), "align": "right", "width": "auto"},
        {"label": _("Tax rate"), "align": "right", "width": "auto"},
        {"label": _("Amount"), "align": "right", "width": "auto"},
    ]


def _row(place: int, line: Any, showing: Showing) -> list[str]:
    specs = kind_of(line).fields
    name = line.product.title if line.product_id else ""
    texts = {
        each: specs[each].type.to_text(specs[each].type.read(line, specs[each]), showing)
        for each in ("quantity", "tax_rate")
    }
    return [
        str(place),
        "\n".join(filter(None, (name, line.description))),
        texts["quantity"],
        line.unit.title if line.unit_id else "",
        showing.money(line.unit_price, PLACES),
        texts["tax_rate"],
        showing.money(line.amount, PLACES),
    ]


def _totals(quotation: Quotation, showing: Showing) -> list[Total]:
    return [
        {"label": _("Amount without tax"), "value": showing.money(quotation.net_amount, PLACES)},
        {"label": _("Tax"), "value": showing.money(quotation.tax_amount, PLACES)},
        {
            "label": f"{_('Amount')} ({quotation.currency})",
            "value": showing.money(quotation.amount, PLACES),
            "is_grand": True,
        },
    ]


def _terms(quotation: Quotation) -> list[str]:
    return [text for text in (quotation.delivery_terms, quotation.payment_terms, quotation.remarks) if text]


def _title(quotation: Quotation, name: str) -> str:
    linked = getattr(quotation, name)
    return linked.title if linked is not None else ""


def _day(day: Any) -> str:
    return date_format(day, "Y-m-d") if day else ""
