"""Each model against its own laws: chances add to one, means agree, extremes stay finite, gradients are
exact.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from keta.insight.base import BadInput
from keta.insight.lifetime import (
    BgBb,
    BgNbd,
    GammaGamma,
    Histories,
    MbgNbd,
    ParetoNbd,
    Spending,
    discounted_purchases,
)
from keta.insight.lifetime.gamma_gamma import GammaGammaLikelihood
from keta.insight.lifetime.maximise import Objective
from keta.insight.lifetime.models import BuyingModel, likelihood_of, named_parameters

MODELS = [BgNbd(0.8, 60.0, 0.8, 2.5), MbgNbd(0.8, 60.0, 0.8, 2.5), ParetoNbd(0.55, 10.6, 0.6, 11.7)]
DISCRETE = BgBb(1.2, 0.75, 0.66, 2.78)
x = np.array([0.0, 0.0, 1.0, 1.0, 7.0, 300.0, 5000.0, 1000.0])
t_x = np.array([0.0, 0.0, 1e-6, 100.0, 700.0, 729.0, 700.0, 1.0])
T = np.array([0.0, 1e6, 1e5, 100.0, 730.0, 730.0, 730.0, 730.0])
EXTREME = Histories(x, t_x, T, np.ones(8))
ROUND = Histories(*np.array([[0, 0, 6], [1, 2, 6], [3, 5, 6], [6, 6, 6]], dtype=float).T, np.ones(4))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_extreme_histories_have_finite_answers(model: BuyingModel) -> None:
    assert np.isfinite(model.log_likelihood(EXTREME)).all()
    alive = model.probability_alive(EXTREME)
    assert ((alive >= 0) & (alive <= 1)).all()
    for horizon in (1e-6, 1.0, 1e6):
        expected = model.expected_purchases(horizon, EXTREME)
        assert np.isfinite(expected).all()
        assert (expected >= 0).all()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_the_chances_of_all_counts_add_to_one_and_their_mean_is_the_expectation(model: BuyingModel) -> None:
    counts = np.arange(600.0)
    chances = model.probability_of_count(counts, np.full(600, 39.0))
    assert chances.sum() == pytest.approx(1.0, abs=1e-9)
    assert counts @ chances == pytest.approx(model.expected_of_new(39.0)[0], rel=1e-7)


def test_the_chances_of_bg_bb_add_to_one_and_their_mean_is_the_expectation() -> None:
    chances = DISCRETE.probability_of_count(np.arange(7.0), np.full(7, 6.0))
    assert chances.sum() == pytest.approx(1.0)
    assert np.arange(7.0) @ chances == pytest.approx(DISCRETE.expected_of_new(6.0)[0])


@pytest.mark.parametrize("model", [*MODELS, DISCRETE], ids=lambda model: model.name)
def test_the_gradient_is_that_of_the_likelihood(model: BuyingModel) -> None:
    histories = ROUND if model is DISCRETE else Histories(x[2:6], t_x[2:6], T[2:6] + 1.0, np.array([1.0, 2, 3, 4]))
    logs = np.log(list(named_parameters(model).values()))
    check_gradient(likelihood_of(model.name)(histories), logs)
    value = likelihood_of(model.name)(histories)(logs)[0]
    assert value == pytest.approx(histories.customers @ model.log_likelihood(histories))


def test_the_gradient_of_gamma_gamma_is_that_of_the_likelihood() -> None:
    spending = Spending(np.array([1.0, 2, 9]), np.array([20.0, 35, 11]), np.array([3.0, 1, 2]))
    check_gradient(GammaGammaLikelihood(spending), np.log([6.0, 4.0, 15.0]))


def check_gradient(objective: Objective, logs: np.ndarray) -> None:
    for place in range(logs.size):
        step = np.zeros_like(logs)
        step[place] = 1e-5
        slope = (objective(logs + step)[0] - objective(logs - step)[0]) / 2e-5
        assert objective(logs)[1][place] == pytest.approx(slope, rel=1e-5, abs=1e-6)


def test_discounted_purchases_of_pareto_nbd_are_the_same_by_formula_and_by_integration() -> None:
    model = MODELS[2]
    whole = discounted_purchases(model, 0.0027, EXTREME)
    long = discounted_purchases(model, 0.0027, EXTREME, horizon=20_000.0)
    assert long == pytest.approx(whole, rel=1e-6)


def test_discounted_purchases_of_a_new_customer_are_those_of_one_just_won() -> None:
    model = MODELS[2]
    won = Histories(*(np.array([value]) for value in (0.0, 0.0, 0.0, 1.0)))
    assert model.discounted_of_new(0.0027) == pytest.approx(model.discounted_for_ever(0.0027, won)[0])


def test_discounted_purchases_of_bg_bb_are_the_same_by_formula_and_by_sum() -> None:
    whole = discounted_purchases(DISCRETE, 0.1, ROUND)
    assert discounted_purchases(DISCRETE, 0.1, ROUND, horizon=400.0) == pytest.approx(whole, rel=1e-9)


def test_without_discount_the_discounted_purchases_are_the_expected_ones() -> None:
    for model in MODELS:
        expected = model.expected_purchases(52.0, EXTREME)
        assert discounted_purchases(model, 0.0, EXTREME, 52.0) == pytest.approx(expected)
        assert discounted_purchases(model, 1e-9, EXTREME, 52.0) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("rate", "horizon"), [(0.0, math.inf), (-0.1, 52.0), (math.nan, 52.0), (0.1, 0.0)])
def test_it_refuses_a_rate_or_horizon_without_a_sum(rate: float, horizon: float) -> None:
    with pytest.raises(BadInput):
        discounted_purchases(MODELS[0], rate, EXTREME, horizon)


def test_a_silent_newcomer_is_alive_under_bg_nbd_and_in_doubt_under_mbg_nbd() -> None:
    newcomer = Histories(*(np.array([value]) for value in (0.0, 0.0, 500.0, 1.0)))
    assert MODELS[0].probability_alive(newcomer)[0] == 1.0
    assert MODELS[1].probability_alive(newcomer)[0] < 0.7


def test_spending_is_shrunk_to_the_mean_of_all_and_never_below_zero() -> None:
    model = GammaGamma(6.25, 3.74, 15.44)
    expected = model.expected_amount(np.array([0.0, 1.0, 1000.0]), np.array([0.0, 100.0, 100.0]))
    assert expected[0] == pytest.approx(model.mean)
    assert model.mean < expected[1] < expected[2] < 100.0


@pytest.mark.parametrize("name", ["bg_nbd", "pareto_nbd"])
def test_likelihoods_are_those_of_the_oracle(name: str) -> None:
    lifetimes = pytest.importorskip("lifetimes")
    rows = Histories(x[2:6], t_x[2:6], T[2:6], np.ones(4))
    if name == "pareto_nbd":
        theirs = lifetimes.ParetoNBDFitter._conditional_log_likelihood([0.55, 10.6, 0.6, 11.7], *columns(rows))
        assert MODELS[2].log_likelihood(rows) == pytest.approx(theirs, rel=1e-9)
    else:
        oracle = lifetimes.BetaGeoFitter._negative_log_likelihood
        theirs = -4 * oracle(np.log([0.8, 60.0, 0.8, 2.5]), *columns(rows), np.ones(4), 0.0)
        assert MODELS[0].log_likelihood(rows).sum() == pytest.approx(theirs, rel=1e-9)


def columns(rows: Histories) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return rows.frequency, rows.recency, rows.age
