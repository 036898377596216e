"""Segments of made-up customers whose groups are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from keta.insight.base import BadInput
from keta.insight.segments import Grouping, fuzzy_c_means, look_alikes, segment

COLUMNS = ("spent", "visits")


@pytest.fixture(scope="module")
def customers() -> pd.DataFrame:
    random = np.random.default_rng(3)
    centres = np.repeat([(100.0, 2.0), (500.0, 8.0), (900.0, 3.0)], [60, 40, 20], axis=0)
    places = centres + random.normal(0, (30.0, 0.4), centres.shape)
    return pd.DataFrame({"number": range(120), "spent": places[:, 0], "visits": places[:, 1]})


@pytest.mark.feature("MIN-05")
@pytest.mark.parametrize("method", ["k_means", "mixture", "fuzzy"])
def test_the_number_of_groups_is_found(customers: pd.DataFrame, method: str) -> None:
    result = segment(customers, COLUMNS, Grouping(method, starts=3), "number")
    assert result.count == 3
    assert result.sizes == [60, 40, 20]
    assert result.is_stable
    assert result.table["segment"].to_pylist() == [1] * 60 + [2] * 40 + [3] * 20
    assert "3 segments" in result.explain("en")
    assert result.figure()["kind"] == "points"


def test_noise_is_called_unstable() -> None:
    random = np.random.default_rng(5)
    rows = pd.DataFrame(random.normal(size=(150, 4)), columns=list("abcd"))
    result = segment(rows, list("abcd"), Grouping(count=6, starts=3))
    assert not result.is_stable
    assert "do not build" in result.explain("en")


@pytest.mark.feature("MIN-06")
def test_memberships_add_to_one_and_a_row_on_a_centre_is_no_trouble() -> None:
    values = np.array([[0.0], [0.0], [0.0], [10.0], [10.0], [10.0]])
    result = fuzzy_c_means(values, 2)
    assert result.objective == pytest.approx(0, abs=1e-9)
    assert result.membership.sum(axis=1) == pytest.approx(np.ones(6))


@pytest.mark.parametrize(
    ("change", "grouping", "reason"),
    [
        ({"spent": 5.0}, Grouping(), "all rows are equal"),
        ({"spent": float("inf")}, Grouping(), "finite number"),
        ({"spent": "much"}, Grouping(), "much"),
        ({}, Grouping(count=500), "cannot form"),
        ({}, Grouping(count=1), "at least 2"),
        ({}, Grouping("magic"), "no method"),
        ({}, Grouping("fuzzy", 2, fuzziness=1.0), "above 1"),
    ],
)
def test_bad_input_is_refused(
    customers: pd.DataFrame, change: dict[str, object], grouping: Grouping, reason: str
) -> None:
    with pytest.raises(BadInput, match=reason):
        segment(customers.assign(**change), COLUMNS, grouping)


def test_empty_tables_no_columns_and_repeated_numbers_are_refused(customers: pd.DataFrame) -> None:
    with pytest.raises(BadInput, match="no rows"):
        segment(customers.head(0), COLUMNS)
    with pytest.raises(BadInput, match="at least one column"):
        segment(customers, ())
    with pytest.raises(BadInput, match="unique"):
        segment(customers.assign(number=1), COLUMNS, identifier="number")
    with pytest.raises(BadInput, match="not below zero"):
        segment(customers.assign(spent=customers.spent - 5000), COLUMNS, Grouping(logarithm=True))


def test_look_alikes_come_from_the_group_of_the_seeds(customers: pd.DataFrame) -> None:
    result = look_alikes(customers, COLUMNS, [100, 101], "number", 18)
    assert set(result.table["customer"].to_pylist()) == set(range(102, 120))
    with pytest.raises(BadInput, match="not in the table"):
        look_alikes(customers, COLUMNS, [5000], "number")
    with pytest.raises(BadInput, match="at least one customer"):
        look_alikes(customers, COLUMNS, [], "number")
