"""Amounts as whole numbers of the smallest unit: cents, fen, points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Unit:
    """What an amount counts, e.g. CNY with 2 decimals: 12345 is told as 123.45 CNY."""

    code: str = "CNY"
    decimals: int = 2

    @property
    def scale(self) -> int:
        """Smallest units in one whole unit."""
        return int(10**self.decimals)

    def told(self, smallest: int) -> str:
        return f"{self.number(smallest)} {self.code}"

    def number(self, smallest: int) -> str:
        """The amount without its code, thousands separated."""
        return f"{Decimal(int(smallest)).scaleb(-self.decimals):,.{self.decimals}f}"

    def whole(self, smallest: int) -> float:
        """For drawing only: the amount in whole units."""
        return int(smallest) / self.scale


CNY = Unit("CNY", 2)
USD = Unit("USD", 2)
POINTS = Unit("points", 0)


def rounded(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded half-up (away from zero) with whole numbers only."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))
