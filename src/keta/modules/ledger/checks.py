"""What `./keta check` proves about the ledger by itself."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from keta.modules.ledger import guards
from keta.modules.ledger.models import Account, Posting, Voucher
from keta.modules.ledger.queries import balance

MOST_TOLD = 20


def checks() -> Iterator[tuple[str, list[str]]]:
    """(what is proved, what is wrong about it)."""
    yield _("The database guards vouchers"), [] if guards.is_made() else [_("The triggers of the ledger are missing.")]
    yield _("Every voucher is posted and balances"), _unbalanced()
    yield _("Postings on accounts kept by party name one"), _nameless()


def _unbalanced() -> list[str]:
    drafts = Voucher.objects.exclude(state="posted").values_list("number", flat=True)
    sums = Posting.objects.values_list("voucher__number").annotate(difference=balance())
    unequal = sums.exclude(difference=0).order_by("voucher__number")[:MOST_TOLD]
    found = [_("%(voucher)s is not posted") % {"voucher": number} for number in drafts[:MOST_TOLD]]
    return found + [f"{number}: {difference}" for number, difference in unequal]


def _nameless() -> list[str]:
    rows = Posting.objects.filter(party=None, account__in=Account.objects.filter(is_by_party=True))
    return [str(number) for number in rows.values_list("voucher__number", flat=True)[:MOST_TOLD]]
