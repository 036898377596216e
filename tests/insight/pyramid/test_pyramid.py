"""Layers, ties, seven layers, concentration and the refusals of the pyramid, on tables counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keta.insight.base import POINTS, BadInput, Period
from keta.insight.commands.main import main
from keta.insight.pyramid import CURRY, Cuts, People, Rule, concentration, pyramid


def bought(amounts: dict[object, int], day: date = date(2024, 5, 1)) -> pa.Table:
    return pa.table(
        {
            "customer": list(amounts),
            "date": [day] * len(amounts),
            "amount": pa.array(amounts.values(), pa.int64()),
        }
    )


def layers(result: object) -> dict[object, str]:
    return dict(zip(result.table["customer"].to_pylist(), result.table["layer"].to_pylist(), strict=True))


@pytest.mark.feature("ANA-05")
def test_a_thousand_active_customers_give_ten_forty_a_hundred_and_fifty_and_the_rest() -> None:
    result = pyramid(bought({one: 5000 - one for one in range(1, 1001)}))
    assert [layer.customers for layer in result.active] == [10, 40, 150, 800]


@given(st.integers(1, 5000))
def test_the_cut_is_the_ceiling_of_the_exact_fraction(active: int) -> None:
    ends = [-(-active * percent // 100) for percent in (1, 5, 20, 100)]
    assert CURRY.sizes(active) == [ends[0], *(high - low for low, high in zip(ends, ends[1:], strict=False))]


def test_equal_amounts_are_ranked_by_the_lower_customer_number() -> None:
    result = pyramid(bought({"KH-10": 500, "KH-9": 500, "KH-2": 500}))
    assert result.table["customer"].to_pylist() == ["KH-2", "KH-9", "KH-10"]
    assert result.table["rank"].to_pylist() == [1, 2, 3]


def test_returns_can_make_a_customer_inactive_to_the_cent() -> None:
    rows = pd.DataFrame({"customer": [1, 1, 1, 2], "date": "2024-01-05", "amount": [0.1, 0.2, -0.3, 5.0]})
    assert layers(pyramid(rows)) == {2: "top", 1: "inactive"}


@pytest.mark.feature("ANA-07")
def test_the_register_shows_prospects_and_suspects_below_the_active() -> None:
    register = pd.DataFrame({"customer": [1, 2, 3, 4], "state": ["customer", "prospect", None, "other"]})
    rule = Rule(people=People(register, state="state"))
    result = pyramid(bought({1: 100}), rule=rule)
    assert layers(result) == {1: "top", 2: "prospects", 3: "suspects", 4: "suspects"}
    assert len(result.layers) == 7


def test_a_customer_who_bought_before_the_period_is_inactive_in_it() -> None:
    rows = pa.concat_tables([bought({1: 100}), bought({2: 100}, date(2024, 6, 1))])
    result = pyramid(rows, rule=Rule(period=Period(date(2024, 6, 1), date(2024, 6, 30))))
    assert layers(result) == {2: "top", 1: "inactive"}


def test_other_cuts_and_other_measures_are_taken() -> None:
    points = pa.table({"customer": [1, 2, 3, 4], "points": [40, 30, 20, 10]})
    result = pyramid(points, date=None, amount="points", rule=Rule(Cuts.at("50"), unit=POINTS))
    assert [layer.customers for layer in result.active] == [2, 2]
    assert result.first_share(50) == 0.7
    assert "points" in result.explain("zh-Hans")


def test_carriers_are_the_fewest_who_bring_the_share() -> None:
    result = pyramid(bought({1: 80, 2: 15, 3: 5}))
    assert result.carriers(80).num_rows == 1
    assert result.carriers(81).num_rows == 2
    assert result.carriers(100).num_rows == 3


def test_concentration_of_equals_is_none_and_of_one_is_near_all() -> None:
    assert concentration(pyramid(bought(dict.fromkeys(range(10), 7)))).gini == 0
    uneven = concentration(pyramid(bought({1: 999_997, 2: 1, 3: 1, 4: 1})))
    assert uneven.gini == float(Fraction(3 * 999_997 + 1 - 1 - 3, 4 * 1_000_000))
    assert uneven.top_share(1) == 0.999997
    assert uneven.lorenz()[0] == (0, 0)
    assert uneven.lorenz()[-1] == (1, 1)
    with pytest.raises(BadInput, match="1 to 4"):
        uneven.top_share(5)


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"customer": [None, "b"]}, "customer", "no value"),
        ({"amount": ["1,234.00", "5"]}, "amount", "1,234.00"),
        ({"amount": [float("inf"), 5.0]}, "amount", "inf"),
        ({"amount": [29.335, 5.0]}, "amount", "29.335"),
        ({"amount": [1, "b"]}, "amount", "mixed types"),
        ({"date": ["2024-01-01", "soon"]}, "date", "soon"),
        ({"date": [date.today() + timedelta(days=400)] * 2}, "date", "dated after"),
        ({"amount": [0, -5]}, "amount", "nobody to rank"),
    ],
)
def test_bad_input_is_refused_with_its_column_and_reason(
    change: dict[str, list[object]], column: str, reason: str
) -> None:
    good = {"customer": ["a", "b"], "date": ["2024-01-01"] * 2, "amount": [1.5, 2.5]}
    with pytest.raises(BadInput, match=reason) as refusal:
        pyramid(pd.DataFrame({**good, **change}))
    assert refusal.value.column == column


def test_empty_tables_wrong_cuts_and_unknown_layers_are_refused() -> None:
    with pytest.raises(BadInput, match="no rows"):
        pyramid(bought({1: 5}).slice(0, 0))
    for cuts in (("5", "1"), ("0",), ("100",), ("abc",), (), ("1/0",)):
        with pytest.raises(BadInput, match="Cut-offs"):
            Cuts.at(*cuts)
    with pytest.raises(BadInput, match="float"):
        Cuts.at(2.5)  # type: ignore[arg-type]  # what a caller without types would write
    with pytest.raises(BadInput, match="no layer"):
        pyramid(bought({1: 5})).layer("huge")
    with pytest.raises(BadInput, match="date column"):
        pyramid(bought({1: 5}), date=None, rule=Rule(period=Period(date(2024, 1, 1), date(2024, 2, 1))))


def test_a_register_with_other_numbers_or_twice_the_same_is_refused() -> None:
    with pytest.raises(BadInput, match="same type"):
        pyramid(bought({1: 5}), rule=Rule(people=People(pd.DataFrame({"customer": ["x"]}))))
    with pytest.raises(BadInput, match="unique"):
        pyramid(bought({1: 5}), rule=Rule(people=People(pd.DataFrame({"customer": [2, 2]}))))


def test_the_command_line_answers_from_a_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(one, f"2024-0{month}-03", f"{one * month}.50") for one in range(1, 30) for month in (1, 7)]
    path = tmp_path / "purchases.csv"
    pd.DataFrame(rows, columns=["customer", "date", "amount"]).to_csv(path, index=False)
    assert main(["pyramid", str(path), "--locale", "en", "--picture", str(tmp_path / "p.png")]) == 0
    assert "29 active customers" in capsys.readouterr().out
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    flows = ["migration", str(path), "--first", "2024-01-01", "--picture", str(tmp_path / "m.html")]
    assert main(flows) == 0
    assert "<svg" in (tmp_path / "m.html").read_text()
    assert main(["what-if", str(path), "--moves", "1:small:top", "--locale", "en"]) == 0
    assert main(["concentration", str(path)]) == 0
    assert main(["what-if", str(path), "--moves", "one:up"]) == 2
