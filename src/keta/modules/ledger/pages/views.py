"""The trial balance (科目余额表) and the account book (明细账)."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keta.kernel import records
from keta.kernel.access import require
from keta.kernel.fieldtypes import Showing
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.objects import kind_of
from keta.modules.ledger.models import Account, Voucher
from keta.modules.ledger.queries import AccountBook, BookLine, Sides, TrialBalance, account_book, trial_balance
from keta.surfaces.addresses import address
from keta.surfaces.api.answers import answer_json
from keta.surfaces.pages import signed_in
from keta.surfaces.requests import Request
from keta.surfaces.sheets import Period, Sheet, column, period_of, row, show_sheet

SIDES = ("opening", "turnover", "closing")


@signed_in
def show_trial_balance(request: Request) -> HttpResponseBase:
    """Opening, turnover and closing of every account in a period; each account opens its book."""
    require(request.actor, kind_of(Voucher), "read")
    period = period_of(request)
    found = trial_balance(period.first, period.last)
    sheet = Sheet(
        title=_("Trial balance"),
        columns=_columns(found, request.showing),
        rows=[
            row(each.id, [f"{each.code} {each.name}", *_cells(each, request.showing)], _book_url(each.id, period))
            for each in found.rows
        ],
        empty_text=_("Nothing is booked until the end of this period."),
        fields=period.fields,
        note="" if found.is_equal else _("Debits and credits differ; have the books checked."),
        note_meaning="bad",
    )
    return show_sheet(request, sheet)


def _columns(found: TrialBalance, showing: Showing) -> list[dict[str, Any]]:
    labels = {
        "opening": (_("Opening debit"), _("Opening credit")),
        "turnover": (_("Debit"), _("Credit")),
        "closing": (_("Closing debit"), _("Closing credit")),
    }
    figures = [
        column(f"{name}_{side}", label, is_figure=True, total=showing.money(getattr(getattr(found, name), side)))
        for name in SIDES
        for side, label in zip(Sides._fields, labels[name], strict=True)
    ]
    return [column("account", _("Account")), *figures]


def _cells(each: Any, showing: Showing) -> list[str]:
    return [_figure(amount, showing) for name in SIDES for amount in getattr(each, name)]


def _figure(amount: Decimal, showing: Showing) -> str:
    return showing.money(amount) if amount else ""


def _book_url(account_id: UUID, period: Period) -> str:
    asked = urlencode({"from": period.first.isoformat(), "to": period.last.isoformat()})
    return f"{reverse('account-book', args=[account_id])}?{asked}"


@signed_in
def show_account_book(request: Request, account_id: UUID) -> HttpResponseBase:
    """The postings of an account in a period with the running balance; `?party=` leaves those of one party."""
    require(request.actor, kind_of(Voucher), "read")
    account: Account = records.get(kind_of(Account), account_id, actor=request.actor)
    period, party = period_of(request), request.GET.get("party")
    found = account_book(account.pk, period.first, period.last, id_of(party) if party else None)
    sheet = Sheet(
        title=account.title,
        trail=[{"label": _("Trial balance"), "url": reverse("trial-balance")}],
        columns=_book_columns(found, request.showing),
        rows=[_book_row(line, request.showing) for line in found.lines],
        empty_text=_("Nothing is booked on this account in this period."),
        fields=period.fields,
        figures=[
            {"label": _("Opening balance"), "value": request.showing.money(found.opening), "url": ""},
            {"label": _("Closing balance"), "value": request.showing.money(found.closing), "url": ""},
        ],
        note=_("Only the first postings are shown; ask for a shorter period.") if found.is_cut else "",
    )
    return show_sheet(request, sheet)


def _book_columns(found: AccountBook, showing: Showing) -> list[dict[str, Any]]:
    return [
        column("voucher", _("Voucher")),
        column("booked_on", _("Booked on")),
        column("words", pgettext("voucher", "Words")),
        column("party", _("Party")),
        column("debit", _("Debit"), is_figure=True, total=showing.money(found.turnover.debit)),
        column("credit", _("Credit"), is_figure=True, total=showing.money(found.turnover.credit)),
        column("balance", _("Balance"), is_figure=True),
    ]


def _book_row(line: BookLine, showing: Showing) -> dict[str, Any]:
    posting = line.posting
    voucher = posting.voucher
    cells = [
        voucher.number,
        voucher.booked_on.isoformat(),
        voucher.words,
        posting.party.title if posting.party_id else "",
        _figure(posting.debit, showing),
        _figure(posting.credit, showing),
        showing.money(line.balance),
    ]
    return row(posting.pk, cells, address("ledger.voucher", voucher.pk))


def tell_trial_balance(request: Request) -> HttpResponse:
    """`GET /api/v1/ledger/trial-balance?from=2026-01-01&to=2026-01-31`: amounts as text, to the cent."""
    require(request.actor, kind_of(Voucher), "read")
    period = period_of(request)
    found = trial_balance(period.first, period.last)
    told = {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "accounts": [{"id": str(each.id), "code": each.code, "name": each.name, **_sides(each)} for each in found.rows],
        "total": _sides(found),
        "is_equal": found.is_equal,
    }
    return answer_json(told)


def _sides(each: Any) -> dict[str, dict[str, str]]:
    return {name: {side: f"{amount:.2f}" for side, amount in getattr(each, name)._asdict().items()} for name in SIDES}
