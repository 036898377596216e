"""Warnings on the CDNOW sample, judged on the 39 weeks after 1997-09-30 against 90 days of silence."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from keta.insight.base import USD
from keta.insight.warning import Trial, backtest


def test_the_warnings_are_better_than_ninety_days_of_silence(cdnow: pa.Table) -> None:
    result = backtest(cdnow, Trial(date(1997, 9, 30), unit=USD))
    base = result.row("silence")
    assert (result.customers, result.left) == (2357, 1673)
    for signal in ("rhythm", "alive"):
        assert result.row(signal)["balanced"] > base["balanced"]
        assert result.row(signal)["precision"] > base["precision"]
    assert result.best != "silence"
