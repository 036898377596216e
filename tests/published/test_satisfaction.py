"""Satisfaction by the published formulas: Reichheld (2003) on 1,000 answers, the index of Fornell et al. (1996) on the
bank survey of the R package plspm; the sums are counted from the files with whole numbers, apart from this library.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pytest

from keta.insight.base import BadInput
from keta.insight.satisfaction import acsi, importance_performance, nps

SAT = ("sat1", "sat2", "sat3")


DRIVERS = ("expe1", "qual1", "val1")


@pytest.fixture(scope="module")
def survey(data: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((data / "satisfaction/plspm_satisfaction.csv").open()))


@pytest.fixture(scope="module")
def bank(survey: list[dict[str, str]]) -> pa.Table:
    """The customers whose answers lie on the scale from 1 to 10."""
    rows = [{name: int(row[name]) for name in (*SAT, *DRIVERS)} for row in survey]
    return pa.Table.from_pylist([row for row in rows if all(1 <= answer <= 10 for answer in row.values())])


@pytest.mark.feature("LOY-01")
def test_the_net_promoter_score_of_a_thousand_answers(data: Path) -> None:
    path = data / "satisfaction/nps.csv"
    answers = [int(row["REC"]) for row in csv.DictReader(path.open())]
    promoters, detractors = sum(one >= 9 for one in answers), sum(one <= 6 for one in answers)
    result = nps(path, "REC")
    assert len(answers) == 1000
    assert result.value == pytest.approx(100 * (promoters - detractors) / 1000, abs=1e-12)
    # The margin of error from the shares alone: p + d - (p - d)².
    p, d = promoters / 1000, detractors / 1000
    assert result.error == pytest.approx(195.9964 * ((p + d - (p - d) ** 2) / 999) ** 0.5, abs=1e-4)


def test_nps_is_told_with_one_decimal_and_never_rounded_before() -> None:
    """Three answers: 33.333, told as +33.3; the value keeps all digits."""
    result = nps(pa.table({"score": [9, 10, 6]}))
    assert result.value == pytest.approx(100 / 3, abs=1e-12)
    assert "+33.3" in result.explain("en")


@pytest.mark.feature("LOY-06")
def test_the_index_of_the_bank_survey_with_equal_weights(bank: pa.Table) -> None:
    total = sum(row[name] - 1 for row in bank.to_pylist() for name in SAT)
    expected = Fraction(total * 100, 27 * bank.num_rows)
    assert acsi(bank, SAT).value == pytest.approx(float(expected), abs=1e-9)


def test_answers_of_zero_are_refused_with_their_column(survey: list[dict[str, str]], data: Path) -> None:
    zeros = sum(not 1 <= int(row["sat1"]) <= 10 for row in survey)
    assert (len(survey), zeros) == (250, 4)
    with pytest.raises(BadInput, match="4 answer") as refusal:
        acsi(data / "satisfaction/plspm_satisfaction.csv", SAT)
    assert refusal.value.column == "sat1"


def test_the_index_of_the_bank_survey_with_weights(bank: pa.Table) -> None:
    """Weights as printed for the American index: 0.3885, 0.3190, 0.2925."""
    parts = (Fraction(3885, 10_000), Fraction(3190, 10_000), Fraction(2925, 10_000))
    total = sum(part * (row[name] - 1) for row in bank.to_pylist() for name, part in zip(SAT, parts, strict=True))
    found = acsi(bank, SAT, [float(part) for part in parts])
    assert found.value == pytest.approx(float(total * 100 / (9 * bank.num_rows)), abs=1e-9)


def test_the_index_of_one_customer_by_hand() -> None:
    one = pa.table({"overall": [8], "expectation": [7], "ideal": [9]})
    assert acsi(one).value == pytest.approx(700 / 9, abs=1e-12)
    weighted = acsi(one, weights=(0.3885, 0.3190, 0.2925))
    assert weighted.value == pytest.approx((7 * 0.3885 + 6 * 0.3190 + 8 * 0.2925) / 9 * 100, abs=1e-12)
    assert weighted.error is None
    for answer, index in ((1, 0), (10, 100)):
        assert acsi(pa.table(dict.fromkeys(("overall", "expectation", "ideal"), [answer]))).value == index


def test_quality_weighs_more_than_expectation_at_the_bank(bank: pa.Table) -> None:
    found = importance_performance(bank, DRIVERS, "sat1")
    importance = dict(zip(found.table["driver"].to_pylist(), found.table["importance"].to_pylist(), strict=True))
    assert importance["qual1"] > importance["expe1"]
