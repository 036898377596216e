"""Moving average (移动加权平均): what goods cost that come and go; plain arithmetic on decimals, no database.

Values are in the smallest unit of the currency, rounded half-up; quantities have six places.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from keta.modules.catalog.models.priced import to_cents

NOTHING = Decimal()
PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Holding:
    """What lies in one warehouse of one product; `cost` is the last known average of one piece."""

    quantity: Decimal = NOTHING
    value: Decimal = NOTHING
    cost: Decimal = NOTHING

    def worth(self, quantity: Decimal) -> Decimal:
        """The value of a quantity that leaves. The last piece takes what rounding has left; what is not there (where a
        warehouse may go below zero) leaves at the last known average."""
        if NOTHING < quantity < self.quantity:
            return to_cents(self.value * quantity / self.quantity)
        there = max(self.quantity, NOTHING)
        held = self.value if there else NOTHING
        return held + to_cents((quantity - there) * self.cost)

    def moved(self, quantity: Decimal, value: Decimal) -> Self:
        """The holding after a move; its average is known as long as something lies there."""
        after, worth = self.quantity + quantity, self.value + value
        if after > 0 and worth >= 0:
            cost = unit_cost(after, worth)
        elif quantity > 0 and value >= 0:
            cost = unit_cost(quantity, value)
        else:
            cost = self.cost
        return type(self)(after, worth, cost)

    def difference(self, before: "Holding", quantity: Decimal, value: Decimal) -> Decimal:
        """By how much the value must be set right after a move, so that it is quantity × average again.

        What had left before it was there left at a guess: it turns out when the goods come. And a value that outlasts
        its last piece (after a receipt at another price was taken back) belongs to nothing any more.
        """
        if self.quantity == 0:
            return -self.value
        if before.quantity < 0 < quantity:
            right = (
                self.quantity * value / quantity
                if self.quantity > 0
                else before.value * self.quantity / before.quantity
            )
            return to_cents(right) - self.value
        if (self.value < 0) != (self.quantity < 0) and self.value != 0:
            return to_cents(self.quantity * before.cost) - self.value
        return NOTHING


def unit_cost(quantity: Decimal, value: Decimal) -> Decimal:
    """What one piece costs, to six places."""
    return (value / quantity).quantize(PLACES, ROUND_HALF_UP) if quantity else NOTHING
