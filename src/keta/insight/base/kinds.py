"""How a column of any type is read as a key, a day, an amount, a number: exactly, or not at all.

Each reader returns an Ibis value that is NULL where the cell cannot be read; the caller refuses those.
Only functions that DuckDB and Spark share are used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis

from keta.insight.base.money import Unit

Reader = Callable[[Any], Any]

PARTED_DAY = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([T ].*)?$"
COMPACT_DAY = r"^\d{8}$"
# Text numbers beyond 17 digits or with an exponent are refused rather than rounded.
WHOLE_TEXT = r"^\s*([+-]?\d{1,17})(\.0*)?\s*$"
NUMBER_TEXT = r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$"
EXACT_FLOAT = float(2**53)


def key(value: Any) -> Any:
    """A customer or purchase number: a whole number or a text; blank is missing."""
    kind = value.type()
    if kind.is_integer():
        return value.try_cast("int64")
    if kind.is_string():
        return value.nullif("")
    if kind.is_floating():
        return _whole(value)
    if kind.is_uuid():
        return value.cast("string")
    return ibis.null("string")


def day(value: Any) -> Any:
    """A calendar day from a date, a moment (its wall clock) or text such as 1997-01-31, 1997/1/31, 19970131."""
    kind = value.type()
    if kind.is_date():
        return value
    if kind.is_timestamp():
        return value.date()
    if kind.is_integer():
        value = value.cast("string")
    elif not kind.is_string():
        return ibis.null("date")
    return _day_of_text(value.strip())


def _day_of_text(text: Any) -> Any:
    compact = text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2)
    year, month, date = (text.re_extract(PARTED_DAY, part) for part in (1, 2, 3))
    parted = year + "-" + month.lpad(2, "0") + "-" + date.lpad(2, "0")
    spelled = text.re_search(PARTED_DAY).ifelse(parted, ibis.null("string"))
    return text.re_search(COMPACT_DAY).ifelse(compact, spelled).try_cast("date")


def amount(unit: Unit) -> Reader:
    """Smallest units as int64. Whole-number columns are smallest units already; decimals, floats and text are
    whole units (12.34 is 1234) and must fit the unit's decimals exactly."""

    def read(value: Any) -> Any:
        kind = value.type()
        if kind.is_integer():
            return value.try_cast("int64")
        if kind.is_decimal():
            return _exact_decimal(value, unit)
        if kind.is_floating():
            return _exact_float(value, unit)
        if kind.is_string():
            return _exact_text(value.strip(), unit)
        return ibis.null("int64")

    return read


def _exact_decimal(value: Any, unit: Unit) -> Any:
    wide = value.cast(f"decimal(38, {max(value.type().scale or 0, unit.decimals)})")
    smallest = wide * unit.scale
    whole = smallest.round().try_cast("int64")
    return (whole.cast("decimal(38, 0)") == smallest).ifelse(whole, ibis.null("int64"))


def _exact_float(value: Any, unit: Unit) -> Any:
    """A float is 29.33 if and only if it is the double nearest to 2933/100, as IEEE division gives."""
    finite = ~(value.isnan() | value.isinf()) & (value.abs() < EXACT_FLOAT / unit.scale)
    smallest = finite.ifelse(value, 0.0) * unit.scale
    whole = smallest.round().cast("int64")
    exact = finite & ((whole.cast("float64") / float(unit.scale)) == value.cast("float64"))
    return exact.ifelse(whole, ibis.null("int64"))


def _exact_text(text: Any, unit: Unit) -> Any:
    shape = rf"^([+-]?)(\d{{1,{17 - unit.decimals}}})(\.(\d{{0,{unit.decimals}}})0*)?$"
    cents = text.re_extract(shape, 4) + "0" * unit.decimals
    digits = text.re_extract(shape, 2) + cents.substr(0, unit.decimals)
    whole = digits.try_cast("int64")
    signed = (text.re_extract(shape, 1) == "-").ifelse(-whole, whole)
    return text.re_search(shape).ifelse(signed, ibis.null("int64"))


def number(value: Any) -> Any:
    """A finite float64."""
    if value.type().is_string():
        value = value.re_search(NUMBER_TEXT).ifelse(value.strip(), ibis.null("string")).try_cast("float64")
    elif not (value.type().is_numeric() or value.type().is_boolean()):
        return ibis.null("float64")
    value = value.cast("float64")
    return (value.isnan() | value.isinf()).ifelse(ibis.null("float64"), value)


def count(value: Any) -> Any:
    """A whole number."""
    if value.type().is_integer():
        return value.try_cast("int64")
    if value.type().is_string():
        return value.re_extract(WHOLE_TEXT, 1).try_cast("int64")
    if value.type().is_floating():
        return _whole(value)
    return ibis.null("int64")


def _whole(value: Any) -> Any:
    """A float that is a whole number, as such; beyond 2⁵³ neighbours are not told apart any more."""
    finite = ~(value.isnan() | value.isinf()) & (value.abs() < EXACT_FLOAT)
    safe = finite.ifelse(value, 0.0)
    return (finite & (safe == safe.floor())).ifelse(safe.cast("int64"), ibis.null("int64"))


def words(value: Any) -> Any:
    """Text as it stands; blank is missing."""
    return value.cast("string").nullif("")
