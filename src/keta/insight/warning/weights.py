"""How the combined warning weighs own rhythm, P(alive) and habit: a logistic regression of what customers did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from keta.insight.lifetime.special import Floats

NEARLY = 1e-3
BOUNDS = ((None, None), (0.0, None), (0.0, None), (None, None))


@dataclass(frozen=True)
class Weights:
    """`values`: constant, rhythm, chance of having left, purchase days; `threshold` as chosen where it was learned.

    The weights of rhythm and chance are never below zero: silence cannot lower the risk.
    """

    values: Floats
    centre: Floats
    scale: Floats
    threshold: float = 0.5

    def risk(self, marks: Floats) -> Floats:
        """Chance of leaving of each row of `marks` (rhythm, chance of having left, purchase days)."""
        return np.asarray(expit(_with_constant((_logs(marks) - self.centre) / self.scale) @ self.values))


def weigh(marks: Floats, left: NDArray[np.bool_]) -> Weights:
    """The greatest likelihood with a ridge of one customer's weight (as C = 1 of other programs)."""
    logs = _logs(marks)
    centre, scale = logs.mean(axis=0), np.maximum(logs.std(axis=0), NEARLY)
    rows, sign = _with_constant((logs - centre) / scale), np.where(left, 1.0, -1.0)

    def loss(values: Floats) -> tuple[float, Floats]:
        margin = sign * (rows @ values)
        ridge = np.array([0.0, *values[1:]])
        value: Any = np.logaddexp(0.0, -margin).sum() + 0.5 * ridge @ ridge
        return float(value), ridge - rows.T @ (sign * expit(-margin))

    found = minimize(loss, np.zeros(4), jac=True, method="L-BFGS-B", bounds=BOUNDS)
    return Weights(np.asarray(found.x, dtype=np.float64), centre, scale)


def _logs(marks: Floats) -> Floats:
    rhythm, left, days = marks.T
    odds = np.log((left + NEARLY) / (1 - left + NEARLY))
    return np.column_stack((np.log1p(rhythm), odds, np.log1p(days)))


def _with_constant(columns: Floats) -> Floats:
    return np.column_stack((np.ones(len(columns)), columns))
