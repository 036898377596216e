"""Questions over opportunities: how often we win."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum


@dataclass(frozen=True)
class WinRate:
    """Of the opportunities that were decided: how many, and how much of the amount, were won."""

    won_count: int
    lost_count: int
    won_amount: Decimal
    lost_amount: Decimal

    @property
    def by_count(self) -> Decimal | None:
        """A share between 0 and 1; None while nothing is decided."""
        return _share(Decimal(self.won_count), Decimal(self.lost_count))

    @property
    def by_amount(self) -> Decimal | None:
        return _share(self.won_amount, self.lost_amount)


def win_rate(opportunities: QuerySet[Any]) -> WinRate:
    """The win rate (签单率) of a set, such as `records_for(actor, kind)` within a period."""
    won, lost = Q(state="won"), Q(state="lost")
    found = opportunities.aggregate(
        won_count=Count("pk", filter=won),
        lost_count=Count("pk", filter=lost),
        won_amount=Sum("amount", filter=won),
        lost_amount=Sum("amount", filter=lost),
    )
    return WinRate(
        won_count=found["won_count"],
        lost_count=found["lost_count"],
        won_amount=found["won_amount"] or Decimal(),
        lost_amount=found["lost_amount"] or Decimal(),
    )


def _share(won: Decimal, lost: Decimal) -> Decimal | None:
    return won / (won + lost) if won + lost else None
