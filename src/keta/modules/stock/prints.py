"""The papers of the warehouse: the delivery note (送货单), as a sheet and on continuous forms of three parts."""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import kind_of
from keta.modules.stock.models import Delivery
from keta.surfaces.prints.declaration import printed
from keta.surfaces.prints.document import Column, Entry, PrintedDocument


@printed("stock.delivery", label=gettext_lazy("Delivery note as PDF"), template="quotation")
def delivery_note(delivery: Delivery, showing: Showing) -> PrintedDocument:
    """What goes with the goods: which, how many, where to; no prices. The customer signs one copy."""
    return {
        **_note(delivery, showing),
        "signatures": [
            {
                "label": _("Supplier"),
                "name": settings.COMPANY_NAME,
                "lines": [_("Shipped by"), pgettext("paper", "Date")],
            },
            {
                "label": _("Customer"),
                "name": delivery.customer.title,
                "lines": [_("Signed for by"), pgettext("paper", "Date")],
            },
        ],
    }


@printed("stock.delivery", label=gettext_lazy("Delivery note on continuous forms"), template="continuous")
def delivery_note_on_forms(delivery: Delivery, showing: Showing) -> PrintedDocument:
    """The same for a dot-matrix printer: 241 mm wide, half a page high, one part each for stock, books and customer."""
    signing = (_("Made out by"), _("Shipped by"), _("Carrier"), _("Signed for by"))
    return {**_note(delivery, showing), "signatures": [{"label": label} for label in signing]}


def _note(delivery: Delivery, showing: Showing) -> PrintedDocument:
    lines = delivery.lines_of("lines")
    return {
        "head": {"name": settings.COMPANY_NAME},
        "title": _("Delivery note"),
        "number": {"label": _("Number"), "value": delivery.number or ""},
        "fields": _fields(delivery, showing),
        "columns": _columns(),
        "rows": [_row(place, line, showing) for place, line in enumerate(lines, start=1)],
        "terms": [delivery.remarks] if delivery.remarks else [],
        "page": _("Page {page} of {pages}"),
    }


def _fields(delivery: Delivery, showing: Showing) -> list[Entry]:
    specs = kind_of(delivery).fields

    def text(name: str) -> str:
        return specs[name].type.to_text(specs[name].type.read(delivery, specs[name]), showing)

    day = delivery.shipped_on or delivery.planned_on
    told = {
        _("Customer"): delivery.customer.title,
        _("Contract"): delivery.contract.number,
        _("Shipped on") if delivery.shipped_on else _("Planned for"): date_format(day, "Y-m-d") if day else "",
        _("Recipient"): delivery.recipient,
        _("Phone"): text("phone"),
        _("Warehouse"): delivery.warehouse.title,
        _("Address"): text("address"),
        _("Carrier"): text("carrier"),
        _("Waybill"): delivery.waybill,
    }
    return [{"label": label, "value": value} for label, value in told.items() if value]


def _columns() -> list[Column]:
    return [
        {"label": _("No."), "align": "center", "width": "auto"},
        {"label": _("Article code"), "width": "auto"},
        {"label": _("Product"), "width": "1fr"},
        {"label": _("Model"), "width": "auto"},
        {"label": _("Quantity"), "align": "right", "width": "auto"},
        {"label": _("Unit"), "align": "center", "width": "auto"},
        {"label": _("Remarks"), "width": "24mm"},
    ]


def _row(place: int, line: Any, showing: Showing) -> list[str]:
    quantity = kind_of(line).fields["quantity"]
    product = line.product
    return [
        str(place),
        product.own_code or product.number or "",
        product.name,
        product.model,
        quantity.type.to_text(quantity.type.read(line, quantity), showing),
        line.unit.title if line.unit_id else "",
        "",
    ]
