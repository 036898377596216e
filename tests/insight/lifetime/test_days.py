"""The two ways of counting purchase days agree."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from keta.insight.base import fetch, opened
from keta.insight.lifetime import Lines, summary_expression

ROWS = st.lists(st.tuples(st.integers(1, 4), st.integers(-30_000, 20_000)), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_days_as_bits_are_the_days_added_up(rows: list[tuple[int, int]]) -> None:
    days = [date(1970, 1, 1) + timedelta(day) for _, day in rows]
    table = opened(pa.table({"customer": [one for one, _ in rows], "date": days, "amount": [5] * len(rows)}))
    until = date(2024, 12, 31)
    quick = fetch(summary_expression(table, Lines(until, 1.0, has_returns=False, with_amounts=False)))
    thorough = fetch(summary_expression(table, Lines(until, 1.0, has_returns=True, with_amounts=False)))
    assert quick.to_pylist() == thorough.to_pylist()
