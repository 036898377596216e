"""Scores on the command line."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from keta.insight.base import Result, Text
from keta.insight.commands.command import CURRENCY, CUSTOMER, DECIMALS, PURCHASES, UNTIL, Command, Option, unit
from keta.insight.score.card import DELIVERED, Scorecard
from keta.insight.score.content import Border, value_and_satisfaction
from keta.insight.score.loyalty import loyalty
from keta.insight.score.portfolio import portfolio
from keta.insight.score.scoring import score
from keta.insight.score.stages import Timing, stages

CARD = Option("card", Text("scorecard as a JSON file", "JSON 格式的评分卡文件"), None, Path)
HISTORY = Option("history", Text("column of the history", "客户历史所在列"), "history")
POTENTIAL = Option("potential", Text("column of the potential", "潜力所在列"), "potential")


VALUE = Option("value", Text("column of the value", "价值所在列"), "revenue")
SATISFACTION = Option(
    "satisfaction", Text("column of the satisfaction, 0 to 100", "满意度(0 至 100)所在列"), "satisfaction"
)


def _score(options: Namespace) -> Result:
    card = DELIVERED if options.card is None else Scorecard.from_data(json.loads(options.card.read_text("utf-8")))
    return score(options.files[0], card, options.customer)


def _portfolio(options: Namespace) -> Result:
    return portfolio(options.files[0], options.history, options.potential, customer=options.customer)


def _loyalty(options: Namespace) -> Result:
    return loyalty(options.files[0], customer=options.customer)


def _content(options: Namespace) -> Result:
    border = Border(unit=unit(options))
    return value_and_satisfaction(options.files[0], options.value, options.satisfaction, border, options.customer)


def _stages(options: Namespace) -> Result:
    timing = Timing(options.until, unit=unit(options))
    return stages(options.files[0], timing, options.customer, options.date, options.amount)


COMMANDS = (
    Command("scorecard", Text("weighted score and quadrant", "加权评分与象限"), _score, (CUSTOMER, CARD)),
    Command("portfolio", Text("invest, cultivate, restructure, drop", "投资、培育、重组、放弃"), _portfolio,
            (CUSTOMER, HISTORY, POTENTIAL)),
    Command("content", Text("valuable customers who are not satisfied", "高价值低满意客户"), _content,
            (CUSTOMER, VALUE, SATISFACTION, CURRENCY, DECIMALS)),
    Command("loyalty", Text("why customers stay", "客户为何留下"), _loyalty, (CUSTOMER,)),
    Command("stages", Text("stage of the life-cycle", "生命周期阶段"), _stages, (*PURCHASES, UNTIL)),
)  # fmt: skip
