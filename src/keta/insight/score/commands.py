"""Scores on the command line."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from keta.insight.base import Result, Text
from keta.insight.commands.command import CUSTOMER, PURCHASES, UNTIL, Command, Option, unit
from keta.insight.score.card import DELIVERED, Scorecard
from keta.insight.score.loyalty import loyalty
from keta.insight.score.portfolio import portfolio
from keta.insight.score.scoring import score
from keta.insight.score.stages import Timing, stages

CARD = Option("card", Text("scorecard as a JSON file", "JSON 格式的评分卡文件"), None, Path)
HISTORY = Option("history", Text("column of the history", "客户历史所在列"), "history")
POTENTIAL = Option("potential", Text("column of the potential", "潜力所在列"), "potential")


def _score(options: Namespace) -> Result:
    card = DELIVERED if options.card is None else Scorecard.from_data(json.loads(options.card.read_text("utf-8")))
    return score(options.files[0], card, options.customer)


def _portfolio(options: Namespace) -> Result:
    return portfolio(options.files[0], options.history, options.potential, customer=options.customer)


def _loyalty(options: Namespace) -> Result:
    return loyalty(options.files[0], customer=options.customer)


def _stages(options: Namespace) -> Result:
    timing = Timing(options.until, unit=unit(options))
    return stages(options.files[0], timing, options.customer, options.date, options.amount)


COMMANDS = (
    Command("scorecard", Text("weighted score and quadrant", "加权评分与象限"), _score, (CUSTOMER, CARD)),
    Command("portfolio", Text("invest, cultivate, restructure, drop", "投资、培育、重组、放弃"), _portfolio,
            (CUSTOMER, HISTORY, POTENTIAL)),
    Command("loyalty", Text("why customers stay", "客户为何留下"), _loyalty, (CUSTOMER,)),
    Command("stages", Text("stage of the life-cycle", "生命周期阶段"), _stages, (*PURCHASES, UNTIL)),
)  # fmt: skip
