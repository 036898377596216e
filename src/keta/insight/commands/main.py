"""Reads the command line, runs one method, prints its words and table, writes its pictures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet
from pyarrow import csv

from keta.insight.base import CHINESE, LOCALES, BadInput, Result, Text
from keta.insight.base.drawing import draw, write_page
from keta.insight.commands.command import Command, Option
from keta.insight.commands.registry import COMMANDS
from keta.insight.commands.terminal import lines

REFUSED = 2
SHOWN_ROWS = 20
ABOUT = Text("Customer mathematics on tables", "表格上的客户数学")
FILES = Text("CSV or Parquet files, in the order the method names", "CSV 或 Parquet 文件，顺序见该方法的说明")
PICTURE = Text("write the picture: .png, .svg or .html; may be repeated", "写出图片：.png、.svg 或 .html；可重复")
TABLE = Text("write the whole table: .csv or .parquet", "写出整张表：.csv 或 .parquet")
ROWS = Text("rows to print", "打印的行数")
LANGUAGE = Text("language of the answer", "回答所用语言")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 2 where the input was refused, with the reason on standard error."""
    options = _parser().parse_args(arguments)
    try:
        result: Result = options.command.run(options)
        print(result.explain(options.locale))
        print("\n".join(lines(result, options.rows, options.locale)))
        _write(result, options)
    except BadInput as refusal:
        print(refusal.explain(options.locale), file=sys.stderr)
        return REFUSED
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m keta.insight", description=str(ABOUT))
    commands = parser.add_subparsers(required=True, metavar="NAME")
    for command in COMMANDS:
        _add(
            commands.add_parser(command.name, help=str(command.summary), description=str(command.summary)),
            command,
        )
    return parser


def _add(parser: ArgumentParser, command: Command) -> None:
    parser.set_defaults(command=command)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=str(FILES))
    for option in command.options:
        _add_option(parser, option)
    parser.add_argument("--picture", action="append", default=[], type=Path, help=str(PICTURE))
    parser.add_argument("--table", type=Path, help=str(TABLE))
    parser.add_argument("--rows", type=int, default=SHOWN_ROWS, help=str(ROWS))
    parser.add_argument("--locale", choices=LOCALES, default=CHINESE, help=str(LANGUAGE))


def _add_option(parser: ArgumentParser, option: Option) -> None:
    words = str(option.summary).replace("%", "%%")
    if option.kind is bool:
        parser.add_argument(f"--{option.name}", action="store_true", help=words)
    else:
        parser.add_argument(f"--{option.name}", type=option.kind, default=option.default, help=words)


def _write(result: Result, options: Namespace) -> None:
    for path in options.picture:
        if path.suffix == ".html":
            write_page(result, path, options.locale)
        else:
            draw(result.figure(), path, options.locale)
    if options.table is not None and options.table.suffix == ".parquet":
        pyarrow.parquet.write_table(result.table, options.table)
    elif options.table is not None:
        csv.write_csv(result.table, options.table)
