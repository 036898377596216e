"""Any table a caller may hold, as an Ibis table."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
from ibis import Table
from pyarrow import csv

from keta.insight.base.engine import connection, held
from keta.insight.base.errors import BadInput
from keta.insight.base.text import Text

# A path (Parquet, CSV, or a folder or glob of Parquet files) or a table in memory or an Ibis expression.
Source: TypeAlias = str | Path | pa.Table | pl.DataFrame | pl.LazyFrame | pd.DataFrame | Table

SNIFFED_BYTES = 1 << 20
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")

MISSING_FILE = Text("There is no file {path}.", "找不到文件 {path}。")
UNKNOWN_FILE = Text(
    "{path} is neither Parquet nor CSV; save it as one of them.",
    "{path} 既不是 Parquet 也不是 CSV，请另存为其中一种。",
)
MIXED_TYPES = Text(
    "the values are of mixed types ({detail}); make the column one type.",
    "各行的类型不一致（{detail}），请统一类型。",
)
NOTHING = Text("The table has no column at all.", "表中没有任何列。")
UNKNOWN_TABLE = Text(
    "A table of type {kind} cannot be read; give Arrow, Polars, pandas, Ibis or a path.",
    "无法读取 {kind} 类型的表；请提供 Arrow、Polars、pandas、Ibis 表或文件路径。",
)
UNDECODED = Text(
    "{path} is neither UTF-8 nor GB 18030; save it as CSV UTF-8.",
    "{path} 既不是 UTF-8 也不是 GB 18030 编码，请另存为 UTF-8 的 CSV。",
)

UNEVEN = Text(
    "{path} cannot be read as a CSV table; its rows or line ends differ. Save it again as CSV UTF-8.",
    "{path} 无法读作 CSV 表：各行的列数或换行不一致。请重新另存为 UTF-8 的 CSV。",
)


def opened(source: Source) -> Table:
    """The source as an Ibis table; a CSV's columns are text: no digit is guessed or lost."""
    if isinstance(source, Table):
        return source
    if isinstance(source, (str, Path)):
        return _file(Path(source))
    table = _arrow(source)
    if not table.num_columns:
        raise BadInput(NOTHING)
    return held(table)


def _file(path: Path) -> Table:
    if any(sign in path.name for sign in "*?[") or path.is_dir():
        return connection().read_parquet(str(path / "*.parquet") if path.is_dir() else str(path))
    if not path.exists():
        raise BadInput(MISSING_FILE(path=path))
    if path.suffix.lower() == ".parquet":
        return connection().read_parquet(str(path))
    if path.suffix.lower() in TEXT_SUFFIXES:
        return _csv(path)
    raise BadInput(UNKNOWN_FILE(path=path))


def _csv(path: Path) -> Table:
    encoding = _encoding(path)
    if encoding == "utf-8":
        try:
            return connection().read_csv(str(path), all_varchar=True)
        except duckdb.InvalidInputException as reason:
            raise BadInput(UNEVEN(path=path)) from reason
    # Spreadsheets in China still write GB 18030, which DuckDB does not read by itself.
    read = csv.ReadOptions(encoding=encoding)
    names = csv.open_csv(str(path), read_options=read).schema.names
    convert = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return held(csv.read_csv(str(path), read_options=read, convert_options=convert))


def _encoding(path: Path) -> str:
    start = path.open("rb").read(SNIFFED_BYTES)
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(start)
        except UnicodeDecodeError:
            continue
        return encoding
    raise BadInput(UNDECODED(path=path))


def _arrow(source: Any) -> pa.Table:
    if isinstance(source, pa.Table):
        return source
    if isinstance(source, pl.LazyFrame):
        source = source.collect()
    if isinstance(source, pl.DataFrame):
        return source.to_arrow()
    if isinstance(source, pd.DataFrame):
        return _from_pandas(source)
    raise BadInput(UNKNOWN_TABLE(kind=type(source).__name__))


def _from_pandas(frame: pd.DataFrame) -> pa.Table:
    columns = {}
    for name in frame.columns:
        try:
            columns[str(name)] = pa.array(frame[name], from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError) as reason:
            raise BadInput(MIXED_TYPES(detail=str(reason).splitlines()[0]), str(name)) from reason
    return pa.table(columns)
