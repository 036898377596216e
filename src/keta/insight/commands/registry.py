"""Every method that the command line offers, in the order of its help."""

from __future__ import annotations

from keta.insight.commands.command import Command
from keta.insight.lifetime.commands import COMMANDS as LIFETIME
from keta.insight.mining.commands import COMMANDS as MINING
from keta.insight.pyramid.commands import COMMANDS as PYRAMID

COMMANDS: tuple[Command, ...] = (*PYRAMID, *LIFETIME, *MINING)
