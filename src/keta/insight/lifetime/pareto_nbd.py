"""Pareto/NBD: purchases at a steady rate until an unseen moment of drop-out.

Schmittlein, Morrison, Colombo (1987), Management Science 33(1); likelihood and expectations as in Fader,
Hardie
(2005), note 009, with Euler's transformation, so that nothing overflows at any x, t_x, T.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import exprel, loggamma
from scipy.stats import nbinom

from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.maximise import Objective, complex_step
from keta.insight.lifetime.special import Floats, gauss_with_unit, scaled_exponential_integral


@dataclass(frozen=True)
class ParetoNbd:
    """Purchase rate ~ Gamma(r, alpha), drop-out rate ~ Gamma(s, beta)."""

    r: float
    alpha: float
    s: float
    beta: float

    name: ClassVar[str] = "pareto_nbd"
    label: ClassVar[str] = "Pareto/NBD"
    starts: ClassVar[tuple[tuple[float, ...], ...]] = (
        (1.0, 1.0, 1.0, 1.0),
        (0.5, 10.0, 0.5, 10.0),
        (1.0, 50.0, 0.5, 100.0),
    )

    @property
    def parameters(self) -> Floats:
        return np.array([self.r, self.alpha, self.s, self.beta])

    def log_likelihood(self, histories: Histories) -> Floats:
        return np.asarray(_Terms(histories)(self.parameters), dtype=np.float64)

    def probability_alive(self, histories: Histories) -> Floats:
        return np.asarray(np.exp(-_Terms(histories).log_alive_or_dead(self.parameters)), dtype=np.float64)

    def purchases_if_alive(self, horizon: float, histories: Histories) -> Floats:
        age = self.beta + histories.age
        rate = (self.r + histories.frequency) / (self.alpha + histories.age)
        return rate * age * _over_life(self.s, np.log1p(horizon / age))

    def expected_purchases(self, horizon: float, histories: Histories) -> Floats:
        """Purchases in the next `horizon` units of time, given the history; note 009, eq. (41)."""
        return self.probability_alive(histories) * self.purchases_if_alive(horizon, histories)

    def expected_of_new(self, horizon: float | Floats) -> Floats:
        """Repeat purchases of a customer just won, in `horizon` units of time."""
        growth = np.log1p(np.atleast_1d(np.asarray(horizon, dtype=np.float64)) / self.beta)
        return self.r / self.alpha * self.beta * _over_life(self.s, growth)

    def probability_of_count(self, count: Floats, horizon: Floats) -> Floats:
        """Chance that a new customer makes exactly `count` repeat purchases in `horizon`;
        drop-out time integrated.
        """
        count, horizon = np.broadcast_arrays(np.asarray(count, float), np.asarray(horizon, float))
        total = np.exp(-self.s * np.log1p(horizon / self.beta)) * self._count_of_alive(count, horizon)
        nodes, weights = np.polynomial.legendre.leggauss(200)
        for node, weight in zip((nodes + 1.0) / 2.0, weights / 2.0, strict=True):
            moment = horizon * node**3  # short lives carry most of the curvature
            leaves = self.s / self.beta * np.exp(-(self.s + 1.0) * np.log1p(moment / self.beta))
            total = total + weight * 3.0 * node**2 * horizon * leaves * self._count_of_alive(count, moment)
        return np.asarray(total, dtype=np.float64)

    def _count_of_alive(self, count: Floats, horizon: Floats) -> Floats:
        return np.asarray(nbinom.pmf(count, self.r, self.alpha / (self.alpha + horizon)), dtype=np.float64)

    def discounted_for_ever(self, rate: float, histories: Histories) -> Floats:
        """Discounted expected residual transactions at a continuous `rate` per unit of time.

        Fader, Hardie, Lee (2005), Journal of Marketing Research 42(4), eq. (9).
        """
        age = self.beta + histories.age
        levels, code = np.unique(age, return_inverse=True)
        life = (levels * scaled_exponential_integral(self.s, rate * levels))[code]
        buying = (self.r + histories.frequency) / (self.alpha + histories.age)
        return self.probability_alive(histories) * buying * life

    def discounted_of_new(self, rate: float) -> float:
        """Discounted repeat purchases of a customer just won; the first purchase is not counted."""
        life = scaled_exponential_integral(self.s, np.array([rate * self.beta]))
        return float(self.r / self.alpha * self.beta * life[0])


def pareto_likelihood(histories: Histories) -> Objective:
    return partial(complex_step, _Terms(histories), histories.customers)


class _Terms:
    """Log-likelihood of each history; 2F1 is computed once a distinct (x, t_x) and (x, T)."""

    def __init__(self, histories: Histories) -> None:
        self.x, self.x_code = histories.frequency_levels
        self.recency, self.recency_code = histories.recency_levels
        self.age, self.age_code = histories.age_levels
        self.last = _pairs(self.x_code, self.recency_code, len(self.recency))
        self.now = _pairs(self.x_code, self.age_code, len(self.age))

    def __call__(self, parameters: NDArray[Any]) -> NDArray[Any]:
        r, alpha, s, beta = parameters
        counts = loggamma(r + self.x) - loggamma(r) + r * np.log(alpha)
        ages = np.log1p(self.age / beta)
        alive = counts[self.x_code] - (r + self.x)[self.x_code] * np.log(alpha + self.age)[self.age_code]
        return np.asarray(alive - s * ages[self.age_code] + self.log_alive_or_dead(parameters))

    def log_alive_or_dead(self, parameters: NDArray[Any]) -> NDArray[Any]:
        """ln(1 + odds of having dropped out): minus the logarithm of P(alive)."""
        r, alpha, s, beta = parameters
        shape = (r + self.x)[self.x_code]
        buying = np.log(alpha + self.age)[self.age_code] - np.log(alpha + self.recency)[self.recency_code]
        living = np.log(beta + self.age)[self.age_code] - np.log(beta + self.recency)[self.recency_code]
        growth = shape * buying + s * living
        since_last = self._share(parameters, self.last, self.recency)
        since_now = self._share(parameters, self.now, self.age)
        return np.asarray(growth + np.log(since_last) + np.log1p((1.0 - since_now) * np.exp(-growth) / since_last))

    def _share(self, parameters: NDArray[Any], pairs: _Pairs, times: Floats) -> NDArray[Any]:
        """Likelihood of dropping out after the time, as a share (below one) of being alive at it."""
        r, alpha, s, beta = parameters
        (x_code, time_code), code = pairs
        shape = r + self.x[x_code]
        z = (alpha - beta) / (alpha + times[time_code])
        share = s / (shape + s) * gauss_with_unit(shape, shape + s + 1.0, z)
        return np.asarray(share[code])


_Pairs = tuple[tuple[NDArray[np.intp], NDArray[np.intp]], NDArray[np.intp]]


def _pairs(first: NDArray[np.intp], second: NDArray[np.intp], size: int) -> _Pairs:
    keys, code = np.unique(first * size + second, return_inverse=True)
    return (keys // size, keys % size), code.astype(np.intp)


def _over_life(s: float, growth: Floats) -> Floats:
    """(1 - exp(-(s - 1) growth)) / (s - 1), also at s = 1."""
    return np.asarray(exprel(-(s - 1.0) * growth) * growth, dtype=np.float64)
