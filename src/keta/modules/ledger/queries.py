"""Reads over postings: balances of accounts and parties, the trial balance, the account book."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from keta.kernel.columns import MoneyColumn
from keta.modules.ledger.models import Account, Posting

ZERO = Decimal()


def balance(**options: Any) -> Sum:
    """Debits less credits, to the cent."""
    return Sum(F("debit") - F("credit"), output_field=MoneyColumn(), **options)


def postings() -> QuerySet[Posting]:
    """Those that count: of posted vouchers."""
    return Posting.objects.filter(voucher__state="posted")


def balances(codes: Iterable[str], party_ids: Iterable[UUID]) -> dict[tuple[str, UUID], Decimal]:
    """Debits less credits of accounts by code and party; what nobody has posted to is left out."""
    rows = (
        postings()
        .filter(account__code__in=list(codes), party__in=list(party_ids))
        .values_list("account__code", "party")
        .annotate(sum=balance())
        .order_by()
    )
    return {(code, party): balance for code, party, balance in rows}


def balances_of(code: str) -> dict[UUID | None, Decimal]:
    """Debits less credits of one account, party by party."""
    rows = postings().filter(account__code=code).values_list("party").order_by()
    return dict(rows.annotate(sum=balance()))


class Sides(NamedTuple):
    """A figure on the side where it stands."""

    debit: Decimal = ZERO
    credit: Decimal = ZERO

    @classmethod
    def of(cls, balance: Decimal) -> "Sides":
        return cls(balance, ZERO) if balance >= 0 else cls(ZERO, -balance)


@dataclass(frozen=True)
class AccountBalance:
    """One account in a period."""

    id: UUID
    code: str
    name: str
    opening: Sides
    turnover: Sides
    closing: Sides


@dataclass(frozen=True)
class TrialBalance:
    """All accounts with postings, and their sums: debits equal credits in each of the three."""

    rows: list[AccountBalance]
    opening: Sides
    turnover: Sides
    closing: Sides

    @property
    def is_equal(self) -> bool:
        return all(each.debit == each.credit for each in (self.opening, self.turnover, self.closing))


def trial_balance(first: datetime.date, last: datetime.date) -> TrialBalance:
    """The accounts in the period from `first` to `last`, both included."""
    before, within = Q(booked_on__lt=first), Q(booked_on__gte=first)
    sums = (
        postings()
        .filter(booked_on__lte=last)
        .values("account")
        .annotate(
            opening=balance(filter=before),
            debit=Sum("debit", filter=within),
            credit=Sum("credit", filter=within),
        )
        .order_by()
    )
    accounts = Account.objects.in_bulk([row["account"] for row in sums])
    rows = [_in_period(accounts[row["account"]], row) for row in sums]
    rows.sort(key=lambda row: row.code)
    return TrialBalance(rows, *(_total(rows, name) for name in ("opening", "turnover", "closing")))


def _in_period(account: Account, row: Mapping[str, Any]) -> AccountBalance:
    opening = row["opening"] or ZERO
    turnover = Sides(row["debit"] or ZERO, row["credit"] or ZERO)
    closing = opening + turnover.debit - turnover.credit
    return AccountBalance(account.pk, account.code, account.name, Sides.of(opening), turnover, Sides.of(closing))


def _total(rows: Iterable[AccountBalance], name: str) -> Sides:
    sides = [getattr(row, name) for row in rows]
    return Sides(sum((each.debit for each in sides), ZERO), sum((each.credit for each in sides), ZERO))


@dataclass(frozen=True)
class BookLine:
    """A posting with the balance after it."""

    posting: Posting
    balance: Decimal


@dataclass(frozen=True)
class AccountBook:
    """An account in a period, posting by posting."""

    opening: Decimal
    lines: list[BookLine]
    turnover: Sides
    closing: Decimal
    is_cut: bool
    """Whether more postings follow: then the period asked for is too long for one page."""


MOST_LINES = 1000


def account_book(
    account_id: UUID, first: datetime.date, last: datetime.date, party_id: UUID | None = None
) -> AccountBook:
    """The postings of an account with the running balance (debit positive), optionally those of one party."""
    rows = postings().filter(account=account_id)
    if party_id is not None:
        rows = rows.filter(party=party_id)
    opening = rows.filter(booked_on__lt=first).aggregate(sum=balance())["sum"] or ZERO
    within = rows.filter(booked_on__gte=first, booked_on__lte=last)
    found = within.select_related("voucher", "party").order_by("booked_on", "voucher__number", "position")
    lines, running = [], opening
    for posting in found[:MOST_LINES]:
        running += posting.debit - posting.credit
        lines.append(BookLine(posting, running))
    sums = within.aggregate(debit=Sum("debit"), credit=Sum("credit"))
    turnover = Sides(sums["debit"] or ZERO, sums["credit"] or ZERO)
    closing = opening + turnover.debit - turnover.credit
    return AccountBook(opening, lines, turnover, closing, is_cut=len(lines) == MOST_LINES and running != closing)
