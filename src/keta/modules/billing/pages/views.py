"""Ageing of receivables (账龄分析), whom to ask for money today (催收清单), statement of account (对账单)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keta.kernel import records
from keta.kernel.access import Actor, require
from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import kind_of
from keta.kernel.refusals import NotAllowed
from keta.modules.billing.queries import BUCKETS, Aged, Bucket, ToAsk, ageing, collection_list, party_statement
from keta.surfaces.addresses import address
from keta.surfaces.pages import signed_in
from keta.surfaces.requests import Request
from keta.surfaces.sheets import Sheet, column, period_of, row, show_sheet

LIST = "billing.receivable"
CUSTOMER = "parties.customer"


def _require_amounts(actor: Actor, key: str) -> None:
    """Raises `NotAllowed` for those who may not read the object, or its amounts."""
    kind = kind_of(key)
    require(actor, kind, "read")
    if {"amount", "balance"} & (kind.fields.keys() - actor.rights.readable(kind).keys()):
        raise NotAllowed(_("You lack the right to do this; an administrator can give it to your position."))


@signed_in
def show_ageing(request: Request) -> HttpResponseBase:
    """What each customer owes, by age; each figure opens its receivables, the name his statement of account."""
    _require_amounts(request.actor, LIST)
    found, showing = ageing(request.actor), request.showing
    columns = [column("customer", _("Customer"))]
    columns += [
        column(each.key, each.label, is_figure=True, total=showing.money(_sum(found, each.key))) for each in BUCKETS
    ]
    columns.append(column("total", _("Total"), is_figure=True, total=showing.money(sum(map(_total, found), Decimal()))))
    sheet = Sheet(
        title=_("Ageing of receivables"),
        columns=columns,
        rows=[_aged_row(each, showing) for each in found],
        empty_text=_("Nobody owes anything."),
        links=[{"label": _("Whom to ask today"), "url": reverse("collection"), "icon": "phone-call"}],
    )
    return show_sheet(request, sheet)


def _sum(found: Iterable[Aged], key: str) -> Decimal:
    return sum((each.amounts.get(key, Decimal()) for each in found), Decimal())


def _total(aged: Aged) -> Decimal:
    return aged.total


def _aged_row(aged: Aged, showing: Showing) -> dict[str, Any]:
    cells = [_drill(aged, each, showing) for each in BUCKETS]
    url = reverse("statement", args=[aged.party_id])
    return row(aged.party_id, [aged.name, *cells, showing.money(aged.total)], url)


def _drill(aged: Aged, bucket: Bucket, showing: Showing) -> str:
    amount = aged.amounts.get(bucket.key)
    if not amount:
        return ""
    asked = {"filter[customer][eq]": str(aged.party_id), "filter[state][eq]": "open"}
    if bucket.first is not None and bucket.last is not None:
        asked["filter[days_overdue][between]"] = f"{bucket.first},{bucket.last}"
    elif bucket.first is not None:
        asked["filter[days_overdue][gte]"] = str(bucket.first)
    return format_html('<a href="{}?{}">{}</a>', address(LIST), urlencode(asked), showing.money(amount))


@signed_in
def show_collection(request: Request) -> HttpResponseBase:
    """Overdue receivables by amount × days, with who sees to the customer, when he last did, and what was promised."""
    _require_amounts(request.actor, LIST)
    found, showing = collection_list(request.actor), request.showing
    sheet = Sheet(
        title=_("Whom to ask for money today"),
        columns=[
            column("receivable", _("Receivable")),
            column("customer", _("Customer")),
            column("due_on", pgettext("receivable", "Due on")),
            column("days", _("Days overdue"), is_figure=True),
            column("balance", _("Balance"), is_figure=True, total=showing.money(_owed(found))),
            column("owner", _("Owner")),
            column("followed_up", _("Last followed up")),
            column("promise", _("Promise")),
        ],
        rows=[_asked_row(each, request) for each in found],
        empty_text=_("Nothing is overdue."),
        links=[{"label": _("Ageing of receivables"), "url": reverse("ageing"), "icon": "chart-bar"}],
    )
    return show_sheet(request, sheet)


def _owed(found: Iterable[ToAsk]) -> Decimal:
    return sum((each.receivable.balance for each in found), Decimal())


def _asked_row(each: ToAsk, request: Request) -> dict[str, Any]:
    receivable, showing = each.receivable, request.showing
    readable = request.actor.rights.readable(kind_of(CUSTOMER))
    moment = receivable.customer.followed_up_at if "followed_up_at" in readable else None
    promise = [receivable.promised_on.isoformat(), receivable.promise] if receivable.promised_on else []
    cells = [
        receivable.title,
        format_html('<a href="{}">{}</a>', address(CUSTOMER, receivable.customer_id), receivable.customer.title),
        receivable.due_on.isoformat(),
        each.days,
        showing.money(receivable.balance),
        receivable.owner.title if receivable.owner_id else "",
        f"{moment.astimezone(showing.zone):%Y-%m-%d}" if moment else "",
        " ".join(promise),
    ]
    return row(receivable.pk, cells, address(LIST, receivable.pk))


@signed_in
def show_statement(request: Request, party_id: UUID) -> HttpResponseBase:
    """Invoices and receipts of a customer in a period, with what he owed and owes; for those who see all invoices."""
    _require_amounts(request.actor, "billing.invoice")
    party = records.get(kind_of(CUSTOMER), party_id, actor=request.actor)
    period, showing = period_of(request), request.showing
    found = party_statement(party.pk, period.first, period.last)
    lines = [
        row(
            each.id,
            [
                each.words,
                each.on.isoformat(),
                showing.money(each.invoiced) if each.invoiced else "",
                showing.money(each.received) if each.received else "",
                showing.money(balance),
            ],
            address(each.object, each.id),
        )
        for each, balance in found.lines
    ]
    sheet = Sheet(
        title=_("Statement of account: %(customer)s") % {"customer": party.title},
        trail=[{"label": party.title, "url": address(CUSTOMER, party.pk)}],
        columns=[
            column("words", _("Document")),
            column("on", _("Date")),
            column("invoiced", _("Invoiced"), is_figure=True),
            column("received", pgettext("money", "Received"), is_figure=True),
            column("balance", _("Balance"), is_figure=True),
        ],
        rows=lines,
        empty_text=_("There were no dealings in money in this period."),
        fields=period.fields,
        figures=[
            {"label": _("Opening balance"), "value": showing.money(found.opening), "url": ""},
            {"label": _("Closing balance"), "value": showing.money(found.closing), "url": ""},
        ],
    )
    return show_sheet(request, sheet)
