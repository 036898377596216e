"""Who is warned of leaving, and how warnings are judged."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from keta.insight.base import BadInput, read_purchases
from keta.insight.warning import Trial, Watch, backtest, churn
from keta.insight.warning.judging import learned_weights
from keta.insight.warning.signals import known_on

START = date(2024, 1, 1)


def bought(customer: str, days: list[int], amount: int = 100) -> list[tuple[str, date, int]]:
    return [(customer, START + timedelta(day), amount) for day in days]


def table(*histories: list[tuple[str, date, int]]) -> pd.DataFrame:
    return pd.DataFrame([row for rows in histories for row in rows], columns=["customer", "date", "amount"])


WEEKLY, MONTHLY = list(range(0, 300, 7)), list(range(0, 350, 30))
ROWS = table(bought("weekly", WEEKLY), bought("monthly", MONTHLY), bought("faithful", list(range(0, 360, 7))))


@pytest.fixture(scope="module")
def shop() -> pd.DataFrame:
    """Weekly and quarterly customers, half of whom leave on a day of their own."""
    random, rows = np.random.default_rng(2), []
    for number in range(240):
        gap = 7 if number % 2 else 90
        end = int(random.integers(60, 700)) if number % 4 < 2 else 730
        days = np.cumsum(random.exponential(gap, 400)).astype(int)
        rows.append(bought(f"c{number}", [0, *(int(day) for day in days if day < end)]))
    rows.append(bought("last", [730]))
    return table(*rows)


@pytest.mark.feature("WRN-08")
def test_each_customer_is_measured_by_its_own_rhythm() -> None:
    result = churn(ROWS, Watch(threshold=2.5, until=START + timedelta(357)))
    assert result.warned()["customer"].to_pylist() == ["weekly"]
    assert "1 of 3" in result.explain("en")
    assert "自身节奏" in result.explain("zh-Hans")


def test_amounts_that_fall_are_seen() -> None:
    rows = table(bought("a", [10, 100], 100), bought("a", [250], 40), bought("b", [10, 250], 100))
    result = churn(rows, Watch("falling", until=START + timedelta(355)))
    assert result.warned()["customer"].to_pylist() == ["a"]
    assert result.table["risk"].to_pylist() == [pytest.approx(0.8), 0.0]


@pytest.mark.parametrize("signal", ["alive", "expected"])
def test_models_warn_of_the_silent_before_the_faithful(shop: pd.DataFrame, signal: str) -> None:
    slow = shop[shop.customer.str.endswith(("0", "2", "4", "last"))]
    result = churn(slow, Watch(signal))
    order = result.table["customer"].to_pylist()
    silent = dict(zip(order, result.table["silent_days"].to_pylist(), strict=True))
    assert np.mean([silent[name] for name in order[:20]]) > np.mean([silent[name] for name in order[-20:]])
    assert all(0 <= risk <= 1 for risk in result.table["risk"].to_pylist())


def test_warnings_are_judged_on_time_that_they_have_not_seen(shop: pd.DataFrame) -> None:
    result = backtest(shop, Trial(START + timedelta(500), 200, ("rhythm",)))
    base, rhythm = result.row("silence"), result.row("rhythm")
    assert rhythm["balanced"] > base["balanced"]
    assert rhythm["recall"] > base["recall"]
    assert result.best == "rhythm"
    assert rhythm["lead_days"] > 0
    assert "better than 90 days" in result.explain("en")
    assert result.figure()["kind"] == "bars"


def test_what_cannot_be_judged_is_refused(shop: pd.DataFrame) -> None:
    with pytest.raises(BadInput, match="no time on one side"):
        backtest(shop, Trial(date(2023, 1, 1)))
    with pytest.raises(BadInput, match="no signal"):
        backtest(shop, Trial(START + timedelta(500), signals=("stars",)))
    with pytest.raises(BadInput, match="same fate"):
        backtest(table(bought("a", [0, 100, 200])), Trial(START + timedelta(150), signals=()))


def test_bad_input_is_refused() -> None:
    with pytest.raises(BadInput, match="no signal"):
        churn(ROWS, Watch("stars"))
    with pytest.raises(BadInput, match="above zero"):
        churn(ROWS, Watch(threshold=-1.0))
    with pytest.raises(BadInput, match="No purchase"):
        churn(ROWS, Watch(until=date(2020, 1, 1)))
    with pytest.raises(BadInput, match="no rows"):
        churn(ROWS.head(0).astype({"amount": "int64", "customer": "string"}))


@pytest.fixture(scope="module")
def made() -> pd.DataFrame:
    """Customers of BG/NBD with rhythms from weekly to yearly, won over two years, watched for three."""
    random, rows = np.random.default_rng(7), []
    for number in range(700):
        day, rate = int(random.integers(0, 700)), random.gamma(0.8, 1 / 30.0)
        leaves = random.beta(0.8, 5.0)
        days = [day]
        while (day := day + max(1, int(random.exponential(1 / rate)))) <= 1095:
            days.append(day)
            if random.random() < leaves:
                break
        rows.append(bought(f"c{number}", [day - 1000 for day in days]))
    rows.append(bought("last", [95]))
    return table(*rows)


def test_the_combined_warning_ranks_made_customers_better_than_silence(made: pd.DataFrame) -> None:
    result = backtest(made, Trial(START - timedelta(270), 365, ("combined",)))
    assert result.ranks_better("combined")
    assert result.row("combined")["auc"] > result.row("silence")["auc"] + 0.02


def test_the_combined_warning_rises_with_silence_and_brings_its_threshold(made: pd.DataFrame) -> None:
    result = churn(made, Watch("combined"))
    assert 0 < result.watch.limit < 1
    assert 0 < result.warned().num_rows < result.table.num_rows
    bought = read_purchases(made, "customer", "date", "amount").table
    weights = learned_weights(known_on(bought, START - timedelta(500), 90), bought, START - timedelta(100))
    marks = np.array([[1.0, 0.2, 3.0], [2.0, 0.3, 3.0], [4.0, 0.9, 3.0]])
    assert (np.diff(weights.risk(marks)) >= 0).all()
