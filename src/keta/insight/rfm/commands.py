"""RFM on the command line."""

from __future__ import annotations

from argparse import Namespace

from keta.insight.base import Result, Text
from keta.insight.commands.command import PURCHASES, UNTIL, Command, Option, unit
from keta.insight.rfm.scoring import Scoring, rfm

GROUPS = Option("groups", Text("groups a measure", "每个指标的组数"), 5, int)


def _rfm(options: Namespace) -> Result:
    scoring = Scoring(options.until, options.groups, unit=unit(options))
    return rfm(options.files[0], scoring, options.customer, options.date, options.amount)


COMMANDS = (
    Command("rfm", Text("who bought when, how often, how much", "最近何时买、多久买、买多少"), _rfm,
            (*PURCHASES, UNTIL, GROUPS)),
)  # fmt: skip
