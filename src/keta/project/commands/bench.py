"""`keta bench` and `keta tour`: the house measured, and looked at."""

import argparse
import os
import tempfile
from pathlib import Path

from django.utils.module_loading import import_string

from keta.project.commands.base import Command, add_place, later
from keta.project.servers import PostgreSQL


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", type=int, default=100_000, metavar="N", help="customers (default: 100,000)")
    parser.add_argument("--database", metavar="URL", help="an empty database for this (default: SQLite)")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of its own, kept in DIR")
    parser.add_argument("--data", metavar="DIR", help="a folder to keep, so that a second run need not load again")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of each run of eight clients")
    parser.add_argument("--widths", action="store_true", help="also heads of department who see 1 %% and 0.1 %%")
    parser.add_argument("--only", metavar="ROWS", default="", help="rows of the table, by comma (default: all)")
    parser.add_argument(
        "--against", metavar="RIVAL", help="three rounds in turn with a rival (tryton) out of KETA_PEERS"
    )
    parser.add_argument("--load-only", action="store_true", help="fill the database, measure nothing")
    parser.add_argument("--json", metavar="FILE", help="write all figures there")


def _run(chosen: argparse.Namespace) -> int:
    chosen.data = chosen.data or tempfile.mkdtemp(prefix="keta-bench-")
    os.environ["KETA_DATA_FOLDER"] = chosen.data
    command = later("keta.project.bench.running:command")
    if not chosen.postgresql:
        return command(chosen)
    with PostgreSQL(Path(chosen.data).resolve() / "postgresql") as server:
        # Loaded only here, since it brings the driver of the database along.
        chosen.database = import_string("keta.project.bench.stock.copy_of_loaded")(server, chosen.size)
        return command(chosen)


def _tour(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("folder", metavar="DIR", help="where the pictures go")
    parser.add_argument("--locale", choices=("zh-hans", "zh-hant", "en"))
    parser.add_argument("--device", choices=("desktop", "phone"), default="desktop")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")


TOUR = Command("take pictures of every page of the demo company", later("keta.project.tour:command"), _tour)
BENCH = Command("measure speed over HTTP on a scratch database", _run, _add)
