"""Warnings on the command line."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from keta.insight.base import BadInput, Period, Result, Text, months
from keta.insight.commands.command import (
    CURRENCY,
    CUSTOMER,
    DATE,
    DECIMALS,
    PURCHASES,
    UNTIL,
    Command,
    Option,
    unit,
)
from keta.insight.warning.backtest import Trial, backtest
from keta.insight.warning.churn import Watch, churn
from keta.insight.warning.limit_backtest import LimitTrial, limit_backtest
from keta.insight.warning.limits import Limits, budget, credit, progress

SIGNAL = Option(
    "signal",
    Text("silence, rhythm, alive, combined, expected, falling", "silence、rhythm、alive、combined、expected、falling"),
    "rhythm",
)
THRESHOLD = Option("threshold", Text("risk from which on to warn", "触发预警的风险值"), None, float)
CUT = Option("cut", Text("day that parts past and future", "划分过去与未来的日期"), None, date.fromisoformat)
NO_CUT = Text("Give the day of the cut: --cut YYYY-MM-DD.", "请给出切分日：--cut YYYY-MM-DD。")
NO_PERIOD = Text("Give the period: --first and --last.", "请给出期间:--first 与 --last。")
FIRST = Option("first", Text("first day (YYYY-MM-DD)", "第一天(YYYY-MM-DD)"), None, date.fromisoformat)
LAST = Option("last", Text("last day (YYYY-MM-DD)", "最后一天(YYYY-MM-DD)"), None, date.fromisoformat)
LENGTH = Option("length", Text("months of a period", "每期的月数"), 3, int)
COUNT = Option("count", Text("number of periods", "期间个数"), 4, int)
KIND = Option("kind", Text("progress, budget or credit", "progress、budget 或 credit"), "progress")
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


def _progress(options: Namespace) -> Result:
    if options.first is None or options.last is None:
        raise BadInput(NO_PERIOD)
    period = Period(options.first, options.last)
    return progress(
        options.files[0], period, options.until or options.last, Limits(unit=unit(options)), options.customer
    )


def _limit_record(options: Namespace) -> Result:
    if options.cut is None:
        raise BadInput(NO_CUT)
    if options.kind != "credit" and options.first is None:
        raise BadInput(NO_PERIOD)
    periods = months(options.first, options.count, options.length) if options.first else ()
    trial = LimitTrial(options.kind, options.cut, periods, Limits(unit=unit(options)))
    return limit_backtest(options.files[0], trial, options.customer, options.date)


def _credit(options: Namespace) -> Result:
    return credit(options.files[0], Limits(overdue_days=options.overdue, unit=unit(options)), options.customer)


_MONEY = (CUSTOMER, CURRENCY, DECIMALS)

COMMANDS = (
    Command("leaving", Text("who is leaving", "谁正在离开"), _churn, (*PURCHASES, UNTIL, SIGNAL, THRESHOLD)),
    Command("warning-record", Text("what the warnings are worth", "预警的效果"), _backtest, (*PURCHASES, CUT)),
    Command("progress", Text("sales behind their plan", "落后于计划的销售"), _progress, (*_MONEY, FIRST, LAST, UNTIL)),
    Command(
        "limit-record",
        Text("what warnings of plans, budgets and credits are worth", "计划、预算与授信预警的效果"),
        _limit_record,
        (*_MONEY, DATE, KIND, CUT, FIRST, COUNT, LENGTH),
    ),
    Command("budget", Text("costs above budget", "超出预算的费用"), _budget, _MONEY),
    Command("credit", Text("credit passed or overdue", "超出授信或逾期"), _credit, (*_MONEY, OVERDUE)),
)
