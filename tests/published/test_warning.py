"""Warnings on the CDNOW sample, judged on the weeks after a cut against 90 days of silence."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from keta.insight.base import USD
from keta.insight.warning import Backtest, Trial, backtest


@pytest.fixture(scope="module")
def record(cdnow: pa.Table) -> Backtest:
    return backtest(cdnow, Trial(date(1997, 9, 30), unit=USD))


def test_the_warnings_are_better_than_ninety_days_of_silence(record: Backtest) -> None:
    base = record.row("silence")
    assert (record.customers, record.left) == (2357, 1673)
    for signal in ("rhythm", "alive", "combined"):
        assert record.row(signal)["balanced"] > base["balanced"]
        assert record.row(signal)["precision"] > base["precision"]
    assert record.best != "silence"


@pytest.mark.feature("WRN-08")
def test_the_combined_warning_ranks_better_than_silence(record: Backtest) -> None:
    base, combined = record.row("silence"), record.row("combined")
    assert record.ranks_better("combined")
    assert combined["auc"] > base["auc"] + 0.005
    assert combined["false_alarms_at_base_recall"] < base["false_alarms"] - 0.01
    assert "Better than days of silence by AUC" in record.explain("en")


@pytest.mark.parametrize("cut", [date(1997, 12, 31), date(1998, 2, 28)])
def test_it_does_so_at_other_cuts_too(cdnow: pa.Table, cut: date) -> None:
    assert backtest(cdnow, Trial(cut, signals=("combined",), unit=USD)).ranks_better("combined")


def test_with_little_time_before_the_cut_it_still_ranks_better_on_average(cdnow: pa.Table) -> None:
    """Learned on 106 days: better by AUC and average precision, not at the recall of the base rule."""
    record = backtest(cdnow, Trial(date(1997, 7, 31), signals=("combined",), unit=USD))
    base, combined = record.row("silence"), record.row("combined")
    assert combined["auc"] > base["auc"]
    assert combined["average_precision"] > base["average_precision"]
    assert not record.ranks_better("combined")


def test_neither_rhythm_nor_the_chance_alone_ranks_better(record: Backtest) -> None:
    """Said openly: alone they win by their threshold, not by their ranking."""
    assert not record.ranks_better("rhythm")
    assert not record.ranks_better("alive")


def test_the_lead_is_the_time_from_the_warning_to_the_loss(record: Backtest) -> None:
    """Lost is who is silent for 273 days; the base rule warns on the 90th."""
    assert record.horizon_days == 273
    assert record.row("silence")["lead_days"] == 273 - 90
