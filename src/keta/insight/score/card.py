"""Indicators with weights and scales as versioned data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from keta.insight.base import BadInput, listed
from keta.insight.score import words

TOP = 100
GROUPS = tuple(words.GROUPS)


@dataclass(frozen=True)
class Indicator:
    """A column of numbers and what it is worth: `scale` holds (from this value on, points); below it there are none."""

    column: str
    group: str
    weight: int
    scale: tuple[tuple[float, int], ...]

    def points(self, value: float) -> int:
        return max((points for least, points in self.scale if value >= least), default=0)

    def next_step(self, value: float) -> tuple[float, int] | None:
        """The next value on the scale and its points, None at the top."""
        return next(((least, points) for least, points in self.scale if value < least), None)


@dataclass(frozen=True)
class Scorecard:
    """A version of the indicator set with the reasons of its weights; scores of different versions do not compare."""

    version: int
    indicators: tuple[Indicator, ...]
    border: int = 50
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.indicators:
            raise BadInput(words.EMPTY)
        names = [indicator.column for indicator in self.indicators]
        for indicator in self.indicators:
            _check(indicator, names)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Scorecard:
        """A scorecard from JSON values, as `to_data` writes them."""
        try:
            rows = [
                Indicator(**{**row, "scale": tuple((float(least), int(points)) for least, points in row["scale"])})
                for row in data["indicators"]
            ]
            reasons = tuple(str(reason) for reason in data.get("reasons", ()))
            return cls(int(data["version"]), tuple(rows), int(data.get("border", 50)), reasons)
        except (KeyError, TypeError) as reason:
            raise BadInput(words.BAD_CARD(reason=str(reason))) from reason

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    def weight(self, group: str | None = None) -> int:
        """Weight of a group, or of all."""
        return sum(one.weight for one in self.indicators if group in (None, one.group))


def _check(indicator: Indicator, names: list[str]) -> None:
    if names.count(indicator.column) > 1:
        raise BadInput(words.TWICE(name=indicator.column))
    if indicator.group not in GROUPS:
        raise BadInput(words.BAD_GROUP(group=indicator.group, known=listed(GROUPS)))
    if not isinstance(indicator.weight, int) or indicator.weight < 1:
        raise BadInput(words.BAD_WEIGHT(name=indicator.column))
    rising = all(low[0] < high[0] and low[1] < high[1] for low, high in pairwise(indicator.scale))
    if not indicator.scale or not rising or not all(0 <= points <= TOP for _, points in indicator.scale):
        raise BadInput(words.BAD_SCALE(name=indicator.column))


def _delivered(column: str, group: str, weight: int, *steps: float) -> Indicator:
    """Steps worth 25, 50, 75 and 100 points."""
    return Indicator(column, group, weight, tuple(zip(steps, (25, 50, 75, 100), strict=True)))


DELIVERED = Scorecard(
    1,
    (
        _delivered("yearly_amount", "contribution", 20, 10_000, 50_000, 200_000, 1_000_000),
        _delivered("margin_percent", "contribution", 10, 5, 15, 25, 40),
        _delivered("purchase_share_percent", "contribution", 10, 10, 25, 50, 80),
        _delivered("years_together", "loyalty", 10, 1, 2, 5, 10),
        _delivered("purchases_a_year", "loyalty", 10, 2, 4, 8, 12),
        _delivered("referrals", "loyalty", 5, 1, 2, 3, 5),
        _delivered("paid_on_time_percent", "loyalty", 5, 60, 80, 90, 98),
        _delivered("growth_percent", "potential", 10, 0, 10, 20, 40),
        _delivered("regions_served", "potential", 5, 1, 2, 4, 8),
        _delivered("employees", "strength", 5, 20, 100, 500, 2_000),
        _delivered("ability_to_pay", "strength", 10, 2, 3, 4, 5),
    ),
    reasons=(
        "groups 40/30/15/15: rank-sum weights of contribution, loyalty, and potential and strength tied (Stillwell, "
        "Seaver, Edwards 1981, Organizational Behavior and Human Performance 28)",
        "contribution: half to the amount, the rest to margin and share of purchases (Reinartz, Kumar 2003, Journal of "
        "Marketing 67(1); Keiningham et al. 2005, Managing Service Quality 15(2))",
        "loyalty: length and repetition before referrals and credit (Reichheld, Sasser 1990, HBR 68(5))",
        "steps of the scales: a start for small and mid-size companies in CNY; set your own and raise the version",
    ),
)
