"""Return on marketing and sales, winning against keeping, break-even, share of wallet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import accumulate

import pyarrow as pa
import pyarrow.compute as pc

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Result,
    Source,
    Text,
    Unit,
    amount,
    by_number,
    fetch,
    figures,
    key,
    read,
    rounded,
    unique,
)
from keta.insight.value import words as say

TENTHS = 10


@dataclass(frozen=True)
class Spending:
    """What was spent on winning and on keeping customers, how many of each, and the gross margin it brought."""

    acquisition: int
    acquired: int
    retention: int
    retained: int
    margin: int


@dataclass(frozen=True)
class Returns(Result):
    """`table`: kind (winning, keeping), spent, customers, cost a customer. Ratios are None where they have no base."""

    spending: Spending
    unit: Unit

    @property
    def on_spending(self) -> float | None:
        spent = self.spending.acquisition + self.spending.retention
        return (self.spending.margin - spent) / spent if spent else None

    @property
    def ratio(self) -> float | None:
        """Cost of winning a customer by the cost of keeping one."""
        win, keep = self.spending.acquisition, self.spending.retention
        if not (self.spending.acquired and keep):
            return None
        return win * self.spending.retained / (self.spending.acquired * keep) if self.spending.retained else None

    def story(self) -> Sequence[Text]:
        told, spending = self.unit.told, self.spending
        spent = told(spending.acquisition + spending.retention)
        part = self.on_spending
        gain = say.NO_RETURN if part is None else say.RETURN(spent=spent, part=part, margin=told(spending.margin))
        rows = self.table.to_pylist()
        costs = [
            words(cost=told(row["per_customer"]), count=row["customers"])
            for words, row in zip((say.WIN, say.KEEP), rows, strict=True)
            if row["per_customer"] is not None
        ]
        return [gain, *costs, say.NO_RATIO if self.ratio is None else say.RATIO(ratio=self.ratio)]

    def figure(self) -> Figure:
        values = [self.unit.whole(value or 0) for value in self.table["per_customer"].to_pylist()]
        names = (say.ACQUISITION, say.RETENTION)
        return figures.bars(say.PER_CUSTOMER, names, [(say.PER_CUSTOMER, values)], self.unit.code)


def returns(spending: Spending, unit: Unit = CNY) -> Returns:
    """Amounts in smallest units; costs a customer are rounded half-up to the smallest unit."""
    for field in fields(spending):
        value = getattr(spending, field.name)
        if value < 0 and field.name != "margin":
            raise BadInput(say.BAD_SPENDING(name=field.name, value=value))
    pairs = [(spending.acquisition, spending.acquired), (spending.retention, spending.retained)]
    table = pa.table(
        {
            "kind": ["winning", "keeping"],
            "spent": [spent for spent, _ in pairs],
            "customers": [count for _, count in pairs],
            "per_customer": [rounded(spent, count) if count else None for spent, count in pairs],
        }
    )
    units: dict[str, Unit | Text] = {"kind": say.NAME, "spent": unit, "customers": say.COUNT, "per_customer": unit}
    return Returns(table, units, ("return = (gross margin - spending) / spending",), spending, unit)


@dataclass(frozen=True)
class BreakEven(Result):
    """`period` (1 is the first) in which the cumulated profit first reaches the cost and stays there, or None."""

    period: int | None
    cost: int
    unit: Unit

    def story(self) -> Sequence[Text]:
        told = self.unit.told
        if self.period is not None:
            return [say.PAID(cost=told(self.cost), period=self.period)]
        missing = -self.table["cumulated"].to_pylist()[-1]
        return [say.NOT_PAID(periods=self.table.num_rows, missing=told(missing), cost=told(self.cost))]

    def figure(self) -> Figure:
        values = [self.unit.whole(value) for value in self.table["cumulated"].to_pylist()]
        periods = self.table["period"].to_pylist()
        return figures.lines(say.CUMULATED, periods, [(say.CUMULATED, values)], say.PERIOD, self.unit.code)


def break_even(cost: int, profits: Sequence[int], unit: Unit = CNY) -> BreakEven:
    """When the profits of a customer, period by period, have paid back the `cost` of winning it."""
    if not profits:
        raise BadInput(say.NO_PERIODS)
    if cost < 0:
        raise BadInput(say.BAD_SPENDING(name="cost", value=cost))
    reached = list(accumulate(profits, initial=-cost))[1:]
    short = [place for place, value in enumerate(reached, start=1) if value < 0]
    period = (short[-1] if short else 0) + 1
    table = pa.table({"period": range(1, len(profits) + 1), "profit": list(profits), "cumulated": reached})
    units: dict[str, Unit | Text] = {"period": say.PERIOD, "profit": unit, "cumulated": unit}
    source = "Reichheld, Sasser (1990), Harvard Business Review 68(5)"
    return BreakEven(table, units, (source,), period if period <= len(profits) else None, cost, unit)


@dataclass(frozen=True)
class Wallet(Result):
    """`table`: customer, ours, total, share (None where the customer spends nothing), open (spent elsewhere)."""

    unit: Unit

    def story(self) -> Sequence[Text]:
        ours, total = (int(pc.sum(self.table[name]).as_py()) for name in ("ours", "total"))
        says = say.WALLET(customers=self.table.num_rows, part=ours / total, total=self.unit.told(total))
        return [says(open=self.unit.told(total - ours))]

    def figure(self) -> Figure:
        shares = [share for share in self.table["share"].to_pylist() if share is not None]
        places = [min(int(share * TENTHS), TENTHS - 1) for share in shares]
        names = [f"{tenth * 10}-{tenth * 10 + 10} %" for tenth in range(TENTHS)]
        counts = [places.count(tenth) for tenth in range(TENTHS)]
        return figures.bars(say.WALLET_TITLE, names, [(say.CUSTOMERS, counts)], say.CUSTOMERS)


def share_of_wallet(
    source: Source, customer: str = "customer", ours: str = "ours", total: str = "total", unit: Unit = CNY
) -> Wallet:
    """What customers spend with us by what they spend on the same kind of goods in all."""
    reading = read(source, (key(customer), amount(ours, "ours", unit), amount(total, "total", unit)))
    rows = unique(reading, key(customer)).table
    for column in ("ours", "total"):
        if below := int(rows.filter(rows[column] < 0).count().to_pyarrow().as_py()):
            raise BadInput(say.NEGATIVE(count=below), ours if column == "ours" else total)
    if above := int(rows.filter(rows.ours > rows.total).count().to_pyarrow().as_py()):
        raise BadInput(say.SMALLER(count=above), total)
    spent = rows.mutate(share=rows.ours.cast("float64") / rows.total.nullif(0), open=rows.total - rows.ours)
    table = fetch(spent.order_by(by_number(spent.customer)))
    if not pc.any(pc.greater(table["total"], 0)).as_py():
        raise BadInput(say.NO_SPENDING, total)
    units: dict[str, Unit | Text] = {
        "customer": say.NUMBER,
        "ours": unit,
        "total": unit,
        "share": say.SHARE,
        "open": unit,
    }
    return Wallet(table, units, ("Curry (2000): share of the customer's purchases",), unit)
