"""Whole numbers parted so that nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from keta.insight.base.errors import BadInput
from keta.insight.base.text import Text

NO_WEIGHT = Text(
    "All weights are zero: there is no key to divide {total} by.",
    "全部权重为零：没有可据以分摊 {total} 的依据。",
)
NEGATIVE_WEIGHT = Text("A weight is below zero ({weight}).", "有一个权重小于零（{weight}）。")


def share_out(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """`total` in proportion to `weights` by the largest remainder; the parts always add up to `total`.

    Equal remainders go to the earlier part, so that the answer never depends on chance (Hamilton's method).
    """
    if weights and min(weights) < 0:
        raise BadInput(NEGATIVE_WEIGHT(weight=min(weights)))
    whole = sum(weights)
    if whole == 0:
        if total == 0:
            return [0] * len(weights)
        raise BadInput(NO_WEIGHT(total=total))
    parts = [divmod(abs(total) * weight, whole) for weight in weights]
    shares = [int(part) for part, _ in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: -parts[place][1])
    for place in by_remainder[: abs(total) - sum(shares)]:
        shares[place] += 1
    return shares if total >= 0 else [-share for share in shares]
