"""What a warning was worth: who was warned of, who left, how long before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from keta.insight.base import BadInput, fetch
from keta.insight.lifetime.special import Floats
from keta.insight.warning import words
from keta.insight.warning.signals import Known, Risks, marks_of
from keta.insight.warning.weights import Weights, weigh

Flags = NDArray[np.bool_]


def left_after(purchases: Any, found: Risks, cut: date, end: date) -> Flags:
    """Who of the customers known at the cut buys nothing up to the end."""
    later = purchases.filter((purchases.date > cut) & (purchases.date <= end))
    stayed = set(fetch(later.select("customer").distinct())["customer"].to_pylist())
    left = np.array([name not in stayed for name in found.customers.to_pylist()])
    if left.all() or not left.any():
        raise BadInput(words.ONE_CLASS(cut=cut))
    return left


def best_threshold(risk: Floats, happened: Flags) -> float:
    """The risk from which on warning gives the greatest balanced accuracy (Youden 1950), midway to the next lower."""
    false, true, limits = roc_curve(happened, risk, drop_intermediate=False)
    # The first limit is infinite: it warns of nobody.
    place = 1 + int(np.argmax((true - false)[1:]))
    return float(limits[place : place + 2].mean())


def learned_weights(known: Known, purchases: Any, end: date) -> Weights:
    """The weights of the combined risk and its threshold, from what was known and the customers' fate up to `end`."""
    silent = known.column("silent")
    left = left_after(purchases, Risks(known.facts["customer"], silent, silent), known.until, end)
    marks = marks_of(known, silent)
    weights = weigh(marks, left)
    return replace(weights, threshold=best_threshold(weights.risk(marks), left))


def middle_of(first: date, last: date) -> date:
    return first + timedelta((last - first).days // 2)


def judged(risk: Floats, threshold: float, happened: Flags, lead: Floats) -> dict[str, float]:
    """Marks of a warning; `lead`: days from the first warning to the event, read where the warning was right."""
    warned = risk >= threshold
    right = warned & happened
    recall, false = float(right.sum() / happened.sum()), float((warned & ~happened).sum() / (~happened).sum())
    return {
        "precision": float(right.sum() / warned.sum()) if warned.any() else 0.0,
        "recall": recall,
        "false_alarms": false,
        "balanced": (recall + 1 - false) / 2,
        "auc": float(roc_auc_score(happened, risk)),
        "average_precision": float(average_precision_score(happened, risk)),
        "lead_days": float(np.median(lead[right])) if right.any() else 0.0,
    }


def false_alarms_at(risk: Floats, happened: Flags, recall: float) -> float:
    """The part of the faithful who are warned of when at least the part `recall` of the leaving is."""
    false, true, _ = roc_curve(happened, risk, drop_intermediate=False)
    return float(false[np.argmax(true >= recall - 1e-12)])
