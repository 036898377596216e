"""Warnings on the command line."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from keta.insight.base import BadInput, Result, Text
from keta.insight.commands.command import (
    CURRENCY,
    CUSTOMER,
    DECIMALS,
    PURCHASES,
    UNTIL,
    Command,
    Option,
    unit,
)
from keta.insight.warning.backtest import Trial, backtest
from keta.insight.warning.churn import Watch, churn
from keta.insight.warning.limits import Limits, budget, credit

SIGNAL = Option(
    "signal",
    Text("silence, rhythm, alive, expected, falling", "silence、rhythm、alive、expected、falling"),
    "rhythm",
)
THRESHOLD = Option("threshold", Text("risk from which on to warn", "触发预警的风险值"), None, float)
CUT = Option("cut", Text("day that parts past and future", "划分过去与未来的日期"), None, date.fromisoformat)
NO_CUT = Text("Give the day of the cut: --cut YYYY-MM-DD.", "请给出切分日：--cut YYYY-MM-DD。")
OVERDUE = Option("overdue", Text("overdue days from which on to warn", "触发预警的逾期天数"), 30, int)


def _churn(options: Namespace) -> Result:
    watch = Watch(options.signal, options.threshold, options.until, unit=unit(options))
    return churn(options.files[0], watch, options.customer, options.date, options.amount)


def _backtest(options: Namespace) -> Result:
    if options.cut is None:
        raise BadInput(NO_CUT)
    trial = Trial(options.cut, unit=unit(options))
    return backtest(options.files[0], trial, options.customer, options.date, options.amount)


def _budget(options: Namespace) -> Result:
    return budget(options.files[0], Limits(unit=unit(options)), options.customer)


def _credit(options: Namespace) -> Result:
    return credit(options.files[0], Limits(overdue_days=options.overdue, unit=unit(options)), options.customer)


_MONEY = (CUSTOMER, CURRENCY, DECIMALS)

COMMANDS = (
    Command("leaving", Text("who is leaving", "谁正在离开"), _churn, (*PURCHASES, UNTIL, SIGNAL, THRESHOLD)),
    Command("warning-record", Text("what the warnings are worth", "预警的效果"), _backtest, (*PURCHASES, CUT)),
    Command("budget", Text("costs above budget", "超出预算的费用"), _budget, _MONEY),
    Command("credit", Text("credit passed or overdue", "超出授信或逾期"), _credit, (*_MONEY, OVERDUE)),
)
