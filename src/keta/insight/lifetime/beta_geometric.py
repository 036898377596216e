"""BG/NBD and MBG/NBD: purchases at a steady rate until, after a purchase, the customer drops out.

Fader, Hardie, Lee (2005), Marketing Science 24(2); Batislam, Denizel, Filiztekin (2007), Int. J. of Research
in
Marketing 24(3). The second differs in one point: a customer may drop out right after the first purchase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import betaln, expit, gammaln, psi
from scipy.stats import nbinom

from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.special import Floats, purchases_until_dropout


@dataclass(frozen=True)
class BgNbd:
    """Rate ~ Gamma(r, alpha), drop-out after each repeat purchase with probability ~ Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float

    name: ClassVar[str] = "bg_nbd"
    label: ClassVar[str] = "BG/NBD"
    early: ClassVar[int] = 0
    """1 where drop-out is possible before the first repeat purchase."""
    starts: ClassVar[tuple[tuple[float, ...], ...]] = (
        (1.0, 1.0, 1.0, 2.0),
        (0.3, 5.0, 0.5, 3.0),
        (1.0, 30.0, 0.2, 0.5),
    )

    @staticmethod
    def log_likelihood_of(parameters: Floats, histories: Histories, early: int) -> Floats:
        """Log-likelihood of each history, eq. (6) of the paper."""
        r, alpha, a, b = parameters
        x, age = histories.frequency, histories.age
        alive = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + age)
        alive += betaln(a, b + x + early) - betaln(a, b)
        return np.asarray(alive + np.logaddexp(0.0, _dead_odds(parameters, histories, early)), dtype=np.float64)

    def log_likelihood(self, histories: Histories) -> Floats:
        return self.log_likelihood_of(np.array([self.r, self.alpha, self.a, self.b]), histories, self.early)

    def probability_alive(self, histories: Histories) -> Floats:
        odds = _dead_odds(np.array([self.r, self.alpha, self.a, self.b]), histories, self.early)
        return np.asarray(expit(-odds), dtype=np.float64)

    def expected_purchases(self, horizon: float, histories: Histories) -> Floats:
        """Purchases in the next `horizon` units of time, given the history; eq. (10)."""
        return self.probability_alive(histories) * self.purchases_if_alive(horizon, histories)

    def purchases_if_alive(self, horizon: float, histories: Histories) -> Floats:
        return purchases_until_dropout(
            self.r + histories.frequency,
            self.a,
            self.b + histories.frequency + self.early,
            horizon / (self.alpha + histories.age),
        )

    def expected_of_new(self, horizon: float | Floats) -> Floats:
        """Repeat purchases of a customer just won, in `horizon` units of time; eq. (9)."""
        ratio = np.atleast_1d(np.asarray(horizon, dtype=np.float64)) / self.alpha
        stays = (self.b / (self.a + self.b)) if self.early else 1.0
        return stays * purchases_until_dropout(
            np.full_like(ratio, self.r), self.a, np.full_like(ratio, self.b + self.early), ratio
        )

    def probability_of_count(self, count: Floats, horizon: Floats) -> Floats:
        """Chance that a new customer makes exactly `count` repeat purchases in `horizon`; eq. (8)."""
        count, horizon = np.broadcast_arrays(np.asarray(count, float), np.asarray(horizon, float))
        share = self.alpha / (self.alpha + horizon)
        stays = np.exp(betaln(self.a, self.b + count + self.early) - betaln(self.a, self.b))
        total = stays * nbinom.pmf(count, self.r, share)
        last = np.maximum(self.b + count + self.early - 1.0, 1e-300)
        leaves = np.exp(betaln(self.a + 1.0, last) - betaln(self.a, self.b)) * nbinom.sf(count - 1, self.r, share)
        return np.asarray(total + np.where(count + self.early > 0, leaves, 0.0), dtype=np.float64)


@dataclass(frozen=True)
class MbgNbd(BgNbd):
    """As BG/NBD, but a customer may drop out at time zero too, so one who never came back can be gone."""

    name: ClassVar[str] = "mbg_nbd"
    label: ClassVar[str] = "MBG/NBD"
    early: ClassVar[int] = 1


def _dead_odds(parameters: Floats, histories: Histories, early: int) -> Floats:
    """Logarithm of the odds of having dropped out; minus infinity where that is impossible."""
    r, alpha, a, b = parameters
    x = histories.frequency
    span = np.log(alpha + histories.age) - np.log(alpha + histories.recency)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log(a) - np.log(b + x + early - 1.0) + (r + x) * span
    return np.where(x + early > 0, odds, -np.inf)


class BetaGeometricLikelihood:
    """The log-likelihood with its analytic gradient, terms of x alone,
    T alone and (x, t_x, T) each summed once.
    """

    def __init__(self, histories: Histories, early: int) -> None:
        self.early, weights = early, histories.customers
        self.x, x_code = histories.frequency_levels
        self.recency, recency_code = histories.recency_levels
        self.age, age_code = histories.age_levels
        self.of_x = np.bincount(x_code, weights, len(self.x))
        self.of_age = np.bincount(age_code, weights, len(self.age))
        self.bought_of_age = np.bincount(age_code, weights * histories.frequency, len(self.age))
        rows = histories.frequency + early > 0
        self.weights, self.x_code = weights[rows], x_code[rows]
        self.recency_code, self.age_code = recency_code[rows], age_code[rows]

    def __call__(self, logs: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = np.exp(logs)
        log_age = np.log(alpha + self.age)
        span = log_age[self.age_code] - np.log(alpha + self.recency)[self.recency_code]
        shape = r + self.x
        last = np.maximum(b + self.x + self.early - 1.0, 1e-300)
        odds = (np.log(a) - np.log(last))[self.x_code] + shape[self.x_code] * span
        small = np.exp(-np.abs(odds))
        dead = self.weights * np.where(odds >= 0.0, 1.0, small) / (1.0 + small)
        exposure = r * self.of_age + self.bought_of_age
        value = self.of_x @ self._alive_by_count(r, alpha, a, b) - exposure @ log_age
        value += self.weights @ (np.maximum(odds, 0.0) + np.log1p(small))
        gradient = self._gradient_alive(r, alpha, a, b)
        gradient[0] += dead @ span - self.of_age @ log_age
        per_age, per_recency = 1.0 / (alpha + self.age), 1.0 / (alpha + self.recency)
        pull = per_age[self.age_code] - per_recency[self.recency_code]
        gradient[1] += (dead * shape[self.x_code]) @ pull - exposure @ per_age
        gradient[2] += dead.sum() / a
        gradient[3] -= np.bincount(self.x_code, dead, len(self.x)) @ (1.0 / last)
        return float(value), gradient * np.exp(logs)

    def _alive_by_count(self, r: float, alpha: float, a: float, b: float) -> Floats:
        counts = gammaln(r + self.x) - gammaln(r) + r * np.log(alpha)
        return np.asarray(counts + betaln(a, b + self.x + self.early) - betaln(a, b), dtype=np.float64)

    def _gradient_alive(self, r: float, alpha: float, a: float, b: float) -> Floats:
        kept = b + self.x + self.early
        both = psi(a + b) - psi(a + kept)
        return np.array(
            [
                self.of_x @ (psi(r + self.x) - psi(r) + np.log(alpha)),
                self.of_x.sum() * r / alpha,
                self.of_x @ both,
                self.of_x @ (psi(kept) - psi(b) + both),
            ]
        )
