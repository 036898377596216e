"""`keta backup`, `restore`, `check`, `company`, `features`: that nothing is lost, and what there is."""

import argparse
from importlib import import_module

from keta.project.commands.base import Command, add_place, later


def _backup(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("file", metavar="FILE", help="must not exist yet; the keys go into FILE.keys beside it")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a backup")
    parser.add_argument("--data", metavar="DIR", help="an empty folder (default: ./data)")
    parser.add_argument("--database", metavar="URL", help="an empty database, where PostgreSQL was backed up")
    parser.add_argument("--keys", metavar="KEYS", help="the file with the keys (default: FILE.keys beside the backup)")


def _check(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def _company(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("what", choices=("list", "export", "add", "suspend", "delete"))
    parser.add_argument("file", nargs="?", metavar="FILE", help="where the export goes")


def _features(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tests", action="store_true", help="name the tests below each feature")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _run_restore(chosen: argparse.Namespace) -> int:
    # Without the models: loading them would put a key into the folder that must be empty.
    return int(import_module("keta.project.backup.restoring").command(chosen))


def _run_features(chosen: argparse.Namespace) -> int:
    return int(import_module("keta.project.features").command(chosen))


BACKUP = Command("copy everything into one file, on-line", later("keta.project.backup.making:command"), _backup)
RESTORE = Command("bring a backup into an empty folder and database", _run_restore, _restore)
CHECK = Command("tell whether the house is sound, line by line", later("keta.project.checks:command"), _check)
COMPANY = Command("the company of this installation", later("keta.project.companies:command"), _company)
FEATURES = Command("which tests hold which feature, and features without one", _run_features, _features)
