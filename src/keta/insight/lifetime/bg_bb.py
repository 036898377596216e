"""BG/BB: purchases at fixed opportunities (a yearly donation, a weekly round) until the customer drops out.

Fader, Hardie, Shang (2010), Marketing Science 29(6). x purchases at n opportunities, the last at number t_x.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln, loggamma

from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.maximise import Objective, complex_step
from keta.insight.lifetime.special import Floats, gauss_with_unit

_NEAR_POLE = 1e-5


@dataclass(frozen=True)
class BgBb:
    """Purchase chance ~ Beta(alpha, beta), drop-out chance before each opportunity ~ Beta(gamma, delta)."""

    alpha: float
    beta: float
    gamma: float
    delta: float

    name: ClassVar[str] = "bg_bb"
    label: ClassVar[str] = "BG/BB"
    starts: ClassVar[tuple[tuple[float, ...], ...]] = (
        (1.0, 1.0, 1.0, 1.0),
        (1.2, 0.8, 0.7, 2.8),
        (0.5, 2.0, 0.5, 5.0),
    )

    @property
    def parameters(self) -> Floats:
        return np.array([self.alpha, self.beta, self.gamma, self.delta])

    def log_likelihood(self, histories: Histories) -> Floats:
        return np.asarray(_terms(histories, self.parameters), dtype=np.float64)

    def probability_alive(self, histories: Histories) -> Floats:
        """Chance of being alive at the next opportunity, n + 1; eq. (11)."""
        return np.exp(self._log_alive(histories, 1.0))

    def _log_alive(self, histories: Histories, ahead: float) -> Floats:
        x, n = histories.frequency, histories.age
        alive = betaln(self.alpha + x, self.beta + n - x) - betaln(self.alpha, self.beta)
        alive += betaln(self.gamma, self.delta + n + ahead) - betaln(self.gamma, self.delta)
        return np.asarray(alive - self.log_likelihood(histories), dtype=np.float64)

    def purchases_if_alive(self, horizon: float, histories: Histories) -> Floats:
        """Purchases at the next `horizon` opportunities of one alive at opportunity n + 1."""
        x, n = histories.frequency, histories.age
        chance = (self.alpha + x) / (self.alpha + self.beta + n)
        return np.asarray(chance * _opportunities_alive(self.gamma, self.delta + n + 1.0, horizon), dtype=np.float64)

    def expected_purchases(self, horizon: float, histories: Histories) -> Floats:
        """Purchases at the next `horizon` opportunities, given the history; eq. (13)."""
        return self.probability_alive(histories) * self.purchases_if_alive(horizon, histories)

    def expected_of_new(self, horizon: float | Floats) -> Floats:
        """Purchases of a new customer at `horizon` opportunities; eq. (8)."""
        start = self.delta / (self.gamma + self.delta)
        alive = _opportunities_alive(self.gamma, np.array([self.delta + 1.0]), horizon)
        return np.asarray(self.alpha / (self.alpha + self.beta) * start * alive, dtype=np.float64)

    def probability_of_count(self, count: Floats, horizon: Floats) -> Floats:
        """Chance that a new customer makes exactly `count` purchases at `horizon` opportunities; eq. (7)."""
        count, horizon = np.broadcast_arrays(np.asarray(count, float), np.asarray(horizon, float))
        total = self._count_while_alive(count, horizon, horizon, betaln(self.gamma, self.delta + horizon))
        for moment in range(int(horizon.max())):
            leaves = betaln(self.gamma + 1.0, self.delta + moment)
            within = np.where(moment < horizon, float(moment), -1.0)
            total = total + self._count_while_alive(count, within, horizon, leaves)
        return total

    def _count_while_alive(self, count: Floats, alive: Floats, horizon: Floats, log_life: Any) -> Floats:
        possible = (count <= alive) & (alive <= horizon)
        missed = np.where(possible, alive - count, 0.0)
        ways = gammaln(np.maximum(alive, 0) + 1.0) - gammaln(count + 1.0) - gammaln(missed + 1.0)
        chance = ways + betaln(self.alpha + count, self.beta + missed) - betaln(self.alpha, self.beta)
        return np.where(possible, np.exp(chance + log_life - betaln(self.gamma, self.delta)), 0.0)

    def discounted_for_ever(self, rate: float, histories: Histories) -> Floats:
        """Discounted expected residual transactions at `rate` per opportunity,
        compounded at each; eq. (14).
        """
        x, n = histories.frequency, histories.age
        chance = (self.alpha + x) / (self.alpha + self.beta + n)
        life = gauss_with_unit(self.delta + n + 1.0, self.gamma + self.delta + n + 1.0, np.array(1.0 / (1.0 + rate)))
        return np.asarray(self.probability_alive(histories) * chance * life / (1.0 + rate), dtype=np.float64)


def bg_bb_likelihood(histories: Histories) -> Objective:
    return partial(complex_step, partial(_terms, histories), histories.customers)


def _terms(histories: Histories, parameters: NDArray[Any]) -> NDArray[Any]:
    """Log-likelihood of each history, eq. (4): alive at the end,
    or gone before one of the silent opportunities.
    """
    alpha, beta, gamma, delta = parameters
    x, last, n = histories.frequency, histories.recency, histories.age
    alive = _log_beta(alpha + x, beta + n - x) + _log_beta(gamma, delta + n)
    scale = alive.real
    total = np.exp(alive - scale)
    silent = n - last
    for gone in range(int(silent.max(initial=0.0))):
        rows = silent > gone
        seen = last[rows] + gone
        dead = _log_beta(alpha + x[rows], beta + seen - x[rows]) + _log_beta(gamma + 1.0, delta + seen)
        total[rows] += np.exp(dead - scale[rows])
    return np.asarray(scale + np.log(total) - _log_beta(alpha, beta) - _log_beta(gamma, delta))


def _log_beta(first: Any, second: Any) -> Any:
    return loggamma(first) + loggamma(second) - loggamma(first + second)


def _opportunities_alive(gamma: float, kept: Floats, horizon: float | Floats) -> Floats:
    """Mean number of the next `horizon` opportunities lived through by one alive at the first of them."""
    if abs(gamma - 1.0) < _NEAR_POLE:
        low, high = 1.0 - _NEAR_POLE, 1.0 + _NEAR_POLE
        share = (gamma - low) / (high - low)
        return (1.0 - share) * _lived(low, kept, horizon) + share * _lived(high, kept, horizon)
    return _lived(gamma, kept, horizon)


def _lived(gamma: float, kept: Floats, horizon: float | Floats) -> Floats:
    # The sum over j < horizon of B(gamma, kept + j) / B(gamma, kept) telescopes.
    later = gammaln(kept + horizon) - gammaln(gamma + kept + horizon - 1.0)
    first = gammaln(kept) - gammaln(gamma + kept - 1.0)
    return np.asarray(-np.expm1(later - first) * (gamma + kept - 1.0) / (gamma - 1.0), dtype=np.float64)
