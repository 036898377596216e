"""What `./keta check` proves about money: documents, what they say of themselves, and the ledger are one."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from keta.kernel.checking import Check
from keta.modules.billing.models import Allocation, Credit, Invoice, Receipt, Receivable, Refund
from keta.modules.billing.models.words import BILLS
from keta.modules.billing.settling import allocated_to, credited_to, refunded_from
from keta.modules.ledger import chart
from keta.modules.ledger.queries import balance, balances_of, postings
from keta.modules.parties.models import Party

NOTHING = Decimal()
OWED = ("pk", "title", "amount", "allocated", "credited", "written_off", "balance")
CAME_IN = ("pk", "title", "amount", "allocated", "refunded", "unallocated")
BOOKED = ("issued", "red")
AT_ONCE = 2000


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


def control_account() -> Iterator[str]:
    """Debts and advances in the books against the documents, customer by customer."""
    owed, ahead = balances_of(chart.RECEIVABLES), balances_of(chart.ADVANCES)
    booked = {party: owed.get(party, NOTHING) + ahead.get(party, NOTHING) for party in {*owed, *ahead}}
    yield from _differences(claims_by_documents(), booked, _names)


def both_sides() -> Iterator[str]:
    """Customers who owe and have paid ahead at once."""
    owed, ahead = balances_of(chart.RECEIVABLES), balances_of(chart.ADVANCES)
    wrong = {
        party
        for party in {*owed, *ahead}
        if owed.get(party, NOTHING) < 0
        or ahead.get(party, NOTHING) > 0
        or (owed.get(party, NOTHING) and ahead.get(party, NOTHING))
    }
    yield from _names(wrong).values()


def money_accounts() -> Iterator[str]:
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
    in_books = dict(booked.values_list("account__code").annotate(total=balance()).order_by())
    yield from _differences(told, in_books, lambda codes: {code: code for code in codes})


def revenue() -> Iterator[str]:
    """Invoices against revenue and output tax."""
    invoices = Invoice.objects.filter(state__in=BOOKED)
    sums = invoices.aggregate(net=Sum("net_amount"), tax=Sum("tax_amount"))
    told = {chart.SALES: -(sums["net"] or NOTHING), chart.OUTPUT_TAX: -(sums["tax"] or NOTHING)}
    rows = postings().filter(voucher__source_object="billing.invoice", account__code__in=list(told))
    booked = dict(rows.values_list("account__code").annotate(total=balance()).order_by())
    yield from _differences(told, booked, lambda codes: {code: code for code in codes})


def receivables() -> Iterator[str]:
    """Receivables that are not the sums of their receipts and credits."""
    for rows in _in_parts(Receivable.objects.order_by("pk").values_list(*OWED)):
        keys = [row[0] for row in rows]
        sums = allocated_to(keys), *credited_to(keys)
        for key, title, amount, *taken, rest in rows:
            is_sum = taken == [each.get(key, NOTHING) for each in sums]
            if not is_sum or rest != amount - sum(taken) or rest < 0:
                yield title


def receipts() -> Iterator[str]:
    """Receipts that settle, pay back or keep more or less than came in."""
    for rows in _in_parts(Receipt.objects.filter(state="received").order_by("pk").values_list(*CAME_IN)):
        keys = [row[0] for row in rows]
        lines = Allocation.objects.filter(receipt__in=keys).values_list("receipt")
        sums = dict(lines.annotate(total=Sum("amount")).order_by()), refunded_from(keys)
        for key, title, amount, *taken, rest in rows:
            is_sum = taken == [each.get(key, NOTHING) for each in sums]
            if not is_sum or rest != amount - sum(taken) or rest < 0:
                yield title


def _in_parts(rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    iterator = rows.iterator(chunk_size=AT_ONCE)
    while part := list(islice(iterator, AT_ONCE)):
        yield part


def plans() -> Iterator[str]:
    """Contracts whose receivables are not their amount."""
    sums = Receivable.objects.filter(contract__state__in=("active", "done")).values_list(
        "contract__number", "contract__amount"
    )
    rows = sums.annotate(total=Sum("amount")).order_by("contract__number")
    yield from (number for number, amount, total in rows if amount != total)


def _differences(told: Mapping[Any, Decimal], booked: Mapping[Any, Decimal], names: Any) -> Iterator[str]:
    wrong = [key for key in {*told, *booked} if told.get(key, NOTHING) != booked.get(key, NOTHING)]
    titles = names(wrong)
    for key in wrong:
        yield f"{titles.get(key, key)}: documents {told.get(key, NOTHING)}, books {booked.get(key, NOTHING)}"


def _names(parties: Iterable[Any]) -> dict[Any, str]:
    return dict(Party.objects.filter(pk__in=list(parties)).values_list("pk", "title"))


CHECKS = (
    Check("money: customers owe in the books what their documents say", control_account),
    Check("money: nobody owes and has paid ahead at once", both_sides),
    Check("money: receipts, refunds and bills are the movements of their accounts", money_accounts),
    Check("money: invoices are revenue and output tax", revenue),
    Check("money: receivables are the sums of receipts and credits", receivables),
    Check("money: receipts settle what came in and no more", receipts),
    Check("money: the receivables of a contract are its amount", plans),
)
