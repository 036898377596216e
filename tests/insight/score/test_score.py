"""Scores, portfolio, kinds of loyalty and stages, counted by hand."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from keta.insight.base import BadInput
from keta.insight.score import (
    DELIVERED,
    Evidence,
    Indicator,
    Scorecard,
    Timing,
    loyalty,
    portfolio,
    score,
    stages,
)

STEPS = ((10.0, 50), (20.0, 100))
CARD = Scorecard(
    3,
    (
        Indicator("bought", "contribution", 2, STEPS),
        Indicator("years", "loyalty", 1, STEPS),
        Indicator("growth", "potential", 1, STEPS),
    ),
)
ROWS = pd.DataFrame({"customer": ["a", "b"], "bought": [20, 5], "years": [12, 30], "growth": [0, 10]})


@pytest.mark.feature("ANA-42")
def test_the_score_is_the_weighted_mean_of_the_points() -> None:
    result = score(ROWS, CARD)
    first, second = result.table.to_pylist()
    assert first["score"] == (2 * 100 + 50 + 0) / 4
    assert first["value"] == pytest.approx(200 / 3)
    assert first["strength"] is None
    assert (first["quadrant"], second["quadrant"]) == ("loyal and valuable", "loyal")
    assert "version 3" in result.explain("en")
    assert result.figure()["x_border"] == 50


def test_why_adds_up_to_the_score() -> None:
    result = score(ROWS, CARD)
    why = result.why("a").to_pylist()
    assert [row["indicator"] for row in why] == ["bought", "years", "growth"]
    assert sum(row["part"] for row in why) == 62.5
    with pytest.raises(BadInput, match="no customer"):
        result.why("z")


def test_what_would_change_it_names_the_next_step() -> None:
    steps = score(ROWS, CARD).what_would_change("b").to_pylist()
    assert steps[0] == {
        "indicator": "bought",
        "value": 5.0,
        "needed": 10.0,
        "score": 62.5,
        "quadrant": "loyal and valuable",
    }
    assert [row["indicator"] for row in steps] == ["bought", "growth"]


@pytest.mark.feature("ANA-64")
def test_a_card_that_rests_on_one_indicator_warns() -> None:
    assert "alone holds 50%" in score(ROWS, CARD).explain("en")
    table = pd.DataFrame({"customer": [1], **{one.column: [1.0] for one in DELIVERED.indicators}})
    assert score(table, DELIVERED).warnings() == []


def test_a_card_is_data() -> None:
    assert Scorecard.from_data(json.loads(json.dumps(CARD.to_data()))) == CARD
    with pytest.raises(BadInput, match="cannot be read"):
        Scorecard.from_data({"version": 1})


@pytest.mark.parametrize(
    ("indicators", "reason"),
    [
        ((), "at least one"),
        ((Indicator("x", "loyalty", 0, STEPS),), "weight"),
        ((Indicator("x", "luck", 1, STEPS),), "luck"),
        ((Indicator("x", "loyalty", 1, ((2.0, 50), (1.0, 60))),), "must rise"),
        ((Indicator("x", "loyalty", 1, ((2.0, 150),)),), "0 to 100"),
        ((Indicator("x", "loyalty", 1, STEPS), Indicator("x", "loyalty", 1, STEPS)), "twice"),
    ],
)
def test_cards_that_make_no_sense_are_refused(indicators: tuple[Indicator, ...], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        Scorecard(1, indicators)


@pytest.mark.parametrize("value", [None, "much", float("inf")])
def test_values_that_are_no_numbers_are_refused_with_their_column(value: object) -> None:
    with pytest.raises(BadInput) as refusal:
        score(ROWS.head(1).assign(bought=value), CARD)
    assert refusal.value.column == "bought"


@pytest.mark.feature("ANA-49")
def test_the_portfolio_has_four_cells() -> None:
    table = pd.DataFrame({"customer": [1, 2, 3, 4], "history": [9, 1, 9, 1], "potential": [9, 9, 1, 1]})
    result = portfolio(table, borders=(5, 5))
    assert result.table["cell"].to_pylist() == ["invest", "cultivate", "restructure", "drop"]
    assert portfolio(table).borders == (5.0, 5.0)
    with pytest.raises(BadInput, match="unique"):
        portfolio(table.assign(customer=1))


@pytest.mark.feature("LOY-07")
def test_loyalty_has_kinds_with_evidence() -> None:
    table = pd.DataFrame(
        {
            "customer": [1, 2, 3, 4, 5],
            "repeats": [5, 5, 5, 5, 0],
            "alternatives": [3, 0, 3, 3, 3],
            "related": [0, 0, 1, 0, 0],
            "satisfaction": [90, 90, 90, 40, 99],
        }
    )
    assert loyalty(table).table["kind"].to_pylist() == ["trust", "monopoly", "kinship", "inertia", "none"]
    assert loyalty(table, Evidence(satisfied=95)).table["kind"].to_pylist()[0] == "inertia"
    with pytest.raises(BadInput, match="below zero"):
        loyalty(table.assign(repeats=-1))


def test_stages_follow_the_purchases() -> None:
    rows = [("new", "2024-12-01", 10)]
    rows += [("steady", f"{year}-{month:02d}-20", 10) for year in (2023, 2024) for month in range(1, 13)]
    rows += [("silent", f"2023-{month:02d}-20", 10) for month in range(1, 13)]
    rows += [("rising", f"2024-{month:02d}-20", 10 if month < 7 else 50) for month in range(1, 13)]
    rows += [("falling", f"2024-{month:02d}-20", 50 if month < 7 else 10) for month in range(1, 13)]
    table = pd.DataFrame(rows, columns=["customer", "date", "amount"])
    result = stages(table, Timing(until=date(2024, 12, 31)))
    found = dict(zip(result.table["customer"].to_pylist(), result.table["stage"].to_pylist(), strict=True))
    assert found == {
        "new": "exploration",
        "steady": "stable",
        "silent": "decline",
        "rising": "formation",
        "falling": "decline",
    }
    evidence = dict(zip(result.table["customer"].to_pylist(), result.table["evidence"].to_pylist(), strict=True))
    assert evidence["silent"] == "silent beyond its own rhythm"
    assert "考察期" in result.explain("zh-Hans")
    with pytest.raises(BadInput, match="above zero"):
        stages(table, Timing(span_days=0))


@pytest.mark.feature("ANA-38")
def test_the_delivered_card_states_its_version_and_reasons_and_survives_json() -> None:
    data = json.loads(json.dumps(DELIVERED.to_data()))
    assert Scorecard.from_data(data) == DELIVERED
    assert [DELIVERED.weight(group) for group in ("contribution", "loyalty", "potential", "strength")] == [
        40,
        30,
        15,
        15,
    ]
    assert any("rank-sum" in reason for reason in DELIVERED.reasons)
    row = {one.column: [one.scale[0][0]] for one in DELIVERED.indicators}
    told = score(pd.DataFrame({"customer": ["a"], **row}), DELIVERED).explain("en")
    assert "version 1" in told
    assert "rank-sum" in told
