"""Where the layers of a pyramid are cut: exact fractions of the active customers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import ibis

from keta.insight.base import BadInput, Text, listed
from keta.insight.pyramid import words

INACTIVE, PROSPECTS, SUSPECTS = "inactive", "prospects", "suspects"
BELOW = {INACTIVE: words.INACTIVE, PROSPECTS: words.PROSPECTS, SUSPECTS: words.SUSPECTS}
FOUR = (("top", words.TOP), ("big", words.BIG), ("medium", words.MEDIUM), ("small", words.SMALL))


@dataclass(frozen=True)
class Cut:
    """The layer `key` reaches down to the part `upto` of the active customers, counted from the first."""

    key: str
    name: Text
    upto: Fraction


@dataclass(frozen=True)
class Cuts:
    """The layers of the active customers, from the top; the last reaches all of them."""

    layers: tuple[Cut, ...]

    @classmethod
    def at(cls, *percentages: str | int | Fraction) -> Cuts:
        """Layers that end at these cumulated percentages, and one for the rest: `Cuts.at(1, 5, 20)` is Curry's."""
        parts = [_part(percentage) for percentage in percentages]
        if not parts or any(
            low >= high for low, high in zip([Fraction(0), *parts], [*parts, Fraction(1)], strict=True)
        ):
            raise BadInput(words.BAD_CUTS(cuts=listed(percentages)))
        return cls(
            tuple(
                Cut(key, name, part)
                for (key, name), part in zip(_names(len(parts) + 1), [*parts, Fraction(1)], strict=True)
            )
        )

    @property
    def names(self) -> dict[str, Text]:
        """All layers with their names, from the top: the active ones and the three below them."""
        return {**{layer.key: layer.name for layer in self.layers}, **BELOW}

    def layer_of(self, rank: Any, active: Any) -> Any:
        """Ibis: the layer of rank `rank` (1 is first) among `active` customers, with whole numbers only.

        For whole r: r ≤ ceil(n·p/q) exactly where (r - 1)·q < n·p, so that nothing is divided.
        """
        branches = [
            ((rank - 1) * layer.upto.denominator < active * layer.upto.numerator, layer.key) for layer in self.layers
        ]
        return ibis.cases(*branches)

    def sizes(self, active: int) -> list[int]:
        """Customers in each layer when `active` are ranked."""
        ends = [-(-active * layer.upto.numerator // layer.upto.denominator) for layer in self.layers]
        return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _part(percentage: str | int | Fraction) -> Fraction:
    if isinstance(percentage, float):
        raise BadInput(words.FLOAT_CUT(cut=percentage))
    try:
        return Fraction(percentage) / 100
    except (ValueError, ZeroDivisionError) as reason:
        raise BadInput(words.BAD_CUTS(cuts=percentage)) from reason


def _names(count: int) -> tuple[tuple[str, Text], ...]:
    if count == len(FOUR):
        return FOUR
    return tuple((f"layer {number}", words.LAYER(number=number)) for number in range(1, count + 1))


CURRY = Cuts.at(1, 5, 20)
