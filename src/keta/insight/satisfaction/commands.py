"""Satisfaction on the command line."""

from __future__ import annotations

from argparse import Namespace

from keta.insight.base import Result, Text
from keta.insight.commands.command import Command, Option
from keta.insight.satisfaction.drivers import importance_performance
from keta.insight.satisfaction.measures import acsi, ces, csat, nps

ANSWER = Option("answer", Text("column of the answer", "回答所在列"), "score")
QUESTIONS = Option("questions", Text("three columns, with commas", "三列，以逗号分隔"), "overall,expectation,ideal")
DRIVERS = Option("drivers", Text("columns of the drivers, with commas", "驱动因素各列，以逗号分隔"), "")
OVERALL = Option("overall", Text("column of the overall answer", "总体满意度所在列"), "overall")


def _nps(options: Namespace) -> Result:
    return nps(options.files[0], options.answer)


def _csat(options: Namespace) -> Result:
    return csat(options.files[0], options.answer)


def _ces(options: Namespace) -> Result:
    return ces(options.files[0], options.answer)


def _acsi(options: Namespace) -> Result:
    return acsi(options.files[0], options.questions.split(","))


def _drivers(options: Namespace) -> Result:
    names = [name for name in options.drivers.split(",") if name]
    return importance_performance(options.files[0], names, options.overall)


COMMANDS = (
    Command("nps", Text("net promoter score", "净推荐值"), _nps, (ANSWER,)),
    Command("csat", Text("share of satisfied answers", "满意占比"), _csat, (ANSWER,)),
    Command("ces", Text("customer effort score", "客户费力度"), _ces, (ANSWER,)),
    Command("acsi", Text("index of satisfaction", "满意度指数"), _acsi, (QUESTIONS,)),
    Command("drivers", Text("what satisfaction hangs on", "满意度取决于什么"), _drivers, (DRIVERS, OVERALL)),
)
