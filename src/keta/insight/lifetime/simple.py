"""Lifetime value by hand: yearly spending times years, and the present value of a plan of margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

import pyarrow as pa

from keta.insight.base import CNY, BadInput, Figure, Result, Text, Unit
from keta.insight.base.figures import lines
from keta.insight.lifetime import words

SOURCE_SIMPLE = "yearly spending times expected years"
SOURCE_PRESENT = "Berger, Nasr (1998), Journal of Interactive Marketing 12(1)"


@dataclass(frozen=True)
class Relationship:
    """What one customer is expected to bring. Amounts are smallest units of `money`; year 1 comes first.

    Each year's sum is received at its end by those still there: `retention` to the power of the years before.
    `referral` and `information` are worth a year: customers recommended, ideas and data given.
    """

    margins: Sequence[int]
    yearly_discount: Decimal = Decimal("0.10")
    retention: Decimal = Decimal(1)
    acquisition_cost: int = 0
    referral: int = 0
    information: int = 0
    money: Unit = field(default=CNY)


@dataclass(frozen=True)
class CustomerValue(Result):
    """`value` in smallest units; `table`: year, margin,
    beyond (referral and information), present_value, cumulated.
    """

    value: int
    told: tuple[Text, ...]

    def story(self) -> Sequence[Text]:
        return self.told

    def figure(self) -> Figure:
        rows, money = self.table.to_pydict(), self.units["cumulated"]
        scale = money.scale if isinstance(money, Unit) else 1
        code = money.code if isinstance(money, Unit) else ""
        curve = [(words.CUMULATED, [amount / scale for amount in rows["cumulated"]])]
        return lines(words.SIMPLE_FIGURE, rows["year"], curve, words.YEAR, code)


def simple_value(yearly: int, years: float, money: Unit = CNY) -> CustomerValue:
    """The simple method: a year's spending (smallest units) times the years expected,
    neither discounted nor at risk.
    """
    if not 0.0 < years < float("inf"):
        raise BadInput(words.BAD_YEARS(value=years))
    total = _whole(Decimal(yearly) * Decimal(str(years)))
    full = int(years)
    sums = [yearly] * full + ([total - yearly * full] if years > full else [])
    told = words.SIMPLE(yearly=money.told(yearly), years=years, total=money.told(total))
    return CustomerValue(
        _table(sums, [0] * len(sums), sums),
        _units(money),
        (SOURCE_SIMPLE,),
        total,
        (told, words.SIMPLE_WARNING),
    )


def present_value(relationship: Relationship) -> CustomerValue:
    """Present value of the margins, of referrals and of information,
    less the cost of winning the customer.
    """
    plan = relationship
    if not Decimal(0) <= plan.retention <= Decimal(1):
        raise BadInput(words.BAD_SHARE(value=plan.retention))
    if not (plan.yearly_discount.is_finite() and plan.yearly_discount > -1):
        raise BadInput(words.BAD_RATE(rate=plan.yearly_discount))
    if not plan.margins:
        raise BadInput(words.BAD_YEARS(value=0))
    factors = [
        plan.retention ** (year - 1) / (1 + plan.yearly_discount) ** year for year in range(1, len(plan.margins) + 1)
    ]
    beyond = plan.referral + plan.information
    worth = [_whole((margin + beyond) * factor) for margin, factor in zip(plan.margins, factors, strict=True)]
    table = _table([0, *plan.margins], [0] + [beyond] * len(worth), [-plan.acquisition_cost, *worth], first=0)
    return CustomerValue(
        table,
        _units(plan.money),
        (SOURCE_PRESENT,),
        sum(worth) - plan.acquisition_cost,
        _told(plan, table, factors),
    )


def _told(plan: Relationship, table: pa.Table, factors: list[Decimal]) -> tuple[Text, ...]:
    money, cumulated = plan.money, table["cumulated"].to_pylist()
    told = [
        words.PRESENT(
            value=money.told(cumulated[-1]),
            margins=money.told(sum(plan.margins)),
            rate=plan.yearly_discount,
            retention=plan.retention,
            cost=money.told(plan.acquisition_cost),
        )
    ]
    if plan.referral or plan.information:
        shares = {
            name: _whole(part * sum(factors, Decimal(0)))
            for name, part in (("referral", plan.referral), ("information", plan.information))
        }
        told.append(words.BEYOND(**{name: money.told(amount) for name, amount in shares.items()}))
    even = next((year for year, amount in enumerate(cumulated) if amount >= 0), None)
    told.append(words.NEVER_EVEN if even is None else words.BREAK_EVEN(year=even))
    return tuple(told)


def _table(margins: Sequence[int], beyond: Sequence[int], worth: Sequence[int], first: int = 1) -> pa.Table:
    years = list(range(first, first + len(worth)))
    columns = {"year": years, "margin": list(margins), "beyond": list(beyond), "present_value": list(worth)}
    return pa.table({**columns, "cumulated": list(accumulate(worth))})


def _units(money: Unit) -> dict[str, Unit | Text]:
    return {"margin": money, "beyond": money, "present_value": money, "cumulated": money}


def _whole(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))
