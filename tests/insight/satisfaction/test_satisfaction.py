"""Measures of satisfaction counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from keta.insight.base import BadInput
from keta.insight.satisfaction import acsi, ces, csat, gaps, importance_performance, nps


def scores(*values: object) -> pd.DataFrame:
    return pd.DataFrame({"score": values})


def test_nps_is_promoters_less_detractors() -> None:
    result = nps(scores(10, 9, 8, 7, 6, 0, 9, 10, 10, 5))
    assert result.value == pytest.approx(20)
    assert "5 promoters, 2 passives, 3 detractors" in result.explain("en")
    assert sum(result.table["count"].to_pylist()) == 10


def test_csat_and_ces() -> None:
    assert csat(scores(5, 4, 3, 1)).value == 50
    assert ces(scores(7, 5)).value == 6


def test_one_answer_has_no_margin() -> None:
    result = nps(scores(10))
    assert result.error is None
    assert "no margin" in result.explain("en")


@pytest.mark.feature("LOY-01")
def test_the_index_follows_the_formula() -> None:
    table = pd.DataFrame({"overall": [8, 10], "expectation": [7, 10], "ideal": [6, 10]})
    result = acsi(table.head(1), weights=(0.5, 0.3, 0.2))
    assert result.value == pytest.approx((7 * 0.5 + 6 * 0.3 + 5 * 0.2) / 9 * 100)
    assert acsi(table.tail(1)).value == pytest.approx(100)


@pytest.mark.feature("LOY-06")
def test_the_widest_gap_stands_first() -> None:
    table = pd.DataFrame({"e1": [6, 7], "p1": [5, 5], "e2": [4, 4], "p2": [5, 5]})
    result = gaps(table, {"delivery": ("e1", "p1"), "brand": ("e2", "p2")})
    assert result.table["name"].to_pylist() == ["delivery", "brand"]
    assert result.table["gap"].to_pylist() == [-1.5, 1.0]


@pytest.mark.feature("LOY-02")
def test_what_is_important_and_poor_is_to_be_improved() -> None:
    table = pd.DataFrame(
        {
            "overall": [2, 4, 6, 8, 10],
            "delivery": [1, 2, 3, 4, 5],
            "brand": [9, 8, 9, 8, 9],
            "price": [5, 6, 8, 9, 10],
        }
    )
    result = importance_performance(table, ["delivery", "brand", "price"], "overall")
    kinds = dict(zip(result.table["driver"].to_pylist(), result.table["quadrant"].to_pylist(), strict=True))
    assert kinds == {"delivery": "concentrate here", "price": "keep up", "brand": "possible overkill"}
    assert "Concentrate here: delivery" in result.explain("en")
    assert result.figure()["kind"] == "points"


@pytest.mark.parametrize("value", [11, -1, 7.5, None, "good", float("inf")])
def test_answers_off_the_scale_are_refused_with_their_column(value: object) -> None:
    with pytest.raises(BadInput) as refusal:
        nps(scores(value))
    assert refusal.value.column == "score"


def test_wrong_weights_scales_and_empty_tables_are_refused() -> None:
    table = pd.DataFrame({"overall": [8], "expectation": [7], "ideal": [6]})
    for weights in ((0.5, 0.5, 0.5), (1.0, 0.0, 0.0), (0.5, 0.5)):
        with pytest.raises(BadInput, match="add to 1"):
            acsi(table, weights=weights)
    with pytest.raises(BadInput, match="three questions"):
        acsi(table, ["overall"], (1.0,))
    with pytest.raises(BadInput, match="must rise"):
        csat(scores(3), low=5, high=1)
    with pytest.raises(BadInput, match="no rows"):
        nps(scores().astype("int64"))
    with pytest.raises(BadInput, match="cannot be derived"):
        importance_performance(pd.DataFrame({"a": [5, 5], "o": [1, 2]}), ["a"], "o")
    with pytest.raises(BadInput, match="at least one driver"):
        gaps(table, {})
