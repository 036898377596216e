"""The papers of money: the receipt for a customer (收据), and the statement of account that he stamps (对账单)."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import kind_of
from keta.kernel.text.capitals import amount_in_capitals
from keta.modules.billing.models import Receipt, Receivable
from keta.modules.billing.queries import Statement, party_statement
from keta.modules.catalog.models.currency import base_currency
from keta.modules.parties.models import Party
from keta.surfaces.prints.declaration import printed
from keta.surfaces.prints.document import Column, Entry, PrintedDocument, Total


@printed("billing.receipt", label=gettext_lazy("Receipt as PDF"), template="quotation")
def receipt_sheet(receipt: Receipt, showing: Showing) -> PrintedDocument:
    """From whom, how much in figures and in capitals, for which contracts."""
    told = {
        _("Received from"): receipt.payer or receipt.customer.title,
        _("Date"): _day(receipt.received_on),
        _("Way of paying"): str(kind_of(receipt).fields["method"].type.to_text(receipt.method, showing)),
        _("Number of the bill"): receipt.bill_number,
        _("Into account"): receipt.cash_account.name if receipt.cash_account_id else "",
    }
    total = showing.money(receipt.amount)
    return {
        **_head(_("Receipt"), receipt.number),
        "fields": _entries(told),
        "columns": [
            {"label": _("No."), "align": "center", "width": "auto"},
            {"label": _("For"), "width": "1fr"},
            {"label": _("Amount"), "align": "right", "width": "auto"},
        ],
        "rows": _settled(receipt, showing),
        "totals": [{"label": f"{_('Amount')} ({base_currency()})", "value": total, "is_grand": True}],
        "capitals": {"label": _("Amount in capitals"), "value": amount_in_capitals(receipt.amount)},
        "signatures": [
            {
                "label": _("Received by"),
                "name": settings.COMPANY_NAME,
                "lines": [_("Seal"), _("Cashier"), pgettext("paper", "Date")],
            },
            {
                "label": _("Paid by"),
                "name": receipt.customer.title,
                "lines": [_("Signature"), pgettext("paper", "Date")],
            },
        ],
    }


def _settled(receipt: Receipt, showing: Showing) -> list[list[str]]:
    """A row for each receivable that is settled, one for what is paid ahead."""
    lines: list[Any] = receipt.lines_of("allocations")
    keys = [line.receivable_id for line in lines]
    known = Receivable.objects.select_related("contract").in_bulk(keys)
    rows = [(_instalment(known[line.receivable_id]), line.amount) for line in lines]
    if receipt.unallocated:
        rows.append((_("Advance"), receipt.unallocated))
    return [[str(place), words, showing.money(amount)] for place, (words, amount) in enumerate(rows, start=1)]


def _instalment(receivable: Receivable) -> str:
    return _("%(contract)s, instalment %(number)d") % {
        "contract": receivable.contract.title,
        "number": receivable.instalment,
    }


@printed(
    "parties.party",
    label=gettext_lazy("Statement of account as PDF"),
    template="quotation",
    reads="billing.invoice",
)
def statement_of_account(party: Party, showing: Showing) -> PrintedDocument:
    """Invoices and receipts of this year up to today with the balance after each, for both seals."""
    today = timezone.localdate()
    first = today.replace(month=1, day=1)
    found = party_statement(party.pk, first, today)
    told = {
        _("Customer"): party.title,
        _("Period"): f"{_day(first)} – {_day(today)}",
        _("Opening balance"): showing.money(found.opening),
        _("Currency"): base_currency(),
    }
    return {
        **_head(_("Statement of account"), f"{party.number or ''} {_day(today)}"),
        "fields": _entries(told),
        "columns": _statement_columns(),
        "rows": _statement_rows(found, showing),
        "totals": _statement_totals(found, showing),
        "capitals": {"label": _("Balance in capitals"), "value": amount_in_capitals(abs(found.closing))},
        "terms_label": _("Please answer"),
        "terms": [
            _("If the figures agree, please stamp below and send one copy back."),
            _("If they differ, please say by how much and why."),
        ],
        "signatures": [
            {"label": _("Sent by"), "name": settings.COMPANY_NAME, "lines": [_("Seal"), pgettext("paper", "Date")]},
            {
                "label": _("Confirmed by"),
                "name": party.title,
                "lines": [_("Difference, if any"), _("Seal"), pgettext("paper", "Date")],
            },
        ],
    }


def _statement_columns() -> list[Column]:
    return [
        {"label": _("Date"), "width": "auto"},
        {"label": _("Document"), "width": "1fr"},
        {"label": _("Invoiced"), "align": "right", "width": "auto"},
        {"label": pgettext("money", "Received"), "align": "right", "width": "auto"},
        {"label": _("Balance"), "align": "right", "width": "auto"},
    ]


def _statement_rows(found: Statement, showing: Showing) -> list[list[str]]:
    return [
        [
            _day(each.on),
            each.words,
            showing.money(each.invoiced) if each.invoiced else "",
            showing.money(each.received) if each.received else "",
            showing.money(balance),
        ]
        for each, balance in found.lines
    ]


def _statement_totals(found: Statement, showing: Showing) -> list[Total]:
    label = _("You owe us") if found.closing >= 0 else _("You have paid ahead")
    return [{"label": label, "value": showing.money(abs(found.closing)), "is_grand": True}]


def _head(title: str, number: str | None) -> PrintedDocument:
    return {
        "head": {"name": settings.COMPANY_NAME},
        "title": title,
        "number": {"label": _("Number"), "value": number or ""},
        "page": _("Page {page} of {pages}"),
    }


def _entries(told: dict[str, str]) -> list[Entry]:
    return [{"label": label, "value": value} for label, value in told.items() if value]


def _day(day: Any) -> str:
    return date_format(day, "Y-m-d") if day else ""
