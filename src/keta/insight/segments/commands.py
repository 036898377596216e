"""Segments on the command line."""

from __future__ import annotations

from argparse import Namespace

from keta.insight.base import Result, Text
from keta.insight.commands.command import Command, Option
from keta.insight.segments.grouping import Grouping, segment

COLUMNS = Option("columns", Text("number columns, with commas", "数值列，以逗号分隔"), "")
METHOD = Option("method", Text("k_means, mixture or fuzzy", "k_means、mixture 或 fuzzy"), "k_means")
COUNT = Option("count", Text("number of segments", "群数"), None, int)
IDENTIFIER = Option("identifier", Text("column of the customer number", "客户编号所在列"))
LOGARITHM = Option("logarithm", Text("take logarithms first", "先取对数"), False, bool)


def _segments(options: Namespace) -> Result:
    grouping = Grouping(options.method, options.count, logarithm=options.logarithm)
    columns = [name for name in options.columns.split(",") if name]
    return segment(options.files[0], columns, grouping, options.identifier)


COMMANDS = (
    Command("segments", Text("which customers are alike", "哪些客户相似"), _segments,
            (COLUMNS, METHOD, COUNT, IDENTIFIER, LOGARITHM)),
)  # fmt: skip
