"""Every method that the command line offers, in the order of its help."""

from __future__ import annotations

from keta.insight.commands.command import Command
from keta.insight.lifetime.commands import COMMANDS as LIFETIME
from keta.insight.mining.commands import COMMANDS as MINING
from keta.insight.pyramid.commands import COMMANDS as PYRAMID
from keta.insight.rfm.commands import COMMANDS as RFM
from keta.insight.satisfaction.commands import COMMANDS as SATISFACTION
from keta.insight.score.commands import COMMANDS as SCORE
from keta.insight.segments.commands import COMMANDS as SEGMENTS
from keta.insight.value.commands import COMMANDS as VALUE
from keta.insight.warning.commands import COMMANDS as WARNING

COMMANDS: tuple[Command, ...] = (
    *PYRAMID,
    *RFM,
    *SEGMENTS,
    *SATISFACTION,
    *VALUE,
    *SCORE,
    *WARNING,
    *LIFETIME,
    *MINING,
)
