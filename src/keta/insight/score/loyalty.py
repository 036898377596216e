"""Why a customer stays: trust, lack of choice, kinship or inertia, with the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from keta.insight.base import (
    BadInput,
    Figure,
    Result,
    Source,
    Text,
    by_number,
    fetch,
    figures,
    key,
    number,
    read,
    unique,
)
from keta.insight.score import words

SOURCE = "kinds of loyalty by cause: monopoly, kinship, inertia, trust (Gremler, Brown 1996; Dick, Basu 1994)"


@dataclass(frozen=True)
class Evidence:
    """Columns: repeat purchases, suppliers the customer could choose, related to us (1 or 0), satisfaction 0-100.

    Loyal is who came back `least_repeats` times; trusting is who is satisfied from `satisfied` on.
    """

    repeats: str = "repeats"
    alternatives: str = "alternatives"
    related: str = "related"
    satisfaction: str = "satisfaction"
    least_repeats: int = 2
    satisfied: float = 70.0


@dataclass(frozen=True)
class Loyalty(Result):
    """`table`: customer, kind, the four columns of evidence."""

    def story(self) -> Sequence[Text]:
        counts = Counter(self.table["kind"].to_pylist())
        return [words.CLASS(name=name, customers=counts[kind]) for kind, name in words.KINDS.items()]

    def figure(self) -> Figure:
        counts = Counter(self.table["kind"].to_pylist())
        values = [counts[kind] for kind in words.KINDS]
        return figures.bars(words.KIND_TITLE, list(words.KINDS.values()), [(words.CUSTOMERS, values)], words.CUSTOMERS)


def loyalty(source: Source, evidence: Evidence | None = None, customer: str = "customer") -> Loyalty:
    """The kind of each customer's loyalty; satisfaction and loyalty stay two measures."""
    evidence = evidence or Evidence()
    roles = ("repeats", "alternatives", "related", "satisfaction")
    columns = [key(customer), *(number(getattr(evidence, role), role) for role in roles)]
    reading = unique(read(source, columns), columns[0])
    rows = fetch(reading.table.order_by(by_number(reading.table.customer))).to_pylist()
    for role in roles:
        if below := sum(row[role] < 0 for row in rows):
            raise BadInput(words.NEGATIVE(count=below), getattr(evidence, role))
    told = [{"customer": row["customer"], "kind": _kind(row, evidence), **row} for row in rows]
    return Loyalty(pa.Table.from_pylist(told), {"customer": words.NUMBER, "kind": words.NAME}, (SOURCE,))


def _kind(row: dict[str, Any], evidence: Evidence) -> str:
    if row["repeats"] < evidence.least_repeats:
        return "none"
    if row["alternatives"] == 0:
        return "monopoly"
    if row["related"]:
        return "kinship"
    return "trust" if row["satisfaction"] >= evidence.satisfied else "inertia"
