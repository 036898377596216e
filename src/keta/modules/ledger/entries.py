"""The lines of a voucher before they are booked: account by code, party, amount in the company's own currency."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


class Entry(NamedTuple):
    """A debit or a credit; a negative one is red, for what takes back."""

    account: str | UUID
    """The code of the chart, or the id of an account."""
    debit: Decimal = Decimal()
    credit: Decimal = Decimal()
    party_id: UUID | None = None


def debit(account: str | UUID, amount: Decimal, party_id: UUID | None = None) -> Entry:
    return Entry(account, debit=amount, party_id=party_id)


def credit(account: str | UUID, amount: Decimal, party_id: UUID | None = None) -> Entry:
    return Entry(account, credit=amount, party_id=party_id)


def told(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Those that say something."""
    return (entry for entry in entries if entry.debit or entry.credit)
