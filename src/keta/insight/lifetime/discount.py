"""Discounted expected purchases: what all purchases to come are worth in purchases made today."""

from __future__ import annotations

import math

import numpy as np

from keta.insight.base import BadInput
from keta.insight.lifetime import words
from keta.insight.lifetime.bg_bb import BgBb
from keta.insight.lifetime.histories import Codes, Histories
from keta.insight.lifetime.models import BuyingModel
from keta.insight.lifetime.pareto_nbd import ParetoNbd
from keta.insight.lifetime.special import Floats, double_exponential_rule


def continuous_rate(yearly: float, units_a_year: float) -> float:
    """The rate of continuous compounding a unit of time:
    15 % a year in 52 weeks is ln(1.15) / 52 = 0.002688.
    """
    return math.log1p(yearly) / units_a_year


def discounted_purchases(model: BuyingModel, rate: float, histories: Histories, horizon: float = math.inf) -> Floats:
    """DERT: expected purchases within `horizon`, each discounted to now at the continuous `rate` per unit of
    time.

    Pareto/NBD (Fader, Hardie, Lee 2005) and BG/BB (2010) have closed forms without a horizon; all else is the
    integral of exp(-rate t) over the expected purchases of one alive now. For BG/BB `rate` compounds at each
    opportunity.
    """
    _check(rate, horizon)
    if isinstance(model, ParetoNbd | BgBb) and math.isinf(horizon):
        return model.discounted_for_ever(rate, histories)
    pairs, code = alive_now(histories)
    if isinstance(model, BgBb):
        worth = _of_opportunities(model, rate, pairs, horizon)
    else:
        worth = _of_time(model, rate, pairs, horizon)
    return np.asarray(model.probability_alive(histories) * worth[code], dtype=np.float64)


def _check(rate: float, horizon: float) -> None:
    if not (math.isfinite(rate) and rate >= 0.0) or (rate == 0.0 and math.isinf(horizon)):
        raise BadInput(words.BAD_RATE(rate=rate))
    if math.isnan(horizon) or horizon <= 0.0:
        raise BadInput(words.BAD_HORIZON(horizon=horizon))


def alive_now(histories: Histories) -> tuple[Histories, Codes]:
    """One alive now is known by x and T alone: the distinct pairs,
    and the place of each history among them.
    """
    x, x_code = histories.frequency_levels
    age, age_code = histories.age_levels
    keys, code = np.unique(x_code * len(age) + age_code, return_inverse=True)
    frequency, ages = x[keys // len(age)], age[keys % len(age)]
    return Histories(frequency, ages, ages, np.ones(len(keys))), code.astype(np.intp)


def _of_time(model: BuyingModel, rate: float, pairs: Histories, horizon: float) -> Floats:
    """By parts: exp(-rate H) m(H) + integral of m over the discount gone,
    u = 1 - exp(-rate t) from 0 to U.
    """
    if rate == 0.0:
        return model.purchases_if_alive(horizon, pairs)
    whole = -math.expm1(-rate * horizon)
    places, weights = double_exponential_rule(0.16)
    total = np.zeros_like(pairs.age)
    for place, weight in zip(places * whole, weights * whole, strict=True):
        total += weight * model.purchases_if_alive(-math.log1p(-place) / rate, pairs)
    if math.isfinite(horizon):
        total += (1.0 - whole) * model.purchases_if_alive(horizon, pairs)
    return total


def _of_opportunities(model: BgBb, rate: float, pairs: Histories, horizon: float) -> Floats:
    total, before = np.zeros_like(pairs.age), np.zeros_like(pairs.age)
    for ahead in range(1, int(horizon) + 1):
        upto = model.purchases_if_alive(float(ahead), pairs)
        total += (upto - before) / (1.0 + rate) ** ahead
        before = upto
    return total
