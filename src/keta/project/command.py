"""The command `keta`: plain words on the terminal; exit code 0 done, 1 failed, 2 wrong usage."""

import argparse
import sys
from collections.abc import Sequence

from keta.project.commands import COMMANDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; also the entry point of the installed package."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """What may be typed."""
    whole = argparse.ArgumentParser(prog="keta", description="Keta: customer relations for a whole company.")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.help, description=command.help)
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return whole


if __name__ == "__main__":
    sys.exit(main())
