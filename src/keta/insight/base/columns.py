"""The checked reading of a caller's table: its columns under fixed names, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from ibis import Table

from keta.insight.base import kinds
from keta.insight.base.engine import fetch, kept
from keta.insight.base.errors import BadInput
from keta.insight.base.money import CNY, Unit
from keta.insight.base.sources import Source, opened
from keta.insight.base.text import Text, listed

NO_COLUMN = Text("there is no such column; the table has {columns}.", "没有这一列；表中有：{columns}。")
NO_ROWS = Text("The table has no rows; there is nothing to calculate.", "表中没有任何一行，无法计算。")
MISSING = Text("{count} row(s) have no value; fill or leave them out.", "{count} 行没有值；请补齐或去掉这些行。")
UNREADABLE = Text(
    "{count} row(s) cannot be read as {kind}, e.g. “{example}”; correct them.",
    "{count} 行无法读作{kind}，例如“{example}”；请更正。",
)
FUTURE = Text(
    "{count} row(s) are dated after {limit}, the last on {last}; correct them or give a later day of analysis.",
    "{count} 行的日期晚于 {limit}，最晚为 {last}；请更正日期，或把分析日期设得更晚。",
)
DUPLICATES = Text(
    "{count} row(s) repeat a value that must be unique; keep one row each.",
    "{count} 行重复了本应唯一的值；每个值只保留一行。",
)
KEY = Text("a number or name that identifies", "标识（编号或名称）")
DAY = Text("a date", "日期")
AMOUNT = Text("an exact amount of {unit}", "精确的 {unit} 金额")
NUMBER = Text("a finite number", "有限的数")
COUNT = Text("a whole number", "整数")
WORDS = Text("text", "文字")


@dataclass(frozen=True)
class Column:
    """The caller's column `name`, which stands as `role` in the reading."""

    role: str
    name: str
    read: kinds.Reader
    kind: Text
    optional: bool = False


def key(name: str, role: str = "customer") -> Column:
    return Column(role, name, kinds.key, KEY)


def day(name: str, role: str = "date") -> Column:
    return Column(role, name, kinds.day, DAY)


def amount(name: str, role: str = "amount", unit: Unit = CNY) -> Column:
    return Column(role, name, kinds.amount(unit), AMOUNT(unit=unit.code))


def number(name: str, role: str | None = None, optional: bool = False) -> Column:
    return Column(role or name, name, kinds.number, NUMBER, optional)


def count(name: str, role: str | None = None) -> Column:
    return Column(role or name, name, kinds.count, COUNT)


def words(name: str, role: str | None = None, optional: bool = False) -> Column:
    return Column(role or name, name, kinds.words, WORDS, optional)


@dataclass(frozen=True)
class Reading:
    """A checked table: `table` has the roles as its columns and no missing value (optional columns apart)."""

    table: Table
    rows: int
    first: date
    last: date


def read(source: Source, columns: Sequence[Column], latest: date | None = None) -> Reading:
    """Reads and checks `columns` of `source`; days after `latest` (as delivered: today) are refused."""
    raw = opened(source)
    for column in columns:
        if column.name not in raw.columns:
            raise BadInput(NO_COLUMN(columns=listed(raw.columns)), column.name)
    table = raw.select(**{column.role: column.read(raw[column.name]) for column in columns})
    if not isinstance(source, Table) and _is_parsed(raw, columns):
        # Text is parsed once, not again by every query.
        table = kept(table)
    return Reading(table, *_checked(raw, table, columns, latest or today()))


def read_purchases(
    source: Source,
    customer: str,
    day_column: str,
    amount_column: str,
    unit: Unit = CNY,
    latest: date | None = None,
) -> Reading:
    """Purchases as columns customer (int64 or text), date, amount (int64 of the smallest unit)."""
    return read(source, (key(customer), day(day_column), amount(amount_column, unit=unit)), latest)


def unique(reading: Reading, column: Column) -> Reading:
    """The reading, if `column` has no value twice."""
    repeats = reading.rows - int(reading.table[column.role].nunique().to_pyarrow().as_py())
    if repeats:
        raise BadInput(DUPLICATES(count=repeats), column.name)
    return reading


def today() -> date:
    """The day by the clock of this machine."""
    return datetime.now(UTC).astimezone().date()


def _is_parsed(raw: Table, columns: Sequence[Column]) -> bool:
    return any(raw[column.name].type().is_string() for column in columns if column.read is not kinds.key)


def _checked(raw: Table, table: Table, columns: Sequence[Column], latest: date) -> tuple[int, date, date]:
    facts = fetch(table.aggregate(**_questions(table, columns, latest))).to_pylist()[0]
    if not facts["rows"]:
        raise BadInput(NO_ROWS)
    for column in columns:
        if not column.optional and facts[f"empty_{column.role}"]:
            raise _refusal(raw, column)
        if facts.get(f"future_{column.role}"):
            last, late = facts[f"last_{column.role}"], facts[f"future_{column.role}"]
            raise BadInput(FUTURE(count=late, limit=latest, last=last), column.name)
    days = [column.role for column in columns if column.read is kinds.day]
    if not days:
        return facts["rows"], latest, latest
    return facts["rows"], facts[f"first_{days[0]}"], facts[f"last_{days[0]}"]


def _questions(table: Table, columns: Sequence[Column], latest: date) -> dict[str, Any]:
    asked: dict[str, Any] = {"rows": table.count()}
    for column in columns:
        value = table[column.role]
        asked[f"empty_{column.role}"] = value.isnull().sum().fill_null(0)
        if column.read is kinds.day:
            asked[f"first_{column.role}"] = value.min()
            asked[f"last_{column.role}"] = value.max()
            asked[f"future_{column.role}"] = (value > latest).sum().fill_null(0)
    return asked


def _refusal(raw: Table, column: Column) -> BadInput:
    value = raw[column.name]
    unread = raw.filter(column.read(value).isnull()).select(cell=value.cast("string"))
    filled = unread.filter(unread.cell.notnull() & ~unread.cell.isin(["", "nan", "NaN"]))
    bad = int(filled.count().to_pyarrow().as_py())
    if not bad:
        return BadInput(MISSING(count=int(unread.count().to_pyarrow().as_py())), column.name)
    example = fetch(filled.limit(1)).to_pylist()[0]["cell"]
    return BadInput(UNREADABLE(count=bad, kind=column.kind, example=example), column.name)
