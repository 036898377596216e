"""The holdout and the automatic choice: judged on purchases not seen, with a reason in words."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from keta.insight.base import BadInput
from keta.insight.lifetime import Candidates, Split, choose, holdout

FAST = ("bg_nbd", "mbg_nbd")


def test_the_choice_is_the_smallest_error_on_the_last_third(shop: pa.Table) -> None:
    choice = choose(shop, candidates=Candidates(FAST))
    marks = dict(zip(choice.table["model"].to_pylist(), choice.table["deviance"].to_pylist(), strict=True))
    assert choice.name == min(marks, key=lambda name: marks[name])
    assert choice.fitted is not None
    assert "last third" in choice.explain("en")
    assert "最后三分之一" in choice.explain("zh-Hans")


def test_a_thin_history_is_judged_by_bic_and_says_so(shop: pa.Table) -> None:
    few = shop.slice(0, 150)
    choice = choose(few, candidates=Candidates(FAST))
    assert choice.table["deviance"].null_count == choice.table.num_rows
    assert "BIC" in choice.explain("en")
    assert choice.figure()["kind"] == "bars"


def test_without_repeat_buyers_the_simple_method_is_chosen() -> None:
    once = pa.table({"customer": range(30), "date": ["2024-01-01"] * 29 + ["2024-03-01"], "amount": [100] * 30})
    choice = choose(once)
    assert choice.name == "simple"
    assert choice.fitted is None
    assert "bought again" in choice.explain("en")
    assert choice.figure()["categories"] == []


def test_the_holdout_table_averages_to_the_total(shop: pa.Table) -> None:
    trial = holdout(shop, Split(date(2025, 3, 31), models=FAST))
    rows = trial.table.to_pylist()
    assert sum(row["customers"] * row["fact"] for row in rows) == pytest.approx(trial.fact)
    expected = sum(row["customers"] * row["bg_nbd"] for row in rows)
    assert expected == pytest.approx(trial.verdicts["bg_nbd"].expected)
    assert expected == pytest.approx(trial.fact, rel=0.2)


@pytest.mark.parametrize("cut", [date(2020, 1, 1), date(2030, 1, 1)])
def test_it_refuses_a_cut_outside_the_purchases(shop: pa.Table, cut: date) -> None:
    with pytest.raises(BadInput, match="cut"):
        holdout(shop, Split(cut))
