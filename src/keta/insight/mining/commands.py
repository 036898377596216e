"""The learning methods on the command line."""

from __future__ import annotations

from argparse import Namespace

from keta.insight.base import Result, Text
from keta.insight.commands.command import CURRENCY, DECIMALS, Command, Option, unit
from keta.insight.mining.baskets import RulePlan, association_rules
from keta.insight.mining.contacts import Campaign, best_contacts
from keta.insight.mining.drift import drift
from keta.insight.mining.forecast import ForecastPlan, forecast
from keta.insight.mining.learning import Learned, learn
from keta.insight.mining.model import load_model
from keta.insight.mining.question import Question
from keta.insight.mining.reasons import reasons
from keta.insight.mining.trees import tree_rules
from keta.insight.mining.uplift import CampaignTest, uplift

NONE = ""
TARGET = Option("target", Text("column of the outcome", "结果所在列"), "outcome")
POSITIVE = Option("positive", Text("value to be predicted", "要预测的值"), NONE)
NEGATIVE = Option("negative", Text("the other value", "对照的值"), NONE)
TIME = Option("time", Text("column of the moment of decision", "决策时刻所在列"), NONE)
GROUP = Option("group", Text("column of rows that belong together", "归为一组的列"), NONE)
IDENTIFIER = Option("identifier", Text("column that identifies rows", "行标识所在列"), NONE)
KNOWN = Option("known-before", Text("columns known beforehand, with commas", "事前已知的列，用逗号分隔"), NONE)
LEAVE_OUT = Option("leave-out", Text("columns not to look at, with commas", "不使用的列，用逗号分隔"), NONE)
SAVE = Option("save", Text("write the best model (.skops)", "写出最佳模型（.skops）"), NONE)
MODEL = Option("model", Text("a model that was written (.skops)", "已写出的模型（.skops）"), "model.skops")
BASKET = Option("basket", Text("column of the basket number", "购物篮编号所在列"), "basket")
ITEM = Option("item", Text("column of the item", "商品所在列"), "item")
SUPPORT = Option("support", Text("least share of baskets", "最小支持度"), 0.01, float)
CONFIDENCE = Option("confidence", Text("least confidence", "最小置信度"), 0.5, float)
TREATMENT = Option("treatment", Text("column of the test group", "试验分组所在列"), "group")
CONTROL = Option("control", Text("group that was left alone", "对照组的值"), "control")
BUDGET = Option("budget", Text("budget in smallest units of money", "预算（货币最小单位）"), 0, int)
VALUE = Option("value", Text("column of the series", "序列所在列"), "value")
DATE = Option("date", Text("column to sort by", "排序所用的日期列"), NONE)
HORIZON = Option("horizon", Text("periods ahead", "预测期数"), 12, int)
SEASON = Option("season", Text("periods in a season", "一个季节的期数"), 12, int)


def _several(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _question(options: Namespace) -> Question:
    return Question(
        target=options.target,
        positive=options.positive,
        negative=options.negative,
        time=options.time,
        group=options.group,
        identifier=options.identifier,
        known_before=_several(options.known_before),
        leave_out=_several(options.leave_out),
    )


def _learn(options: Namespace) -> Learned:
    learned = learn(options.files[0], _question(options))
    if options.save:
        learned.model.save(options.save)
    return learned


def _tree(options: Namespace) -> Result:
    return tree_rules(learn(options.files[0], _question(options), ("tree",)).model)


def _score(options: Namespace) -> Result:
    return load_model(options.model).score(options.files[0], options.identifier)


def _reasons(options: Namespace) -> Result:
    return reasons(load_model(options.model), options.files[0], options.identifier)


def _rules(options: Namespace) -> Result:
    plan = RulePlan(options.support, options.confidence)
    return association_rules(options.files[0], options.basket, options.item, plan)


def _uplift(options: Namespace) -> Result:
    left_out = _several(options.leave_out)
    test = CampaignTest(options.treatment, options.control, options.target, options.positive or "1", left_out)
    return uplift(options.files[0], test)


def _contacts(options: Namespace) -> Result:
    return best_contacts(options.files[0], Campaign(options.budget, unit(options)))


def _forecast(options: Namespace) -> Result:
    return forecast(options.files[0], options.value, options.date, ForecastPlan(options.horizon, options.season))


def _drift(options: Namespace) -> Result:
    return drift(options.files[0], options.files[1])


_QUESTION = (TARGET, POSITIVE, NEGATIVE, TIME, GROUP, IDENTIFIER, KNOWN, LEAVE_OUT)

COMMANDS = (
    Command(
        "learn",
        Text("who leaves, wins, answers, buys", "谁会流失、成交、响应、购买"),
        _learn,
        (*_QUESTION, SAVE),
    ),
    Command("tree", Text("what a decision tree learned, in words", "决策树学到的规则"), _tree, _QUESTION),
    Command("score", Text("score rows with a stored model", "用已存模型打分"), _score, (MODEL, IDENTIFIER)),
    Command("reasons", Text("why rows have their score", "得分的原因"), _reasons, (MODEL, IDENTIFIER)),
    Command(
        "rules",
        Text("what is bought together", "哪些商品一起购买"),
        _rules,
        (BASKET, ITEM, SUPPORT, CONFIDENCE),
    ),
    Command(
        "uplift",
        Text("what a campaign itself brought", "活动本身带来的效果"),
        _uplift,
        (TREATMENT, CONTROL, TARGET, POSITIVE, LEAVE_OUT),
    ),
    Command(
        "contacts",
        Text(
            "best contact list: columns customer, channel, cost, profit",
            "最佳联系名单：列 customer、channel、cost、profit",
        ),
        _contacts,
        (BUDGET, CURRENCY, DECIMALS),
    ),
    Command(
        "forecast",
        Text("the next periods of a series", "序列的未来各期"),
        _forecast,
        (VALUE, DATE, HORIZON, SEASON),
    ),
    Command(
        "drift",
        Text("whether new rows still look like the old (two files)", "新数据是否仍像旧数据（两个文件）"),
        _drift,
    ),
)
