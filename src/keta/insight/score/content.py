"""Value against satisfaction: which valuable customers are not satisfied, and how much hangs on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
    number,
    read,
    unique,
)
from keta.insight.score import words

SOURCES = (
    "valuable: the first customers by value up to ceil(n·percent/100), ties by the lower customer number",
    "Jones, Sasser (1995), Harvard Business Review 73(6): satisfaction and leaving",
)
HIGHEST = 100.0
SHOWN = 5


@dataclass(frozen=True)
class Border:
    """Valuable are the first `percent` % by value above zero; satisfied is who reaches `satisfied` of 100."""

    percent: int = 20
    satisfied: float = 70.0
    unit: Unit = CNY

    def __post_init__(self) -> None:
        if not (0 < self.percent < HIGHEST and 0 < self.satisfied <= HIGHEST):
            raise BadInput(words.BAD_BORDER(percent=self.percent, satisfied=self.satisfied))


@dataclass(frozen=True)
class ValueAndSatisfaction(Result):
    """`table`: customer, value, satisfaction, cell (rescue, keep, watch, thank), most valuable first."""

    border: Border

    def to_rescue(self) -> pa.Table:
        """The valuable who are not satisfied, the most valuable first."""
        rows: pa.Table = self.table.filter(pc.equal(self.table["cell"], "rescue"))
        return rows

    @property
    def at_stake(self) -> int:
        """Value of those to rescue, in smallest units."""
        return sum(self.to_rescue()["value"].to_pylist())

    def story(self) -> Sequence[Text]:
        counts, total = Counter(self.table["cell"].to_pylist()), sum(self.table["value"].to_pylist())
        told = [words.CLASS(name=name, customers=counts[cell]) for cell, name in words.CONTENT.items()]
        first = self.to_rescue()["customer"].to_pylist()[:SHOWN]
        if not first:
            return [words.NONE_TO_RESCUE, *told]
        says = words.TO_RESCUE(customers=counts["rescue"], value=self.border.unit.told(self.at_stake))
        return [says(part=self.at_stake / total, first=", ".join(str(name) for name in first)), *told]

    def figure(self) -> Figure:
        rows, whole = self.table.to_pylist(), self.border.unit.whole
        groups = []
        for cell, name in words.CONTENT.items():
            inside = [row for row in rows if row["cell"] == cell]
            groups.append((name, [row["satisfaction"] for row in inside], [whole(row["value"]) for row in inside]))
        valuable = [row["value"] for row in rows if row["cell"] in ("rescue", "keep")]
        borders = (self.border.satisfied, whole(min(valuable)))
        return figures.points(words.CONTENT_TITLE, groups, (words.SATISFACTION, words.WORTH), borders)


def value_and_satisfaction(
    source: Source,
    value: str = "revenue",
    satisfaction: str = "satisfaction",
    border: Border | None = None,
    customer: str = "customer",
) -> ValueAndSatisfaction:
    """From one row a customer with its value (revenue, margin, lifetime value) and its satisfaction from 0 to 100."""
    border = border or Border()
    columns = (key(customer), amount(value, "value", border.unit), number(satisfaction, "satisfaction"))
    table = unique(read(source, columns), columns[0]).table
    rows = fetch(table.order_by([table.value.desc(), *by_number(table.customer)])).to_pylist()
    if outside := sum(not 0 <= row["satisfaction"] <= HIGHEST for row in rows):
        raise BadInput(words.OFF_HUNDRED(count=outside), satisfaction)
    positive = sum(row["value"] > 0 for row in rows)
    if not positive:
        raise BadInput(words.NO_VALUE, value)
    first = -(-positive * border.percent // 100)
    told = [{**row, "cell": _cell(place < first, row, border)} for place, row in enumerate(rows)]
    units: dict[str, Unit | Text] = {"customer": words.NUMBER, "value": border.unit, "satisfaction": words.POINTS}
    return ValueAndSatisfaction(pa.Table.from_pylist(told), {**units, "cell": words.NAME}, SOURCES, border)


def _cell(is_valuable: bool, row: dict[str, Any], border: Border) -> str:
    if row["satisfaction"] >= border.satisfied:
        return "keep" if is_valuable else "thank"
    return "rescue" if is_valuable else "watch"
