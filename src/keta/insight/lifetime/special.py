"""Special functions of the customer-base models,
safe for extreme counts and long times; for the models beside.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, exprel, gamma, hyp2f1

Floats = NDArray[np.float64]

_MOST_TERMS = 20_000
_PRECISION = 1e-15
_NEAR_POLE = 1e-5
_FAR, _NEAR_ONE = -400.0, 0.9975
"""Beyond these the fraction needs more terms than the integral has places."""
_INTEGRAL_LOW, _INTEGRAL_HIGH, _INTEGRAL_STEP, _INTEGRAL_ROWS = 4.2, 3.0, 0.015, 400
_RULE_REACH = 3.0
"""Beyond it a place is one to the last digit."""


def gauss_with_unit(b: NDArray[Any], c: NDArray[Any], z: NDArray[Any]) -> NDArray[Any]:
    """2F1(1, b; c; z) for b > 0, c > 1 and real z < 1: by Gauss's continued fraction (DLMF 15.7.5, Lentz's
    algorithm), or by Euler's integral far from zero and near one, where the fraction takes thousands of terms.

    No factor of either grows with b or c, so x = 10,000 purchases are as safe as one. Complex
    arguments are accepted, which gives exact derivatives by the complex step.
    """
    b, c, z = np.broadcast_arrays(b, c, z)
    shape = b.shape
    b, c, z = b.ravel(), c.ravel(), z.ravel()
    far = (z.real < _FAR) | (z.real > _NEAR_ONE)
    if not far.any():
        return _by_fraction(b, c, z).reshape(shape)
    result = np.empty(b.size, dtype=np.result_type(b, c, z, np.float64))
    result[far] = _by_integral(b[far], c[far], z[far])
    if not far.all():
        result[~far] = _by_fraction(b[~far], c[~far], z[~far])
    return result.reshape(shape)


def _by_fraction(b: NDArray[Any], c: NDArray[Any], z: NDArray[Any]) -> NDArray[Any]:
    kind = np.result_type(b, c, z, np.float64)
    c = c - 1.0
    result = np.ones(b.size, dtype=kind)
    value, front, back = result.copy(), result.copy(), np.zeros(b.size, dtype=kind)
    rows = np.arange(b.size)
    for term in range(_MOST_TERMS):
        factor = _gauss_factor(term, b, c) * z
        back = 1.0 / (1.0 - factor * back)
        front = 1.0 - factor / front
        value = value * front * back
        if term % 8 == 7:
            result[rows] = value
            going = np.abs(front * back - 1.0) > _PRECISION
            if not going.any():
                break
            if going.sum() < 0.8 * going.size:
                rows, b, c, z = rows[going], b[going], c[going], z[going]
                value, front, back = value[going], front[going], back[going]
    return np.asarray(1.0 / result)


def _by_integral(b: NDArray[Any], c: NDArray[Any], z: NDArray[Any]) -> NDArray[Any]:
    """(c - 1) times the integral of exp((1 - b) y) (1 - z)^s (exp(y) - z)^(-s - 1) over y from 0, s = c - b - 1:
    Euler's integral with exp(y) for its (1 - z t) / (1 - t), by the exp-sinh rule."""
    parts = [slice(start, start + _INTEGRAL_ROWS) for start in range(0, b.size, _INTEGRAL_ROWS)]
    return np.concatenate([_integral(b[part], c[part], 1.0 - z[part]) for part in parts])


def _integral(b: NDArray[Any], c: NDArray[Any], rest: NDArray[Any]) -> NDArray[Any]:
    steps = np.arange(-_INTEGRAL_LOW, _INTEGRAL_HIGH + _INTEGRAL_STEP, _INTEGRAL_STEP)[:, None]
    places = np.exp(np.pi / 2.0 * np.sinh(steps))
    weights = _INTEGRAL_STEP * np.pi / 2.0 * np.cosh(steps) * places
    # Beyond 30 the one in exp(y) - 1 + (1 - z) counts for nothing, and exp(y) may overflow.
    low, high = places[places < 30.0][:, None], places[places >= 30.0][:, None]
    log_sums = np.vstack((np.log(np.expm1(low) + rest), high + np.log1p((rest - 1.0) * np.exp(-high))))
    heights = np.exp((1.0 - b) * places - log_sums - (c - b - 1.0) * (log_sums - np.log(rest)))
    return np.asarray((c - 1.0) * (weights * heights).sum(axis=0))


def _gauss_factor(term: int, b: NDArray[Any], c: NDArray[Any]) -> NDArray[Any]:
    half = term // 2
    if term % 2 == 0:
        # At term 0 the factor (c + 0) cancels, and c itself may be tiny.
        top = (b + half) * (c + half) / (c + term) if term else b
    else:
        top = (half + 1) * (c - b + half + 1) / (c + term)
    return np.asarray(top / (c + term + 1))


