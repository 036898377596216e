"""Booking vouchers: once for each deed, balanced, never changed; what was wrong is taken back by a voucher in red."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.numbering.numbers import next_numbers
from keta.kernel.objects import BusinessObject, key_of
from keta.kernel.refusals import Invalid, Refused, Text, listed
from keta.modules.ledger.entries import Entry, told
from keta.modules.ledger.models import Account, Posting, Voucher
from keta.modules.ledger.models.voucher import NUMBERS

REVERSAL = "reverse_"
"""Stands before the purpose of the voucher that is taken back."""


def posted(source: BusinessObject, purpose: str) -> Voucher | None:
    """The voucher of a deed, if it is booked."""
    return Voucher.objects.filter(source_id=source.pk, purpose=purpose).first()


def post(
    source: BusinessObject,
    purpose: str,
    entries: Iterable[Entry],
    *,
    actor: Actor,
    on: datetime.date | None = None,
    words: Text = "",
) -> Voucher:
    """Books what a deed did to the accounts, on a day (today by default); a repeat returns the first voucher as it is.

    The caller holds `source` locked. Lines without an amount are left out. Raises `Refused` where debits and credits
    differ or an account is missing.
    """
    if first := posted(source, purpose):
        return first
    voucher = Voucher(
        booked_on=on or timezone.localdate(),
        words=str(words)[:200],
        source_object=key_of(type(source)),
        source_id=source.pk,
        purpose=purpose,
    )
    return _once(voucher, _lines(list(told(entries))), actor)


def reverse(voucher: Voucher, *, actor: Actor, because: Text, on: datetime.date | None = None) -> Voucher:
    """Takes a posted voucher back by one with the same postings in red; a repeat returns the first reversal."""
    if first := Voucher.objects.filter(reversal_of=voucher).first():
        return first
    if voucher.reversal_of_id:
        raise Refused(_("This voucher takes another one back; book the deed anew instead."), code="reversal")
    red = [_line(line.account_id, line.party_id, -line.debit, -line.credit) for line in voucher.lines_of("lines")]
    reversal = Voucher(
        booked_on=max(on or timezone.localdate(), voucher.booked_on),
        words=str(because)[:200],
        source_object=voucher.source_object,
        source_id=voucher.source_id,
        purpose=f"{REVERSAL}{voucher.purpose}",
        reversal_of=voucher,
    )
    return _once(reversal, red, actor)


def _once(voucher: Voucher, lines: Sequence[Posting], actor: Actor) -> Voucher:
    """Writes it; where somebody else has booked the same deed at this moment, gives that one."""
    try:
        with transaction.atomic():
            return _write(voucher, lines, actor)
    except Invalid:
        first = Voucher.objects.filter(source_id=voucher.source_id, purpose=voucher.purpose).first()
        if first is None:
            raise
        return first


def _write(voucher: Voucher, lines: Sequence[Posting], actor: Actor) -> Voucher:
    """As a draft with its lines, then the one step on which the database adds them up and shuts them.

    The number is taken last of all locks: its series is one row, and held until the transaction ends.
    """
    (voucher.number,) = next_numbers("ledger.voucher", NUMBERS, voucher.booked_on, 1)
    voucher.set_lines("lines", lines)
    records.save(voucher, actor=actor, cause="post")
    Voucher.objects.filter(pk=voucher.pk).update(state="posted")
    voucher.state = "posted"
    voucher.remember()
    return voucher


def _lines(entries: Sequence[Entry]) -> list[Posting]:
    difference = sum((entry.debit - entry.credit for entry in entries), Decimal())
    if difference or not entries:
        raise Refused(
            _("Debits and credits differ by %(amount)s; nothing was booked.") % {"amount": difference},
            code="unbalanced",
        )
    ids = _account_ids(entries)
    return [_line(ids[entry.account], entry.party_id, entry.debit, entry.credit) for entry in entries]


def _line(account: UUID, party: UUID | None, debit: Any, credit: Any) -> Posting:
    return Posting(account_id=account, party_id=party, debit=debit, credit=credit)


def _account_ids(entries: Sequence[Entry]) -> dict[str | UUID, UUID]:
    codes = {entry.account for entry in entries if isinstance(entry.account, str)}
    found: dict[Any, UUID] = dict(Account.objects.filter(code__in=codes).values_list("code", "pk"))
    if missing := codes - set(found):
        raise Refused(
            _("The chart has no account %(codes)s; an accountant can add it.") % {"codes": listed(sorted(missing))},
            code="account",
        )
    return found | {entry.account: entry.account for entry in entries if isinstance(entry.account, UUID)}
