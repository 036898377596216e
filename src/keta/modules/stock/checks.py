"""What `keta check` proves about stock: balances are the sums of their moves, and the ledger says the same."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Sum

from keta.kernel.checking import Check
from keta.modules.ledger.chart import GOODS
from keta.modules.ledger.models import Posting
from keta.modules.ledger.queries import balance as balance_of
from keta.modules.stock import guards
from keta.modules.stock.models import Balance, Level, Move

NOTHING = Decimal()


def unguarded() -> Iterator[str]:
    """The triggers without which moves could be changed."""
    if not guards.is_made():
        yield "the triggers that guard stock moves are missing; migrate stock anew"


def unlike_moves() -> Iterator[str]:
    sums = Move.objects.values_list("product", "warehouse").annotate(quantity=Sum("quantity"), worth=Sum("value"))
    moved = {(product, warehouse): (quantity, worth) for product, warehouse, quantity, worth in sums.order_by()}
    for row in Balance.objects.order_by("title").iterator(chunk_size=2000):
        quantity, worth = moved.pop((row.product_id, row.warehouse_id), (NOTHING, NOTHING))
        if (row.on_hand, row.value) != (quantity, worth):
            yield f"{row.title}: {row.on_hand} worth {row.value}, the moves say {quantity} worth {worth}"
    if moved:
        yield f"{len(moved):,} products were moved in warehouses that have no balance of them"


def below_zero() -> Iterator[str]:
    rows = Balance.objects.filter(on_hand__lt=0, warehouse__may_go_below_zero=False)
    yield from (f"{title} lies below zero" for title in rows.order_by("title").values_list("title", flat=True))


def unlike_balances() -> Iterator[str]:
    sums = dict(Balance.objects.values_list("product").annotate(total=Sum("on_hand")).order_by())
    for product, title, on_hand in Level.objects.order_by("title").values_list("product", "title", "on_hand"):
        if on_hand != sums.get(product, NOTHING):
            yield f"{title}: {on_hand} on hand, its warehouses say {sums.get(product, NOTHING)}"


def unlike_ledger() -> Iterator[str]:
    stock = Balance.objects.aggregate(total=Sum("value"))["total"] or NOTHING
    booked = Posting.objects.filter(account__code=GOODS).aggregate(total=balance_of())["total"] or NOTHING
    if stock != booked:
        yield f"stock is worth {stock}, account {GOODS} says {booked}"


CHECKS = (
    Check("stock: guarded by the database", unguarded),
    Check("stock: balances are the sums of their moves", unlike_moves),
    Check("stock: nothing below zero where it may not be", below_zero),
    Check("stock: levels are the sums of their balances", unlike_balances),
    Check("stock: its value is that of the ledger", unlike_ledger),
)
