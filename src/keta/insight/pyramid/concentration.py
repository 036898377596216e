"""How far the amount is concentrated on few customers: Lorenz curve, Gini coefficient, share of the first n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import pyarrow as pa

from keta.insight.base import BadInput, Figure, Result, Text, Unit, figures, same
from keta.insight.pyramid import words
from keta.insight.pyramid.tower import Pyramid

SOURCES = (
    "Lorenz, M. O. (1905): Methods of measuring the concentration of wealth",
    "Gini, C. (1912): G = Σ(2i - n - 1)·x_i / (n·Σx), x ascending",
)
CURVE_POINTS = 100
SHOWN_PERCENTAGES = (1, 5, 10, 20, 50)


@dataclass(frozen=True)
class Concentration(Result):
    """`table`: percent of the customers from the first, how many they are, their amount and share."""

    amounts: tuple[int, ...]
    gini: float

    def top_share(self, count: int) -> float:
        """Share of the amount that the first `count` customers bring."""
        if not 0 < count <= len(self.amounts):
            raise BadInput(words.TOP_COUNT(count=count, active=len(self.amounts)))
        return sum(self.amounts[:count]) / sum(self.amounts)

    def lorenz(self) -> list[tuple[float, float]]:
        """(share of customers, share of the amount), smallest customer first, at most 101 points."""
        total, count = sum(self.amounts), len(self.amounts)
        reached = [0, *accumulate(reversed(self.amounts))]
        steps = sorted({round(step * count / CURVE_POINTS) for step in range(CURVE_POINTS + 1)})
        return [(step / count, reached[step] / total) for step in steps]

    def story(self) -> Sequence[Text]:
        rows = self.table.to_pylist()
        shares = [
            words.TOP_SHARE(count=row["customers"], part=same(f"{row['percent']} %"), share=row["share"])
            for row in rows
        ]
        return [*shares, words.GINI(gini=self.gini)]

    def figure(self) -> Figure:
        curve = self.lorenz()
        x = [point for point, _ in curve]
        series = [(words.REAL, [share for _, share in curve]), (words.EQUAL, x)]
        curves = figures.lines(words.LORENZ_TITLE, x, series, words.LORENZ_X, words.LORENZ_Y)
        return figures.in_percent(figures.with_references(curves, 1), "x", "y")


def concentration(pyramid: Pyramid) -> Concentration:
    """The concentration of the active customers of a pyramid."""
    amounts = pyramid.table["amount"].slice(0, pyramid.active_count).to_pylist()
    reached = [0, *accumulate(amounts)]
    count, total = len(amounts), reached[-1]
    ends = [-(-count * percent // 100) for percent in SHOWN_PERCENTAGES]
    table = pa.table(
        {
            "percent": SHOWN_PERCENTAGES,
            "customers": ends,
            "amount": [reached[end] for end in ends],
            "share": [reached[end] / total for end in ends],
        }
    )
    units: dict[str, Unit | Text] = {
        "percent": words.PERCENT,
        "customers": words.COUNT,
        "amount": pyramid.unit,
        "share": words.SHARE,
    }
    return Concentration(table, units, SOURCES, tuple(amounts), gini(amounts))


def gini(descending: Sequence[int]) -> float:
    """The Gini coefficient of whole amounts above zero, in exact arithmetic until the last division."""
    count, total = len(descending), sum(descending)
    weighted = sum((count - 1 - 2 * place) * amount for place, amount in enumerate(descending))
    return float(Fraction(weighted, count * total))
