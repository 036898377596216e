"""How good scores are on rows not learned from: AUC with its interval, lift, calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, rankdata
from sklearn.metrics import brier_score_loss, roc_auc_score

from keta.insight.mining.design import Flags
from keta.insight.mining.table import Floats

LEVEL = 0.99
TENTHS = 10


@dataclass(frozen=True)
class Marks:
    """`auc` with its 99 % interval; `lift` of the best tenth;
    `calibration_error` weighted over tenths of the score.
    """

    auc: float
    low: float
    high: float
    lift: float
    brier: float
    calibration_error: float


def marks(outcome: Flags, scores: Floats) -> Marks:
    auc, error = _auc_and_error(outcome, scores)
    reach = float(norm.ppf(0.5 + LEVEL / 2.0)) * error
    predicted, actual, counts = calibration(outcome, scores)
    return Marks(
        auc=auc,
        low=max(0.0, auc - reach),
        high=min(1.0, auc + reach),
        lift=_lift(outcome, scores),
        brier=float(brier_score_loss(outcome, scores)),
        calibration_error=float(np.average(np.abs(predicted - actual), weights=counts)),
    )


def _auc_and_error(outcome: Flags, scores: Floats) -> tuple[float, float]:
    """AUC and its standard error by DeLong, DeLong, Clarke-Pearson (1988), from mid-ranks."""
    positive, negative = scores[outcome], scores[~outcome]
    m, n = len(positive), len(negative)
    ranks = rankdata(np.concatenate([positive, negative]))
    above_negative = (ranks[:m] - rankdata(positive)) / n
    above_positive = 1.0 - (ranks[m:] - rankdata(negative)) / m
    variance = above_negative.var(ddof=1) / m + above_positive.var(ddof=1) / n
    return float(roc_auc_score(outcome, scores)), float(np.sqrt(variance))


def _lift(outcome: Flags, scores: Floats) -> float:
    """Share of outcomes in the best tenth over the share in all rows;
    ties at the border count as their mean.
    """
    size = max(1, len(scores) // TENTHS)
    border = np.sort(scores)[-size]
    above, tied = scores > border, scores == border
    found = outcome[above].sum() + outcome[tied].mean() * (size - above.sum())
    return float(found / size / outcome.mean())


def gains(outcome: Flags, scores: Floats, steps: int = 21) -> tuple[Floats, Floats]:
    """(share of rows taken, share of outcomes found) from the best score down."""
    order = np.argsort(-scores, kind="stable")
    found = np.concatenate([[0.0], np.cumsum(outcome[order])]) / outcome.sum()
    taken = np.linspace(0.0, 1.0, steps)
    return taken, np.interp(taken, np.linspace(0.0, 1.0, len(found)), found)


def calibration(outcome: Flags, scores: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean prediction, actual share and rows for each tenth of the score."""
    order = np.argsort(scores, kind="stable")
    parts = np.array_split(order, min(TENTHS, len(order)))
    predicted = np.array([scores[part].mean() for part in parts])
    actual = np.array([outcome[part].mean() for part in parts])
    return predicted, actual, np.array([float(len(part)) for part in parts])
