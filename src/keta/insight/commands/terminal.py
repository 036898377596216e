"""Tables as aligned text, with Chinese characters counted as two columns wide."""

from __future__ import annotations

from typing import Any
from unicodedata import east_asian_width

import pyarrow as pa

from keta.insight.base import Result, Text, Unit

GAP = "  "
MORE = Text("... {rows} rows in all; --table FILE writes them.", "……共 {rows} 行；用 --table 文件 写出全部。")


def lines(result: Result, shown: int, locale: str) -> list[str]:
    """The head of the result's table, money in whole units."""
    table: pa.Table = result.table.slice(0, shown)
    columns = [
        [name, *(_cell(value, result.units.get(name)) for value in table[name].to_pylist())]
        for name in table.column_names
    ]
    widths = [max(map(width, column)) for column in columns]
    rows = [
        GAP.join(" " * (size - width(cell)) + cell for cell, size in zip(row, widths, strict=True))
        for row in zip(*columns, strict=True)
    ]
    if result.table.num_rows > shown:
        rows.append(MORE(rows=result.table.num_rows).tell(locale))
    return rows


def width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _cell(value: Any, unit: Unit | Text | None) -> str:
    if value is None:
        return "-"
    if isinstance(unit, Unit) and isinstance(value, int):
        return unit.number(value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)
