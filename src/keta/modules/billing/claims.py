"""What a customer owes us in the books, and where a change of it is posted; see decision 0008.

His debts stand on the receivables (1122), what he has paid beyond them on the advances (2203), never both at once.
"""

from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from keta.kernel.access import Actor
from keta.kernel.objects import BusinessObject
from keta.modules.ledger import chart
from keta.modules.ledger.entries import Entry, credit, debit
from keta.modules.ledger.models import Voucher
from keta.modules.ledger.operations import post, reverse
from keta.modules.ledger.queries import balances


def standing(party_id: UUID) -> tuple[Decimal, Decimal]:
    """(what he owes, what he has paid ahead), as posted."""
    found = balances((chart.RECEIVABLES, chart.ADVANCES), [party_id])
    nothing = Decimal()
    return found.get((chart.RECEIVABLES, party_id), nothing), -found.get((chart.ADVANCES, party_id), nothing)


def more(party_id: UUID, amount: Decimal) -> list[Entry]:
    """The entries by which a customer owes more: first out of what he has paid ahead."""
    __, ahead = standing(party_id)
    used = min(ahead, amount)
    return [debit(chart.ADVANCES, used, party_id), debit(chart.RECEIVABLES, amount - used, party_id)]


def less(party_id: UUID, amount: Decimal) -> list[Entry]:
    """The entries by which a customer owes less; beyond his debts it is an advance."""
    owed, __ = standing(party_id)
    paid = min(owed, amount)
    return [credit(chart.RECEIVABLES, paid, party_id), credit(chart.ADVANCES, amount - paid, party_id)]


def less_in_red(party_id: UUID, amount: Decimal) -> list[Entry]:
    """The same for what takes an invoice back: the debts in red on the side on which they were booked."""
    return [
        entry._replace(debit=-entry.credit, credit=Decimal()) if entry.account == chart.RECEIVABLES else entry
        for entry in less(party_id, amount)
    ]


def take_back(source: BusinessObject, purpose: str, party_id: UUID, *, actor: Actor, because: str) -> None:
    """Reverses the voucher of a deed, then moves between debts and advances what no longer stands where it should."""
    voucher = Voucher.objects.get(source_id=source.pk, purpose=purpose)
    reversal = reverse(voucher, actor=actor, because=because)
    owed, ahead = standing(party_id)
    moved = max(owed - ahead, Decimal()) - owed
    entries = [debit(chart.RECEIVABLES, moved, party_id), credit(chart.ADVANCES, moved, party_id)]
    if moved < 0:
        entries = [debit(chart.ADVANCES, -moved, party_id), credit(chart.RECEIVABLES, -moved, party_id)]
    if moved:
        words = _("Debts and advances settled")
        post(source, f"settle_{purpose}", entries, actor=actor, on=reversal.booked_on, words=words)
