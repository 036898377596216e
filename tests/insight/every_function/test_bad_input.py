"""What every function does with bad tables: a refusal in both languages that names the column, or a stated answer
without a missing number."""

from __future__ import annotations

import json
import math
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from tests.insight.every_function.cases import CASES, Case

from keta.insight.base import BadInput

CHANGED = [
    (case, role, name)
    for case in CASES
    for role in ("keys", "days", "money", "numbers")
    for name in getattr(case, role)
]
NAMES = [f"{case.name}-{name}" for case, _, name in CHANGED]
# What a learner may leave unknown, and tells so.
MAY_BE_MISSING = {("mining.learn", "age"), ("mining.learn", "visits"), ("mining.uplift", "age")}
MAY_BE_MISSING |= {(f"mining.{name}", column) for name in ("reasons", "drift") for column in ("age", "visits")}


def refusal_of(case: Case, table: pd.DataFrame) -> BadInput | None:
    """The refusal, checked to speak both languages; None where there was an answer, checked to be whole."""
    try:
        answer = case.call(table)
    except BadInput as refusal:
        english, chinese = refusal.explain("en"), refusal.explain("zh-Hans")
        assert english and chinese and english != chinese
        assert "{" not in english + chinese
        return refusal
    check_whole(answer)
    return None


def check_whole(answer: Any) -> None:
    """No number that is none, in the table, the words and the figure."""
    table = answer if isinstance(answer, pa.Table) else answer.table
    for name in table.column_names:
        if pa.types.is_floating(table[name].type):
            assert all(value is None or math.isfinite(value) for value in table[name].to_pylist()), name
    if answer is table:
        return
    for locale in ("en", "zh-Hans"):
        words = answer.explain(locale)
        assert " nan" not in words and " inf" not in words
    json.dumps(answer.figure(), allow_nan=False, default=str)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_good_tables_are_answered(case: Case) -> None:
    assert refusal_of(case, case.table) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_table_without_rows_is_refused(case: Case) -> None:
    assert refusal_of(case, case.table.head(0)) is not None


@pytest.mark.parametrize(("case", "role", "name"), CHANGED, ids=NAMES)
def test_a_column_that_is_not_there_is_named(case: Case, role: str, name: str) -> None:
    refusal = refusal_of(case, case.table.drop(columns=name))
    if (case.name, name) in MAY_BE_MISSING and case.name != "mining.reasons":
        return
    assert refusal is not None
    assert name in refusal.explain("en") or len(case.table.columns) == 1


@pytest.mark.parametrize(("case", "role", "name"), CHANGED, ids=NAMES)
def test_a_value_that_is_missing_is_refused_with_its_column(case: Case, role: str, name: str) -> None:
    values = case.table[name].astype(object).tolist()
    refusal = refusal_of(case, case.table.assign(**{name: [None, *values[1:]]}))
    if (case.name, name) not in MAY_BE_MISSING:
        assert refusal is not None
        assert refusal.column == name


@pytest.mark.parametrize(("case", "role", "name"), CHANGED, ids=NAMES)
def test_text_infinities_and_days_that_are_none_are_refused_with_their_column(case: Case, role: str, name: str) -> None:
    wrong: list[Any] = {
        "keys": [],
        "days": ["someday", date(2999, 1, 1)],
        "money": ["ten", "1,234.00", float("inf"), float("nan"), 1.005],
        "numbers": [float("inf"), float("-inf")],
    }[role]
    for value in wrong:
        values = [value, *case.table[name].tolist()[1:]]
        if isinstance(value, str):
            values = [str(one) for one in values]
        refusal = refusal_of(case, case.table.assign(**{name: pd.Series(values)}))
        assert refusal is not None, value
        assert refusal.column == name, value


@pytest.mark.parametrize("case", [case for case in CASES if case.days], ids=lambda case: case.name)
def test_days_of_mixed_kinds_are_refused_with_their_column(case: Case) -> None:
    values = [20_220_101, *case.table[case.days[0]].tolist()[1:]]
    refusal = refusal_of(case, case.table.assign(**{case.days[0]: pd.Series(values, dtype=object)}))
    assert refusal is not None
    assert refusal.column == case.days[0]


def one_row(case: Case) -> pd.DataFrame:
    return case.table.head(1)


def one_customer(case: Case) -> pd.DataFrame:
    if not case.keys:
        return case.table.head(2)
    return case.table[case.table[case.keys[0]] == case.table[case.keys[0]].iloc[0]]


def all_equal(case: Case) -> pd.DataFrame:
    return case.table.assign(**dict.fromkeys((*case.money, *case.numbers), 5.0))


def negative(case: Case) -> pd.DataFrame:
    return case.table.assign(**{name: -case.table[name].abs() - 1 for name in (*case.money, *case.numbers)})


def doubled(case: Case) -> pd.DataFrame:
    return pd.concat([case.table, case.table], ignore_index=True)


def with_returns(case: Case) -> pd.DataFrame:
    back = case.table.head(max(3, len(case.table) // 3)).copy()
    for name in case.money:
        back[name] = -back[name]
    for name in case.days:
        back[name] = [min(day + timedelta(1), max(case.table[name])) for day in back[name]]
    return pd.concat([case.table, back], ignore_index=True)


def same_day(case: Case) -> pd.DataFrame:
    return case.table.assign(**{name: date(2023, 2, 1) for name in case.days})


CHANGES = (one_row, one_customer, all_equal, negative, doubled, with_returns, same_day)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_can_happen_is_answered_whole_or_refused(case: Case, change: Any) -> None:
    refusal_of(case, change(case))
