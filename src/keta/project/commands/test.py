"""`keta test`: the keepers and the tests."""

import argparse
from importlib import import_module

from keta.project.commands.base import Command


def _add(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--quick", action="store_true", help="under three minutes: no browser, no second database")
    choice.add_argument("--all", action="store_true", help="everything; fails where a real part is missing")
    parser.add_argument("rest", nargs="*", help="paths or options for the test runner")


def _run(chosen: argparse.Namespace) -> int:
    flags = ["--quick"] if chosen.quick else ["--all"] if chosen.all else []
    # The tests stand beside the package in a clone, not in an installed one.
    return int(import_module("keta.project.testing").run([*flags, *chosen.rest]))


TEST = Command("run the tests", _run, _add)
