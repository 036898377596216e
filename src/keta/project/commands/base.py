"""What a command is, and how it reaches the house: Django is set up only once the data folder is known."""

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import django


@dataclass(frozen=True)
class Command:
    """Help, arguments, and the function that does it and returns the exit code."""

    help: str
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None] = lambda parser: None


def later(path: str) -> Callable[[argparse.Namespace], int]:
    """A command whose function `module:name` needs the models."""

    def run(chosen: argparse.Namespace) -> int:
        set_up(chosen)
        module, __, name = path.partition(":")
        function: Any = getattr(import_module(module), name)
        return int(function(chosen) or 0)

    return run


def add_place(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that opens a company."""
    parser.add_argument("--data", metavar="DIR", help="the folder that holds everything to be kept (default: ./data)")
    parser.add_argument("--database", metavar="URL", help="postgres://... for teams (default: SQLite in DIR)")


def name_place(chosen: argparse.Namespace) -> None:
    """Names data folder and database to the settings."""
    if data := getattr(chosen, "data", None):
        os.environ["KETA_DATA_FOLDER"] = data
    if database := getattr(chosen, "database", None):
        os.environ["KETA_DATABASE"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keta.project.settings")


def set_up(chosen: argparse.Namespace) -> None:
    """Names the place and loads the house."""
    name_place(chosen)
    django.setup()
