"""The order of customer numbers as people read them: 9 before 10, KH-9 before KH-10."""

from __future__ import annotations

from typing import Any

LAST_DIGITS = r"(\d+)$"


def by_number(key: Any) -> list[Any]:
    """Sort keys for an Ibis column of customer numbers, for DuckDB and Spark alike."""
    if not key.type().is_string():
        return [key]
    digits = key.re_extract(LAST_DIGITS, 1).fill_null("").re_replace("^0+", "")
    return [key.re_replace(r"\d+$", ""), digits.length(), digits, key]
