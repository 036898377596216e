"""The pyramid on the command line, from one file of purchases."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from keta.insight.base import BadInput, Period, Result, Text, months
from keta.insight.commands.command import PURCHASES, Command, Option, unit
from keta.insight.pyramid import words
from keta.insight.pyramid.concentration import concentration
from keta.insight.pyramid.cuts import Cuts
from keta.insight.pyramid.migration import Moves, migration
from keta.insight.pyramid.ranking import Rule
from keta.insight.pyramid.scenario import Move, what_if
from keta.insight.pyramid.tower import Pyramid, pyramid

CUT = Option("cuts", Text("cumulated percentages, from the top", "由上至下的累计百分比"), "1,5,20")
FIRST = Option("first", Text("first day (YYYY-MM-DD)", "第一天（YYYY-MM-DD）"), None, date.fromisoformat)
LAST = Option("last", Text("last day (YYYY-MM-DD)", "最后一天（YYYY-MM-DD）"), None, date.fromisoformat)
START = Option("first", Text("a day in the first month", "第一个月中的某天"), date(1997, 1, 1), date.fromisoformat)
LENGTH = Option("length", Text("months of a period", "每期的月数"), 6, int)
COUNT = Option("count", Text("number of periods", "期间个数"), 2, int)
MOVES = Option("moves", Text("moves, as count:from:to,...", "移动，格式为 个数:原层:新层，…"), "3:small:medium")


def _cuts(options: Namespace) -> Cuts:
    return Cuts.at(*options.cuts.split(","))


def _pyramid(options: Namespace) -> Pyramid:
    if (options.first is None) != (options.last is None):
        raise BadInput(words.HALF_PERIOD)
    period = Period(options.first, options.last) if options.first else None
    rule = Rule(_cuts(options), period, unit(options))
    return pyramid(options.files[0], options.customer, options.date, options.amount, rule)


def _concentration(options: Namespace) -> Result:
    return concentration(_pyramid(options))


def _what_if(options: Namespace) -> Result:
    return what_if(_pyramid(options), [_move(part) for part in options.moves.split(",")])


def _move(part: str) -> Move:
    count, *layers = part.split(":")
    if len(layers) != 2 or not count.isdecimal():
        raise BadInput(words.BAD_MOVE(move=part))
    start, to = layers
    return Move(start, to, count=int(count))


def _migration(options: Namespace) -> Result:
    moves = Moves(months(options.first, options.count, options.length), _cuts(options), unit(options))
    return migration(options.files[0], moves, options.customer, options.date, options.amount)


_TOWER = (*PURCHASES, CUT, FIRST, LAST)

COMMANDS = (
    Command("pyramid", Text("who carries us", "谁在支撑我们"), _pyramid, _TOWER),
    Command("concentration", Text("how much hangs on few", "对少数客户的依赖"), _concentration, _TOWER),
    Command("what-if", Text("what if customers move up", "客户上移的假设分析"), _what_if, (*_TOWER, MOVES)),
    Command(
        "migration",
        Text("who moved between the layers", "谁在层间移动"),
        _migration,
        (*PURCHASES, CUT, START, LENGTH, COUNT),
    ),
)
