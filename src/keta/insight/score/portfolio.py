"""The portfolio matrix: customer history against potential lifetime value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from keta.insight.base import (
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

SOURCE = "customer portfolio analysis: history against potential lifetime value, four cells"


@dataclass(frozen=True)
class Portfolio(Result):
    """`table`: customer, history, potential, cell (invest, cultivate, restructure, drop); `borders` of the two axes."""

    borders: tuple[float, float]

    def story(self) -> Sequence[Text]:
        counts = Counter(self.table["cell"].to_pylist())
        return [words.CLASS(name=name, customers=counts[cell]) for cell, name in words.CELLS.items()]

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        groups = []
        for cell, name in words.CELLS.items():
            inside = [row for row in rows if row["cell"] == cell]
            groups.append((name, [row["history"] for row in inside], [row["potential"] for row in inside]))
        return figures.points(words.PORTFOLIO, groups, (words.HISTORY, words.POTENTIAL), self.borders)


def portfolio(
    source: Source,
    history: str = "history",
    potential: str = "potential",
    borders: tuple[float, float] | None = None,
    customer: str = "customer",
) -> Portfolio:
    """Cells of all customers; `borders` of history and potential are as delivered their medians.

    Much history and potential: invest; potential alone: cultivate; history alone: restructure; neither: drop.
    """
    columns = (key(customer), number(history, "history"), number(potential, "potential"))
    reading = unique(read(source, columns), columns[0])
    table: pa.Table = fetch(reading.table.order_by(by_number(reading.table.customer)))
    past, coming = table["history"].to_numpy(), table["potential"].to_numpy()
    limits = borders or (float(np.median(past)), float(np.median(coming)))
    cells = [_cell(old >= limits[0], new >= limits[1]) for old, new in zip(past, coming, strict=True)]
    units = {
        "customer": words.NUMBER,
        "history": words.HISTORY,
        "potential": words.POTENTIAL,
        "cell": words.NAME,
    }
    return Portfolio(table.append_column("cell", pa.array(cells)), units, (SOURCE,), limits)


def _cell(history: bool, potential: bool) -> str:
    if potential:
        return "invest" if history else "cultivate"
    return "restructure" if history else "drop"
