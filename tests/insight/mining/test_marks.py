"""AUC, its interval, lift and calibration on scores small enough to count."""

from __future__ import annotations

import numpy as np
import pytest

from keta.insight.mining.marks import calibration, gains, marks


def test_a_perfect_scorer_and_a_useless_one() -> None:
    outcome = np.arange(200) % 10 == 0
    assert marks(outcome, outcome.astype(float)).auc == 1.0
    assert marks(outcome, outcome.astype(float)).lift == pytest.approx(10.0)
    useless = marks(outcome, np.full(200, 0.1))
    assert (useless.auc, useless.lift) == (0.5, pytest.approx(1.0))
    assert useless.calibration_error == pytest.approx(0.0, abs=1e-12)


def test_the_interval_of_the_auc_holds_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(2)
    held = 0
    for _ in range(120):
        outcome = random.random(150) < 0.3
        found = marks(outcome, random.random(150))
        held += found.low <= 0.5 <= found.high
    assert held >= 115


def test_gains_run_from_nothing_to_all() -> None:
    taken, found = gains(np.array([True, False, True, False]), np.array([0.9, 0.8, 0.7, 0.1]), 5)
    assert taken.tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert found.tolist() == [0.0, 0.5, 0.5, 1.0, 1.0]


def test_calibration_compares_each_tenth() -> None:
    predicted, actual, rows = calibration(np.arange(100) < 50, np.linspace(1.0, 0.0, 100))
    assert rows.tolist() == [10.0] * 10
    assert actual.tolist() == [0.0] * 5 + [1.0] * 5
    assert predicted[0] < predicted[-1]
