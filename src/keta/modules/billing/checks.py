"""What `./keta check` proves about money: documents, what they say of themselves, and the ledger are one."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from keta.modules.billing.models import Allocation, Credit, Invoice, Receipt, Receivable, Refund
from keta.modules.billing.models.words import BILLS
from keta.modules.billing.settling import allocated_to, credited_to, refunded_from
from keta.modules.ledger import chart
from keta.modules.ledger.queries import balance, balances_of, postings
from keta.modules.parties.models import Party

NOTHING = Decimal()
MOST_TOLD = 20
OWED = ("pk", "title", "amount", "allocated", "credited", "written_off", "balance")
CAME_IN = ("pk", "title", "amount", "allocated", "refunded", "unallocated")
BOOKED = ("issued", "red")


def checks() -> Iterator[tuple[str, list[str]]]:
    """(what is proved, what is wrong about it)."""
    yield _("Customers owe in the books what their documents say"), _control_account()
    yield _("No customer owes and has paid ahead at once"), _both_sides()
    yield _("Receipts, refunds and bills are the movements of the money accounts"), _money_accounts()
    yield _("Invoices are the revenue and the output tax of the books"), _revenue()
    yield _("Receivables are the sums of their receipts and credits"), _receivables()
    yield _("Receipts are settled, paid back or ahead, and no more"), _receipts()
    yield _("The receivables of a contract are its amount"), _contracts()


def claims_by_documents() -> dict[UUID, Decimal]:
    """What each customer owes by his documents; below nothing where he has paid ahead."""
    found: dict[UUID, Decimal] = {}
    parts: tuple[tuple[int, QuerySet[Any], str], ...] = (
        (1, Invoice.objects.filter(state__in=BOOKED), "customer"),
        (-1, Receipt.objects.filter(state="received"), "customer"),
        (1, Refund.objects.filter(state="paid"), "customer"),
        (-1, Credit.objects.filter(state="valid", kind="write_off"), "receivable__customer"),
    )
    for sign, rows, path in parts:
        for party, total in rows.values_list(path).annotate(total=Sum("amount")).order_by():
            found[party] = found.get(party, NOTHING) + sign * total
    return found


def _control_account() -> list[str]:
    owed, ahead = balances_of(chart.RECEIVABLES), balances_of(chart.ADVANCES)
    booked = {party: owed.get(party, NOTHING) + ahead.get(party, NOTHING) for party in {*owed, *ahead}}
    return _differences(claims_by_documents(), booked, _names)


def _both_sides() -> list[str]:
    owed, ahead = balances_of(chart.RECEIVABLES), balances_of(chart.ADVANCES)
    wrong = {
        party
        for party in {*owed, *ahead}
        if owed.get(party, NOTHING) < 0
        or ahead.get(party, NOTHING) > 0
        or (owed.get(party, NOTHING) and ahead.get(party, NOTHING))
    }
    return list(_names(wrong).values())[:MOST_TOLD]


def _money_accounts() -> list[str]:
    """By ledger account: what documents say came in and went out, against the postings that came from them."""
    told: dict[Any, Decimal] = {}
    money = Receipt.objects.filter(state="received").exclude(method__in=BILLS)
    for sign, rows in ((1, money), (-1, Refund.objects.filter(state="paid"))):
        sums = rows.values_list("cash_account__ledger_account__code").annotate(total=Sum("amount")).order_by()
        for code, total in sums:
            told[code] = told.get(code, NOTHING) + sign * total
    held = Receipt.objects.filter(state="received", method__in=BILLS, bill_course="held")
    told[chart.BILLS_RECEIVABLE] = held.aggregate(total=Sum("amount"))["total"] or NOTHING
    sources = ("billing.receipt", "billing.refund")
    booked = postings().filter(voucher__source_object__in=sources, account__code__in=list(told))
    booked = booked.exclude(voucher__purpose="pass_on_bill", account__code__in=set(told) - {chart.BILLS_RECEIVABLE})
    sums = dict(booked.values_list("account__code").annotate(total=balance()).order_by())
    return _differences(told, sums, lambda codes: {code: code for code in codes})


def _revenue() -> list[str]:
    invoices = Invoice.objects.filter(state__in=BOOKED)
    sums = invoices.aggregate(net=Sum("net_amount"), tax=Sum("tax_amount"))
    told = {chart.SALES: -(sums["net"] or NOTHING), chart.OUTPUT_TAX: -(sums["tax"] or NOTHING)}
    rows = postings().filter(voucher__source_object="billing.invoice", account__code__in=list(told))
    booked = dict(rows.values_list("account__code").annotate(total=balance()).order_by())
    return _differences(told, booked, lambda codes: {code: code for code in codes})


def _receivables() -> list[str]:
    rows = list(Receivable.objects.values_list(*OWED))
    keys = [row[0] for row in rows]
    received, credited, lost = allocated_to(keys), credited_to(keys, is_loss=False), credited_to(keys, is_loss=True)
    wrong = [
        title
        for key, title, amount, allocated, lowered, written_off, rest in rows
        if (allocated, lowered, written_off) != tuple(each.get(key, NOTHING) for each in (received, credited, lost))
        or rest != amount - allocated - lowered - written_off
        or rest < 0
    ]
    return wrong[:MOST_TOLD]


def _receipts() -> list[str]:
    rows = list(Receipt.objects.filter(state="received").values_list(*CAME_IN))
    keys = [row[0] for row in rows]
    lines = Allocation.objects.filter(receipt__in=keys).values_list("receipt")
    settled, refunded = dict(lines.annotate(total=Sum("amount")).order_by()), refunded_from(keys)
    wrong = [
        title
        for key, title, amount, allocated, paid_back, rest in rows
        if (allocated, paid_back) != (settled.get(key, NOTHING), refunded.get(key, NOTHING))
        or rest != amount - allocated - paid_back
        or rest < 0
    ]
    return wrong[:MOST_TOLD]


def _contracts() -> list[str]:
    sums = Receivable.objects.filter(contract__state__in=("active", "done")).values_list(
        "contract__number", "contract__amount"
    )
    rows = sums.annotate(total=Sum("amount")).order_by("contract__number")
    return [number for number, amount, total in rows if amount != total][:MOST_TOLD]


def _differences(told: Mapping[Any, Decimal], booked: Mapping[Any, Decimal], names: Any) -> list[str]:
    wrong = {
        key: (told.get(key, NOTHING), booked.get(key, NOTHING))
        for key in {*told, *booked}
        if told.get(key, NOTHING) != booked.get(key, NOTHING)
    }
    titles = names(wrong)
    words = _("%(name)s: documents %(told)s, books %(booked)s")
    return [
        words % {"name": titles.get(key, key), "told": sides[0], "booked": sides[1]} for key, sides in wrong.items()
    ][:MOST_TOLD]


def _names(parties: Iterable[Any]) -> dict[Any, str]:
    return dict(Party.objects.filter(pk__in=list(parties)).values_list("pk", "title"))
