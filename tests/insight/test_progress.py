"""Whatever takes more than two seconds on large tables tells how far it is, and stops when told to."""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np
import pytest
from tests.insight.every_function import cases

from keta.insight import lifetime, mining, pyramid, rfm, segments, warning
from keta.insight.base import Cancelled, Text, awaited, silent

STEP = Text("step", "步骤")
CALLS: dict[str, Any] = {
    "pyramid": lambda report: pyramid.pyramid(cases.PURCHASES, progress=report),
    "migration": lambda report: pyramid.migration(cases.PURCHASES, pyramid.Moves(cases.YEARS), progress=report),
    "rfm": lambda report: rfm.rfm(cases.PURCHASES, progress=report),
    "segments": lambda report: segments.segment(
        cases.CUSTOMERS, ("revenue", "visits"), segments.Grouping("mixture", 3), progress=report
    ),
    "churn": lambda report: warning.churn(cases.PURCHASES, warning.Watch("combined"), progress=report),
    "backtest": lambda report: warning.backtest(cases.PURCHASES, cases.TRIAL, progress=report),
    "limits": lambda report: warning.limit_backtest(cases.COURSES, cases.CREDIT, progress=report),
    "summary": lambda report: lifetime.summarise(cases.PURCHASES, progress=report),
    "cohorts": lambda report: lifetime.cohorts(cases.PURCHASES, progress=report),
    "fit": lambda report: lifetime.fit(cases.SUMMARY, progress=report),
    "Pareto/NBD": lambda report: lifetime.fit(cases.SUMMARY, "pareto_nbd", progress=report),
    "spending": lambda report: lifetime.fit_spending(cases.SUMMARY, progress=report),
    "scores": lambda report: lifetime.score(cases.SUMMARY, cases.FITTED, progress=report),
    "choice": lambda report: lifetime.choose(cases.PURCHASES, progress=report),
    "bootstrap": lambda report: lifetime.confidence(
        cases.FITTED, resampling=lifetime.Resampling(5), progress=report
    ),
    "learning": lambda report: mining.learn(cases.LEARNING, cases.QUESTION, ("boosted",), progress=report),
    "uplift": lambda report: mining.uplift(
        cases.CAMPAIGN, mining.CampaignTest("group", "none", "visit"), progress=report
    ),
    "rules": lambda report: mining.association_rules(cases.BASKETS, progress=report),
    "contacts": lambda report: mining.best_contacts(cases.CONTACTS, mining.Campaign(3_000), progress=report),
    "forecast": lambda report: mining.forecast(
        cases.SERIES, "value", "date", mining.ForecastPlan(4, 4, methods=("ets",)), report
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in CALLS if name != "cohorts"])
def test_the_part_done_lies_between_nothing_and_all_and_does_not_fall(name: str) -> None:
    parts: list[float] = []
    CALLS[name](lambda part, step: parts.append(part))
    assert len(parts) >= 2
    assert all(0 <= part <= 1 for part in parts)
    assert parts == sorted(parts)


@pytest.mark.parametrize("name", CALLS)
def test_it_stops_when_told_to(name: str) -> None:
    calls = []

    def stop(part: float, step: Text) -> None:
        calls.append(step.tell("zh-Hans"))
        if len(calls) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        CALLS[name](stop)
    assert len(calls) == 2


def test_who_waits_for_a_library_is_asked_while_it_works() -> None:
    parts: list[float] = []
    assert awaited(lambda: time.sleep(0.5) or 7, lambda part, step: parts.append(part), STEP) == 7
    assert len(parts) >= 3
    assert parts == sorted(parts)


def test_cancelling_frees_the_caller_before_the_library_is_done() -> None:
    done = threading.Event()

    def stop(part: float, step: Text) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        awaited(lambda: done.wait(5), stop, STEP)
    assert not done.is_set()
    done.set()


def test_a_failure_inside_is_raised_outside() -> None:
    def fail() -> None:
        raise np.linalg.LinAlgError("singular")

    for report in (silent, lambda part, step: None):
        with pytest.raises(np.linalg.LinAlgError):
            awaited(fail, report, STEP)
