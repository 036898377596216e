"""What a package says about each of its methods so that the command line can offer it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from keta.insight.base import Result, Text, Unit


@dataclass(frozen=True)
class Option:
    """`--name VALUE`; `kind` reads the value; a truth option has kind bool and takes no value."""

    name: str
    summary: Text
    default: Any = None
    kind: Callable[[str], Any] = str


@dataclass(frozen=True)
class Command:
    """One method: `run` gets the parsed options (and `files`, a list of paths) and returns its result."""

    name: str
    summary: Text
    run: Callable[[Namespace], Result]
    options: tuple[Option, ...] = ()


CUSTOMER = Option("customer", Text("column of the customer number", "客户编号所在列"), "customer")
DATE = Option("date", Text("column of the date", "日期所在列"), "date")
AMOUNT = Option("amount", Text("column of the amount", "金额所在列"), "amount")
CURRENCY = Option("currency", Text("currency code", "货币代码"), "CNY")
DECIMALS = Option("decimals", Text("decimal places of the currency", "货币的小数位数"), 2, int)
UNTIL = Option("until", Text("day of the analysis (YYYY-MM-DD)", "分析日期（YYYY-MM-DD）"), None, date.fromisoformat)
PURCHASES = (CUSTOMER, DATE, AMOUNT, CURRENCY, DECIMALS)


def unit(options: Namespace) -> Unit:
    return Unit(options.currency, options.decimals)
