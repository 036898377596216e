"""Figures printed for the CDNOW sample: Fader, Hardie, Lee (2005), Marketing Science 24(2); BTYD vignette."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from keta.insight.base import USD
from keta.insight.lifetime import (
    Fit,
    Histories,
    Holdout,
    Observation,
    Split,
    Summary,
    SummaryColumns,
    fit,
    fit_spending,
    holdout,
    summarise,
)

CUT = date(1997, 9, 30)


@pytest.fixture(scope="module")
def summary(cdnow: pa.Table) -> Summary:
    return summarise(cdnow, observation=Observation(until=CUT, money=USD))


@pytest.fixture(scope="module")
def bg_nbd(summary: Summary) -> Fit:
    return fit(summary.table, "bg_nbd")


@pytest.fixture(scope="module")
def pareto_nbd(summary: Summary) -> Fit:
    return fit(summary.table, "pareto_nbd")


@pytest.fixture(scope="module")
def trial(cdnow: pa.Table) -> Holdout:
    return holdout(cdnow, Split(CUT, models=("bg_nbd", "pareto_nbd"), money=USD))


def one_customer(x: float, t_x: float, age: float) -> Histories:
    return Histories(*(np.array([value]) for value in (x, t_x, age, 1.0)))


def test_bg_nbd_gives_the_printed_parameters_and_likelihood(bg_nbd: Fit) -> None:
    assert bg_nbd.log_likelihood == pytest.approx(-9582.43, abs=0.005)
    assert bg_nbd.parameters == pytest.approx({"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}, abs=6e-4)


def test_pareto_nbd_gives_the_printed_parameters_and_likelihood(pareto_nbd: Fit) -> None:
    assert pareto_nbd.log_likelihood == pytest.approx(-9594.98, abs=0.005)
    expected = {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}
    assert pareto_nbd.parameters == pytest.approx(expected, abs=1e-3)


@pytest.mark.feature("ANA-30")
def test_gamma_gamma_gives_the_printed_parameters_and_likelihood(summary: Summary) -> None:
    fitted = fit_spending(summary.table, money=USD)
    assert fitted.customers == 946
    assert fitted.log_likelihood == pytest.approx(-4055.92, abs=0.005)
    assert (fitted.model.p, fitted.model.q, fitted.model.gamma) == pytest.approx((6.25, 3.74, 15.44), abs=6e-3)


def test_a_new_customer_is_expected_to_buy_as_often_as_printed(bg_nbd: Fit, pareto_nbd: Fit) -> None:
    assert bg_nbd.model.expected_of_new(52.0)[0] == pytest.approx(1.444004, abs=5e-5)
    assert pareto_nbd.model.expected_of_new(52.0)[0] == pytest.approx(1.473434, abs=5e-6)


def test_the_busy_customer_has_the_printed_expectations(bg_nbd: Fit, pareto_nbd: Fit) -> None:
    busy = one_customer(26, 30.857, 31)
    assert pareto_nbd.model.expected_purchases(52.0, busy)[0] == pytest.approx(25.45647, rel=1e-4)
    assert pareto_nbd.model.probability_alive(busy)[0] == pytest.approx(0.997874, abs=5e-6)
    assert bg_nbd.model.expected_purchases(52.0, busy)[0] == pytest.approx(25.75659, rel=1e-4)
    assert bg_nbd.model.probability_alive(busy)[0] == pytest.approx(0.9688523, abs=5e-6)


def test_the_customer_of_the_paper_is_expected_to_buy_1_226_times(bg_nbd: Fit) -> None:
    assert bg_nbd.model.expected_purchases(39.0, one_customer(2, 30.43, 38.86))[0] == pytest.approx(1.226, abs=5e-4)


def test_the_holdout_holds_1_882_purchases_and_the_models_expect_what_is_printed(trial: Holdout) -> None:
    assert trial.fact == 1882
    assert trial.verdicts["pareto_nbd"].expected == pytest.approx(1665.5, abs=0.05)
    assert trial.verdicts["bg_nbd"].expected == pytest.approx(1653.4, abs=0.05)


def test_mbg_nbd_fits_as_well_as_the_oracle(summary: Summary) -> None:
    lifetimes = pytest.importorskip("lifetimes")
    columns = [summary.table[name].to_numpy() for name in ("frequency", "recency", "age")]
    oracle = lifetimes.ModifiedBetaGeoFitter().fit(*columns)
    fitted = fit(summary.table, "mbg_nbd")
    assert list(fitted.parameters.values()) == pytest.approx(oracle.params_.tolist(), rel=2e-3)
    ours = float(fitted.log_likelihood)
    assert ours == pytest.approx(-9582.14, abs=0.005)
    horizon, mine = 39.0, fitted.model.expected_purchases(39.0, one_customer(2, 30.43, 38.86))[0]
    theirs = oracle.conditional_expected_number_of_purchases_up_to_time(horizon, 2, 30.43, 38.86)
    assert mine == pytest.approx(float(theirs), rel=1e-3)


def test_days_instead_of_weeks_change_the_scale_and_nothing_else(cdnow: pa.Table, bg_nbd: Fit) -> None:
    daily = summarise(cdnow, observation=Observation(until=CUT, time="day", money=USD))
    fitted = fit(daily.table, "bg_nbd", SummaryColumns(), "day")
    assert fitted.parameters["alpha"] == pytest.approx(7 * bg_nbd.parameters["alpha"], rel=1e-5)
    assert fitted.parameters["b"] == pytest.approx(bg_nbd.parameters["b"], rel=1e-5)
    expected = fitted.model.expected_purchases(39.0 * 7, one_customer(2, 213, 272))
    assert expected[0] == pytest.approx(bg_nbd.model.expected_purchases(39.0, one_customer(2, 213 / 7, 272 / 7))[0])
