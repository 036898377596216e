"""The papers of sales: the quotation that a customer gets, and the contract that both sides sign."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import kind_of
from keta.kernel.text.capitals import amount_in_capitals
from keta.modules.sales.models import Contract, Quotation
from keta.surfaces.prints.declaration import printed
from keta.surfaces.prints.document import Column, PrintedDocument, Total

PLACES = 2
END_OF_PARAGRAPH = re.compile(r"</p>|</li>|</h\d>|<br\s*/?>")


@printed("sales.quotation", label=gettext_lazy("Quotation as PDF"), template="quotation", tells=("amount",))
def quotation_sheet(quotation: Quotation, showing: Showing) -> PrintedDocument:
    """The quotation with its lines, totals with and without tax, and the amount in capitals."""
    told = {
        _("Customer"): _title(quotation, "customer"),
        _("Contact"): _title(quotation, "contact"),
        _("Project"): quotation.name,
        _("Issued on"): _day(quotation.quoted_on),
        _("Valid until"): _day(quotation.valid_until),
        _("Our contact"): _title(quotation, "owner"),
    }
    terms = (quotation.delivery_terms, quotation.payment_terms, quotation.remarks)
    return _sheet(quotation, showing, _("Quotation"), told, terms)


@printed("sales.contract", label=gettext_lazy("Contract as PDF"), template="quotation", tells=("amount",))
def contract_sheet(contract: Contract, showing: Showing) -> PrintedDocument:
    """The contract with its lines, the amount in capitals, the collection plan among the terms, and both seals."""
    told = {
        _("Customer"): _title(contract, "customer"),
        _("Number at the customer"): contract.customer_number,
        _("Project"): contract.name,
        _("Signed on"): _day(contract.signed_on),
        _("Delivery confirmed for"): _day(contract.confirmed_delivery_on),
        _("Deliver to"): _title(contract, "delivery_address"),
        _("Contact"): _title(contract, "contact"),
        _("Our contact"): _title(contract, "owner"),
    }
    terms = (
        contract.delivery_terms,
        contract.payment_terms,
        *_instalments(contract, showing),
        *_paragraphs(contract.terms),
    )
    return _sheet(contract, showing, _("Sales contract"), told, terms)


def _instalments(contract: Contract, showing: Showing) -> list[str]:
    """The collection plan in words, an instalment each."""
    due = kind_of("sales.collection").fields["due_at"].type
    return [
        _("Payment %(place)d: %(amount)s, %(when)s")
        % {
            "place": place,
            "amount": showing.money(each.amount, PLACES),
            "when": _day(each.due_on) or due.to_text(each.due_at, showing),
        }
        for place, each in enumerate(contract.lines_of("collections"), start=1)
        if each.amount is not None
    ]


def _paragraphs(rich_text: str) -> list[str]:
    """Formatted text without its formats, a paragraph each."""
    return [unescape(strip_tags(part)).strip() for part in END_OF_PARAGRAPH.split(rich_text or "")]


def _sheet(
    document: Any, showing: Showing, title: str, told: Mapping[str, str], terms: Iterable[str]
) -> PrintedDocument:
    """Head, fields that say something, lines, totals, amount in capitals, terms, and a place for either seal."""
    return {
        "head": {"name": settings.COMPANY_NAME},
        "title": title,
        "number": {"label": _("Number"), "value": document.number or ""},
        "fields": [{"label": label, "value": value} for label, value in told.items() if value],
        "columns": _columns(),
        "rows": [_row(place, line, showing) for place, line in enumerate(document.lines_of("lines"), start=1)],
        "totals": _totals(document, showing),
        "capitals": {"label": _("Amount in capitals"), "value": amount_in_capitals(document.amount)},
        "terms_label": _("Terms"),
        "terms": [text for text in terms if text],
        "signatures": [
            {"label": _("Supplier"), "name": settings.COMPANY_NAME, "lines": [_("Seal"), pgettext("paper", "Date")]},
            {
                "label": _("Customer"),
                "name": _title(document, "customer"),
                "lines": [_("Seal"), pgettext("paper", "Date")],
            },
        ],
        "page": _("Page {page} of {pages}"),
    }


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


def _totals(document: Any, showing: Showing) -> list[Total]:
    return [
        {"label": _("Amount without tax"), "value": showing.money(document.net_amount, PLACES)},
        {"label": _("Tax"), "value": showing.money(document.tax_amount, PLACES)},
        {
            "label": f"{_('Amount')} ({document.currency})",
            "value": showing.money(document.amount, PLACES),
            "is_grand": True,
        },
    ]


def _title(document: Any, name: str) -> str:
    linked = getattr(document, name)
    return linked.title if linked is not None else ""


def _day(day: Any) -> str:
    return date_format(day, "Y-m-d") if day else ""
