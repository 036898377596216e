"""Fuzzy c-means: every row belongs to every segment to some degree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.cluster import kmeans_plusplus

from keta.insight.base import BadInput
from keta.insight.segments import words
from keta.insight.segments.features import Floats

MOST_STEPS = 1000
TOLERANCE = 1e-10


@dataclass(frozen=True)
class Fuzzy:
    """Centres, membership of each row (rows add to 1), objective and partition coefficient (1/c to 1, 1 is crisp).

    Source: Bezdek, J. C. (1981), Pattern Recognition with Fuzzy Objective Function Algorithms.
    """

    centres: Floats
    membership: Floats
    objective: float

    @property
    def partition_coefficient(self) -> float:
        return float((self.membership**2).sum() / len(self.membership))


def fuzzy_c_means(values: Floats, count: int, fuzziness: float = 2.0, starts: int = 10, seed: int = 0) -> Fuzzy:
    """The lowest objective of several k-means++ starts."""
    if not 1 < fuzziness < float("inf"):
        raise BadInput(words.BAD_FUZZINESS(value=fuzziness))
    found = [
        _descended(values, kmeans_plusplus(values, count, random_state=seed + start)[0], fuzziness)
        for start in range(starts)
    ]
    return min(found, key=lambda one: one.objective)


def _descended(values: Floats, centres: Floats, fuzziness: float) -> Fuzzy:
    last = np.inf
    for _ in range(MOST_STEPS):
        membership, objective = memberships(values, centres, fuzziness)
        if last - objective <= TOLERANCE * objective:
            break
        last = objective
        weights = membership**fuzziness
        centres = weights.T @ values / weights.sum(axis=0)[:, None]
    return Fuzzy(centres, membership, objective)


def memberships(values: Floats, centres: Floats, fuzziness: float) -> tuple[Floats, float]:
    """Membership of each row for fixed centres, and the objective; a row on a centre belongs to it alone."""
    squares = ((values[:, None, :] - centres[None]) ** 2).sum(axis=2)
    # Distances relative to the nearest centre: no overflow, and a row on its centre needs no case of its own.
    nearest = np.maximum(squares.min(axis=1, keepdims=True), np.finfo(float).tiny)
    weights = (nearest / np.maximum(squares, nearest)) ** (1 / (fuzziness - 1))
    membership = weights / weights.sum(axis=1, keepdims=True)
    return membership, float((membership**fuzziness * squares).sum())


def xie_beni(fuzzy: Fuzzy, fuzziness: float) -> float:
    """Compactness by separation, lower is better (Xie and Beni 1991)."""
    gaps = ((fuzzy.centres[:, None] - fuzzy.centres[None]) ** 2).sum(axis=2)
    closest = float(gaps[~np.eye(len(gaps), dtype=bool)].min())
    return fuzzy.objective / (len(fuzzy.membership) * closest) if closest else float("inf")
