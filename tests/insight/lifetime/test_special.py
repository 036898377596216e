"""The special functions against direct integration, also where the printed formulas overflow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import betaln, hyp2f1

from keta.insight.lifetime import Histories, ParetoNbd
from keta.insight.lifetime.special import (
    bought_before_dropout,
    gauss_with_unit,
    purchases_until_dropout,
    scaled_exponential_integral,
)

LOGS = st.floats(-3.0, 3.0)


def test_the_continued_fraction_equals_scipy_where_scipy_is_right() -> None:
    b, c = np.array([0.5, 2.0, 30.0, 5.0, 5.0]), np.array([1.6, 2.7, 31.5, 9.0, 9.0])
    z = np.array([0.3, 0.9, 0.99, -5.0, -2000.0])
    assert gauss_with_unit(b, c, z) == pytest.approx(hyp2f1(1.0, b, c, z), rel=1e-12)


def test_the_continued_fraction_stays_between_its_bounds_at_100_000_purchases() -> None:
    value = gauss_with_unit(np.array(1e5), np.array(1e5 + 1.6), np.array(0.999999))
    assert 1.0 < value < (1e5 + 0.6) / 0.6


@pytest.mark.parametrize("order", [0.3, 1.0, 1.0000001, 1.5, 2.0, 3.7])
def test_the_exponential_integral_equals_its_definition(order: float) -> None:
    for z in (0.01, 0.5, 0.99, 1.01, 20.0):
        expected = quad(lambda v, z=z: np.exp(-z * v) * (1 + v) ** -order, 0, np.inf, epsrel=1e-11)[0]
        assert scaled_exponential_integral(order, np.array([z]))[0] == pytest.approx(expected, rel=1e-8)


@settings(max_examples=60, deadline=None)
@given(log_k=st.floats(-2.0, 8.0), log_a=LOGS, log_b=LOGS, log_ratio=st.floats(-8.0, 5.0))
def test_expected_purchases_equal_their_integral(log_k: float, log_a: float, log_b: float, log_ratio: float) -> None:
    k, a, ratio = np.exp(log_k), float(np.exp(log_a)), np.exp(log_ratio)
    b = np.exp(log_b) + k
    nodes, weights = np.polynomial.legendre.leggauss(20)
    edges = np.linspace(np.log(a / b) - 60 / min(a, 1) - 10, np.log(a / b) + 60 / min(b, 1) + 10, 3001)
    width = np.diff(edges)[:, None] / 2
    logit = (edges[1:] + edges[:-1])[:, None] / 2 + width * nodes
    density = np.exp(-a * np.logaddexp(0, -logit) - b * np.logaddexp(0, logit) - betaln(a, b))
    p = np.exp(-np.logaddexp(0, -logit))
    expected = (density * bought_before_dropout(p, np.array(k), np.array(ratio)) * weights * width).sum()
    value = purchases_until_dropout(np.array([k]), a, np.array([b]), np.array([ratio]))[0]
    assert value == pytest.approx(expected, rel=1e-8)


def test_expected_purchases_pass_smoothly_through_a_equal_to_one() -> None:
    places = [1 - 1e-4, 1 - 1e-6, 1.0, 1 + 1e-6, 1 + 1e-4]
    values = [purchases_until_dropout(*map(np.array, (5.0,)), a, np.array(3.0), np.array(2.0)) for a in places]
    assert np.ptp(values) < 1e-3
    assert values[2] == pytest.approx((values[0] + values[4]) / 2, rel=1e-7)


@pytest.mark.parametrize(
    ("b", "width", "z"),
    [(0.5, 0.6, -1e5), (20.3, 3.0, -500.0), (0.3, 0.02, -1e6), (0.243, 2.426, -1e3), (1.93, 5.7, 0.99999)],
)
def test_far_from_zero_the_integral_gives_what_the_fraction_gives(b: float, width: float, z: float) -> None:
    """Where alpha and beta lie far apart the fraction would take thousands of terms."""
    found = gauss_with_unit(np.array([b]), np.array([b + width + 1.0]), np.array([z]))[0]
    assert found == pytest.approx(float(hyp2f1(1.0, b, b + width + 1.0, z)), rel=1e-9)


def test_equal_scales_and_scales_far_apart_stay_within_reason() -> None:
    """Pareto/NBD with alpha above, equal to and below beta: the likelihood is smooth through equality."""
    history = Histories(*(np.array([value]) for value in (2.0, 30.43, 38.86, 1.0)))
    values = [
        float(ParetoNbd(0.55, 10.0, 0.6, 10.0 * ratio).log_likelihood(history)[0])
        for ratio in (1 - 1e-7, 1.0, 1 + 1e-7)
    ]
    assert values[0] == pytest.approx(values[1], abs=1e-6)
    assert values[2] == pytest.approx(values[1], abs=1e-6)
    for alpha, beta in ((1e-3, 1e6), (1e6, 1e-3), (1e-6, 1e-6), (1e6, 1e6)):
        model = ParetoNbd(0.55, alpha, 0.6, beta)
        assert np.isfinite(model.log_likelihood(history)).all()
        assert 0.0 <= model.probability_alive(history)[0] <= 1.0
        assert 0.0 <= model.expected_purchases(52.0, history)[0] < np.inf
