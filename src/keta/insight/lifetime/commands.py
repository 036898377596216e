"""The lifetime methods on the command line, from one file of purchases."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from decimal import Decimal

from keta.insight.base import Result, Text
from keta.insight.commands.command import PURCHASES, UNTIL, Command, Option, unit
from keta.insight.lifetime.choice import Candidates, choose
from keta.insight.lifetime.cohorts import CohortPlan, cohorts
from keta.insight.lifetime.confidence import Resampling, confidence
from keta.insight.lifetime.fitting import Fit, fit
from keta.insight.lifetime.holdout import Split, holdout
from keta.insight.lifetime.reading import SummaryColumns
from keta.insight.lifetime.scores import Outlook, score
from keta.insight.lifetime.spending import SUMMARY_COLUMNS, fit_spending
from keta.insight.lifetime.summary import Observation, Summary, summarise

MODEL = Option("model", Text("bg_nbd, mbg_nbd or pareto_nbd", "bg_nbd、mbg_nbd 或 pareto_nbd"), "bg_nbd")
TIME = Option("time", Text("unit of time: day, week, month, year", "时间单位：day、week、month、year"), "week")
HORIZON = Option("horizon", Text("units of time to look ahead", "预测的时间单位数"), 52.0, float)
DISCOUNT = Option("discount", Text("discount rate a year", "年折现率"), Decimal("0.10"), Decimal)
MARGIN = Option("margin", Text("share of an amount that is margin", "金额中毛利的比例"), 1.0, float)
CUT = Option("cut", Text("last day of the fit (YYYY-MM-DD)", "拟合的最后一天（YYYY-MM-DD）"), None, date.fromisoformat)
RESAMPLES = Option("resamples", Text("number of resamples", "重抽样次数"), 200, int)
PERIOD = Option("period", Text("month, quarter or year", "month、quarter 或 year"), "month")
CHURN_DAYS = Option("churn-days", Text("days of a span of the churn rate", "流失率时段的天数"), 365, int)


def _names(options: Namespace) -> tuple[str, str, str]:
    return options.customer, options.date, options.amount


def _summary(options: Namespace) -> Summary:
    observation = Observation(options.until, options.time, unit(options))
    return summarise(options.files[0], *_names(options), observation)


def _fit(options: Namespace) -> Fit:
    return fit(_summary(options).table, options.model, SummaryColumns(), options.time)


def _scores(options: Namespace) -> Result:
    summary, money = _summary(options), unit(options)
    fitted = fit(summary.table, options.model, SummaryColumns(), options.time)
    spending = fit_spending(summary.table, money=money)
    outlook = Outlook(options.horizon, float(options.discount), margin=options.margin, money=money)
    return score(summary.table, fitted, spending.model, outlook, SUMMARY_COLUMNS)


def _confidence(options: Namespace) -> Result:
    return confidence(_fit(options), options.horizon, Resampling(options.resamples))


def _holdout(options: Namespace) -> Result:
    split = Split(options.cut, options.until, time=options.time, money=unit(options))
    return holdout(options.files[0], split, *_names(options))


def _choice(options: Namespace) -> Result:
    return choose(options.files[0], *_names(options), Candidates(time=options.time, money=unit(options)))


def _cohorts(options: Namespace) -> Result:
    plan = CohortPlan(options.period, options.until, options.churn_days, unit(options))
    return cohorts(options.files[0], *_names(options), plan)


_FITTED = (*PURCHASES, UNTIL, TIME, MODEL)

COMMANDS = (
    Command(
        "lifetime-summary",
        Text("x, t_x, T by customer", "每个客户的 x、t_x、T"),
        _summary,
        (*PURCHASES, UNTIL, TIME),
    ),
    Command("lifetime-fit", Text("fit a model of buying", "拟合购买模型"), _fit, _FITTED),
    Command(
        "lifetime",
        Text("what each customer still brings", "每个客户还会带来什么"),
        _scores,
        (*_FITTED, HORIZON, DISCOUNT, MARGIN),
    ),
    Command(
        "lifetime-confidence",
        Text("how sure the fit is", "拟合的可信程度"),
        _confidence,
        (*_FITTED, HORIZON, RESAMPLES),
    ),
    Command(
        "lifetime-holdout",
        Text("models against later fact", "模型与后来事实的对照"),
        _holdout,
        (*PURCHASES, UNTIL, TIME, CUT),
    ),
    Command(
        "lifetime-choice",
        Text("which model to use, and why", "该用哪个模型及原因"),
        _choice,
        (*PURCHASES, TIME),
    ),
    Command(
        "cohorts",
        Text("who comes back, who stays away", "谁会回来，谁已离开"),
        _cohorts,
        (*PURCHASES, UNTIL, PERIOD, CHURN_DAYS),
    ),
)
