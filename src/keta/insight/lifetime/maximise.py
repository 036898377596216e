"""Greatest likelihood of positive parameters: several starts,
a coarse fit first, Newton steps last; for the models.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from keta.insight.base import Progress, silent, span
from keta.insight.lifetime.special import Floats
from keta.insight.lifetime.words import SEARCHING

Objective = Callable[[Floats], tuple[float, Floats]]
"""Log-likelihood and its gradient, both in the logarithms of the parameters."""

_LOWEST, _HIGHEST = -14.0, 14.0
_COARSE_ROWS = 4_000
_COMPLEX_STEP = 1e-30


@dataclass(frozen=True)
class Optimum:
    """Where the likelihood is greatest. `at_edge` holds the places of
    parameters that ran to the search's edge.
    """

    parameters: Floats
    log_likelihood: float
    standard_errors: Floats
    at_edge: tuple[int, ...]


def complex_step(
    log_likelihood: Callable[[NDArray[Any]], NDArray[Any]], weights: Floats, logs: Floats
) -> tuple[float, Floats]:
    """Value and exact gradient of a weighted sum of terms that accept complex parameters (Squire,
    Trapp 1998).
    """
    gradient = np.empty_like(logs)
    value = 0.0
    for place in range(logs.size):
        shifted = logs.astype(np.complex128)
        shifted[place] += 1j * _COMPLEX_STEP
        total = weights @ log_likelihood(np.exp(shifted))
        value, gradient[place] = float(total.real), float(total.imag) / _COMPLEX_STEP
    return value, gradient


class Rows(Protocol):
    """What a likelihood is summed over: rows with the customers who share each, and a sample of them."""

    @property
    def customers(self) -> Floats: ...
    def thinned(self, size: int) -> Any: ...


SomeRows = TypeVar("SomeRows", bound=Rows)


def maximise_in_two_steps(
    objective_of: Callable[[SomeRows], Objective],
    rows: SomeRows,
    starts: Sequence[Sequence[float]],
    progress: Progress = silent,
) -> Optimum:
    """Fit a thinned sample from every start, then all rows from the sample's optimum with its curvature."""
    weight = float(rows.customers.sum())
    if len(rows.customers) <= 2 * _COARSE_ROWS:
        return maximise(_reporting(objective_of(rows), progress), weight, starts)
    sample = rows.thinned(_COARSE_ROWS)
    coarse_objective, coarse_weight = _reporting(objective_of(sample), span(progress, 0.0, 0.3)), sample.customers.sum()
    coarse = maximise(coarse_objective, coarse_weight, starts)
    curvature = _curvature(coarse_objective, np.log(coarse.parameters)) / coarse_weight
    objective = _reporting(objective_of(rows), span(progress, 0.3, 1.0))
    return maximise(objective, weight, [coarse.parameters.tolist()], curvature)


def _reporting(objective: Objective, progress: Progress) -> Objective:
    """Tells each step of the search, whose end is not known beforehand;
    cancelling is by the exception it raises.
    """
    steps = count(1)

    def reported(logs: Floats) -> tuple[float, Floats]:
        progress(1.0 - 0.98 ** next(steps), SEARCHING)
        return objective(logs)

    return reported


def maximise(
    objective: Objective, weight: float, starts: Sequence[Sequence[float]], curvature: Floats | None = None
) -> Optimum:
    """The best optimum over all starts; the mean over `weight` customers is what is searched,
    so scale never matters.
    """

    def loss(logs: Floats) -> tuple[float, Floats]:
        inside = np.clip(logs, _LOWEST, _HIGHEST)
        value, gradient = objective(inside)
        outside = logs - inside
        if not np.isfinite(value):
            return 1e10, outside
        return -value / weight + float(outside @ outside), -gradient / weight + 2.0 * outside

    best = min((_descend(loss, np.log(start), curvature) for start in starts), key=lambda result: float(result.fun))
    logs = np.clip(best.x, _LOWEST, _HIGHEST)
    return _polished(objective, weight, logs)


def _descend(loss: Callable[[Floats], tuple[float, Floats]], start: Floats, curvature: Floats | None) -> Any:
    options: dict[str, Any] = {"gtol": 1e-8, "maxiter": 500}
    if curvature is not None:
        options["hess_inv0"] = _positive_inverse(curvature)
    return minimize(loss, start, jac=True, method="BFGS", options=options)


def _polished(objective: Objective, weight: float, logs: Floats) -> Optimum:
    """Newton steps bring flat directions (Pareto/NBD's beta) home;
    their curvature gives the standard errors.
    """
    value, gradient = objective(logs)
    curvature = _curvature(objective, logs)
    if np.abs(gradient).max() > 1e-7 * weight:
        for _step in range(4):
            moved = np.clip(logs + _positive_inverse(curvature) @ gradient, _LOWEST, _HIGHEST)
            better, moved_gradient = objective(moved)
            if not better > value:
                break
            logs, value, gradient = moved, better, moved_gradient
    parameters = np.exp(logs)
    errors = parameters * np.sqrt(np.abs(np.diag(_positive_inverse(curvature))))
    edges = tuple(int(place) for place in np.flatnonzero(np.abs(logs) > _HIGHEST - 2.0))
    return Optimum(parameters, value, errors, edges)


def _curvature(objective: Objective, logs: Floats) -> Floats:
    """Minus the Hessian, by central differences of the exact gradient."""
    step = 1e-4
    rows = []
    for place in range(logs.size):
        shift = np.zeros_like(logs)
        shift[place] = step
        rows.append((objective(logs - shift)[1] - objective(logs + shift)[1]) / (2.0 * step))
    matrix = np.array(rows)
    return np.asarray((matrix + matrix.T) / 2.0)


def _positive_inverse(matrix: Floats) -> Floats:
    """Inverse after negative or vanishing curvatures were lifted, so that a step always climbs."""
    if not np.isfinite(matrix).all():
        return np.eye(len(matrix))
    values, vectors = np.linalg.eigh(matrix)
    floor = max(float(np.abs(values).max()) * 1e-10, 1e-12)
    scaled = vectors / np.sqrt(np.maximum(np.abs(values), floor))
    return np.asarray(scaled @ scaled.T, dtype=np.float64)
