"""Cost and profit to the cent for each customer and layer, returns, break-even, share of wallet."""

from keta.insight.value.allocation import Allocation, Cost, allocate
from keta.insight.value.returns import (
    BreakEven,
    Returns,
    Spending,
    Wallet,
    break_even,
    returns,
    share_of_wallet,
)

__all__ = [
    "Allocation",
    "BreakEven",
    "Cost",
    "Returns",
    "Spending",
    "Wallet",
    "allocate",
    "break_even",
    "returns",
    "share_of_wallet",
]