def scaled_exponential_integral(order: float, z: Floats) -> Floats:
    """exp(z) E_order(z), the integral of exp(-z v) (1 + v)^-order over v from 0:
    discounted time still to live.
    """
    z = np.asarray(z, dtype=np.float64)
    small = z < 1.0
    result = np.empty_like(z)
    result[~small] = _exponential_fraction(order, z[~small])
    result[small] = np.exp(z[small]) * _away_from_integers(order, z[small])
    return result


def _exponential_fraction(order: float, z: Floats) -> Floats:
    value = 1.0 / (z + order)
    front, back = np.full_like(z, np.inf), value.copy()
    for term in range(1, _MOST_TERMS):
        factor = -term * (order + term - 1.0)
        width = z + order + 2.0 * term
        back = 1.0 / (width + factor * back)
        front = width + factor / front
        value = value * front * back
        if np.all(np.abs(front * back - 1.0) < _PRECISION):
            break
    return value


def _away_from_integers(order: float, z: Floats) -> Floats:
    """The power series has a removable pole at every whole order:
    there, the mean of both sides stands for it.
    """
    nearest = round(order)
    if nearest < 1 or abs(order - nearest) >= _NEAR_POLE:
        return _exponential_series(order, z)
    low, high = nearest - _NEAR_POLE, nearest + _NEAR_POLE
    share = (order - low) / (high - low)
    return (1.0 - share) * _exponential_series(low, z) + share * _exponential_series(high, z)


def _exponential_series(order: float, z: Floats) -> Floats:
    total, power = np.zeros_like(z), np.ones_like(z)
    for term in range(30):
        total += power / (1.0 - order + term)
        power = power * -z / (term + 1.0)
    return np.asarray(gamma(1.0 - order) * z ** (order - 1.0) - total, dtype=np.float64)


def purchases_until_dropout(k: Floats, a: float, b: Floats, ratio: Floats) -> Floats:
    """Mean of (1 - (1 + p ratio)^-k) / p over p ~ Beta(a, b): what a customer alive now still buys.

    Euler's transformation of the published 2F1 keeps both factors near one; where scipy's 2F1 still fails
    (a value outside 0 .. k ratio, or none), the mean is taken over quantiles of p instead.
    """
    k, b, ratio = (np.asarray(part, dtype=np.float64) for part in np.broadcast_arrays(k, b, ratio))
    z, c = ratio / (1.0 + ratio), a + b - 1.0
    with np.errstate(all="ignore"):
        series = np.exp((1.0 - a) * np.log1p(ratio)) * hyp2f1(c - k, a - 1.0, c, z)
        mean = np.asarray(c / (a - 1.0) * (1.0 - series), dtype=np.float64)
    short = (k + 2.0) * ratio < 1e-3
    mean = np.where(short, _for_short_times(k, a, b, ratio), mean)
    unsafe = ~(np.isfinite(mean) & (mean >= 0.0) & (mean <= k * ratio * (1 + 1e-9)))
    # At a = 1 and c = 0 the formula divides nothing by nothing.
    unsafe |= ~short & ((abs(a - 1.0) * k * ratio < _NEAR_POLE) | (np.abs(c) < _NEAR_POLE))
    if unsafe.any():
        mean[unsafe] = _by_quantiles(k[unsafe], a, b[unsafe], ratio[unsafe])
    return mean


def _for_short_times(k: Floats, a: float, b: Floats, ratio: Floats) -> Floats:
    """Three terms of the power series in the ratio, whose difference from one would otherwise be lost."""
    first = a / (a + b)
    second = first * (a + 1.0) / (a + b + 1.0)
    step = (k + 1.0) * ratio / 2.0
    return k * ratio * (1.0 - step * first + step * (k + 2.0) * ratio / 3.0 * second)


def double_exponential_rule(step: float) -> tuple[Floats, Floats]:
    """Places and weights of the tanh-sinh rule on (0, 1), for functions that are steep only at its ends."""
    count = int(_RULE_REACH / step)
    steps = np.arange(-count, count + 1) * step
    places = 1.0 / (1.0 + np.exp(-np.pi * np.sinh(steps)))
    weights = np.cosh(steps) * places * (1.0 - places)
    return places, weights / weights.sum()


def _by_quantiles(k: Floats, a: float, b: Floats, ratio: Floats) -> Floats:
    """Tanh-sinh rule over the quantiles of the Beta distribution: slower, and never out of range."""
    levels, weights = double_exponential_rule(0.05)
    total = np.zeros_like(k)
    for level, weight in zip(levels, weights, strict=True):
        total += weight * bought_before_dropout(betaincinv(a, b, level), k, ratio)
    return total


def bought_before_dropout(p: Floats, k: Floats, ratio: Floats) -> Floats:
    """(1 - (1 + p ratio)^-k) / p, going to k ratio as p goes to 0."""
    log_growth = np.log1p(p * ratio)
    # -expm1(-u) / p = exprel(-u) * u / p, and log1p(p ratio) / p tends to ratio.
    per_p = np.where(p > 1e-300, log_growth / np.maximum(p, 1e-300), ratio)
    return np.asarray(exprel(-k * log_growth) * k * per_p, dtype=np.float64)
