"""Every method that the command line offers, in the order of its help."""

from __future__ import annotations

from keta.insight.commands.command import Command

COMMANDS: tuple[Command, ...] = ()
