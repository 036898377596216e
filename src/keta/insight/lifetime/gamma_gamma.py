"""Gamma-Gamma: what a customer spends on an average purchase, shrunk towards all customers.

Fader, Hardie (2013), note 025; Fader, Hardie, Lee (2005), Journal of Marketing Research 42(4). Amounts vary
around
a customer's own mean, which varies between customers and does not depend on how often they buy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import betaln, psi

from keta.insight.lifetime.special import Floats


@dataclass(frozen=True)
class Spending:
    """Mean amount of a purchase and the number of purchases it is the mean of, with their customers."""

    purchases: Floats
    amount: Floats
    customers: Floats

    def thinned(self, size: int) -> Spending:
        """Every n-th row, for a first fit: the same on every run."""
        pick = slice(None, None, max(1, len(self.customers) // size))
        return Spending(self.purchases[pick], self.amount[pick], self.customers[pick])


@dataclass(frozen=True)
class GammaGamma:
    """Amount ~ Gamma(p, nu), nu ~ Gamma(q, gamma)."""

    p: float
    q: float
    gamma: float

    name: ClassVar[str] = "gamma_gamma"
    label: ClassVar[str] = "Gamma-Gamma"

    @property
    def mean(self) -> float:
        """Mean amount over all customers; infinite where q is not above one."""
        return self.p * self.gamma / (self.q - 1.0) if self.q > 1.0 else np.inf

    def log_likelihood(self, spending: Spending) -> Floats:
        """Log-likelihood of each mean amount, note 025 eq. (1a)."""
        shape = self.p * spending.purchases
        terms = -betaln(shape, self.q) + self.q * np.log(self.gamma) - np.log(spending.amount)
        terms += shape * np.log(spending.purchases * spending.amount)
        terms -= (shape + self.q) * np.log(self.gamma + spending.purchases * spending.amount)
        return np.asarray(terms, dtype=np.float64)

    def expected_amount(self, purchases: Floats, amount: Floats) -> Floats:
        """Expected mean amount of a purchase; a customer without repeat purchases gets the mean of all."""
        purchases, amount = np.asarray(purchases, float), np.asarray(amount, float)
        own = np.where(purchases > 0, purchases * amount, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = self.p * (self.gamma + own) / (self.p * purchases + self.q - 1.0)
        return np.where(self.p * purchases + self.q > 1.0, expected, np.inf)


class GammaGammaLikelihood:
    """Log-likelihood and analytic gradient in the logarithms of p, q, gamma."""

    def __init__(self, spending: Spending) -> None:
        self.spending = spending
        self.total = spending.purchases * spending.amount

    def __call__(self, logs: Floats) -> tuple[float, Floats]:
        p, q, gamma = np.exp(logs)
        weights, purchases = self.spending.customers, self.spending.purchases
        value = float(weights @ GammaGamma(p, q, gamma).log_likelihood(self.spending))
        shape, share = p * purchases, np.log(gamma + self.total)
        by_p = weights @ (purchases * (psi(shape + q) - psi(shape) + np.log(self.total) - share))
        by_q = weights @ (psi(shape + q) - psi(q) + np.log(gamma) - share)
        by_gamma = weights @ (q / gamma - (shape + q) / (gamma + self.total))
        return value, np.array([p * by_p, q * by_q, gamma * by_gamma])
