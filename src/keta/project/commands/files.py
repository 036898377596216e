"""`keta import`, `keta undo-import`, `keta example`, `keta demo`: bringing data in."""

import argparse
import os

from keta.project.commands.base import Command, add_place, later


def _import(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("object", help="such as parties.customer")
    parser.add_argument("file", help="CSV or XLSX")
    parser.add_argument("--map", metavar="MAP.json", help="what the columns mean (default: guessed from the headings)")
    parser.add_argument("--match", metavar="FIELDS", help="the fields by which rows find existing records")
    parser.add_argument("--existing", choices=("skip", "update", "fail"), help="what happens to existing records")
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    parser.add_argument("--as", dest="as_user", metavar="USER", help="with the rights of this sign-in")
    parser.add_argument("--json", action="store_true", help="the report for machines")


def _export(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("object", help="such as parties.customer")
    parser.add_argument("file", help="ends in .csv or .xlsx")
    parser.add_argument(
        "--filter", action="append", default=[], metavar="FILTER", help="as in an address: filter[name][contains]=valve"
    )
    parser.add_argument("--fields", metavar="NAMES", help="with commas between (default: all)")
    parser.add_argument("--as", dest="as_user", metavar="USER", help="with the rights of this sign-in")


def _undo(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("id", help="the number that the import printed")
    parser.add_argument("--as", dest="as_user", metavar="USER", help="with the rights of this sign-in")


def _example(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("name", choices=("maven", "northwind"), help="which public data set")
    parser.add_argument("--source", metavar="DIR", default=os.environ.get("KETA_DATA", ""), help="where its files lie")
    parser.add_argument("--json", action="store_true", help="the reports for machines")


def _demo(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--customers", type=int, default=500)
    parser.add_argument("--years", type=int, default=2)


DEMO = Command("fill a new company with the demo company", later("keta.project.demo.making:command"), _demo)
IMPORT = Command("bring records in from a spreadsheet", later("keta.project.importing:command"), _import)
EXPORT = Command("take records out into a spreadsheet", later("keta.project.exporting:command"), _export)
UNDO_IMPORT = Command("take an import back", later("keta.project.importing:undo_command"), _undo)
EXAMPLE = Command("import a public data set by its documented steps", later("keta.project.examples:command"), _example)
