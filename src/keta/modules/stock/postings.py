"""What moves of stock say to the ledger: goods against the cost of sales, or against what the books began with."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.refusals import Text
from keta.modules.ledger import chart
from keta.modules.ledger.entries import Entry, credit, debit
from keta.modules.ledger.operations import post
from keta.modules.stock.models import Move

PROFIT_BROUGHT_FORWARD = "4104"
"""Profit distribution (利润分配): the other side of what lay there when the books began."""
OPENING = "opening"
WORDS: dict[str, Text] = {
    "sale": _("Cost of goods sold, %(document)s"),
    "sales_return": _("Goods returned, %(document)s"),
    "opening": _("Opening stock, %(document)s"),
    "reversal": _("Stock move taken back, %(document)s"),
}


def post_moves(document: Any, purpose: str, moves: Sequence[Move], *, actor: Actor, on: datetime.date) -> None:
    """Posts the values of moves, once for each document and purpose; goods without a value are not posted."""
    sums: dict[str, Decimal] = {}
    for move in moves:
        sums[_counterpart(move)] = sums.get(_counterpart(move), Decimal()) + move.value
    entries = [entry for account, value in sums.items() for entry in _entries(account, value)]
    if entries:
        words = WORDS[purpose] % {"document": document.title}
        post(document, purpose, entries, actor=actor, on=on, words=words)


def _counterpart(move: Move) -> str:
    cause = move.reversal_of.purpose if move.reversal_of_id else move.purpose
    return PROFIT_BROUGHT_FORWARD if cause == OPENING else chart.COST_OF_SALES


def _entries(account: str, value: Decimal) -> list[Entry]:
    """What comes in stands in the debit of goods, what leaves in their credit."""
    if value > 0:
        return [debit(chart.GOODS, value), credit(account, value)]
    return [debit(account, -value), credit(chart.GOODS, -value)] if value else []
