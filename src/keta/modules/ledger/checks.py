"""What `keta check` proves about the ledger by itself."""

from collections.abc import Iterator

from keta.kernel.checking import Check
from keta.modules.ledger import guards
from keta.modules.ledger.models import Account, Posting, Voucher
from keta.modules.ledger.queries import balance


def unguarded() -> Iterator[str]:
    """The triggers without which vouchers could be changed."""
    if not guards.is_made():
        yield "the triggers that guard vouchers are missing; migrate the ledger anew"


def unposted() -> Iterator[str]:
    """Vouchers live in one transaction from draft to posted; none may be left between."""
    for number in Voucher.objects.exclude(state="posted").order_by("number").values_list("number", flat=True):
        yield f"{number} is a draft"


def unbalanced() -> Iterator[str]:
    sums = Posting.objects.values_list("voucher__number").annotate(difference=balance()).exclude(difference=0)
    for number, difference in sums.order_by("voucher__number"):
        yield f"{number} is out of balance by {difference}"


def nameless() -> Iterator[str]:
    """Postings on accounts kept by party that name none."""
    rows = Posting.objects.filter(party=None, account__in=Account.objects.filter(is_by_party=True))
    for number in rows.order_by("voucher__number").values_list("voucher__number", flat=True).distinct():
        yield f"{number} posts to an account kept by party without naming one"


def gaps() -> Iterator[str]:
    """Numbers that a month jumps over; the law wants none."""
    expected, month = 0, ""
    for number in Voucher.objects.order_by("number").values_list("number", flat=True):
        before, __, last = (number or "").partition("-")
        month, expected = before, expected + 1 if before == month else 1
        if last != f"{expected:04}":
            yield f"{before}-{expected:04} is missing"
            expected = int(last)


CHECKS = (
    Check("ledger: guarded by the database", unguarded),
    Check("ledger: every voucher is posted", unposted),
    Check("ledger: every voucher balances", unbalanced),
    Check("ledger: accounts by party name one", nameless),
    Check("ledger: numbers without gaps", gaps),
)
