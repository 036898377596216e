"""`keta worker`, `keta user`, `keta token`, `keta shell`: for administrators."""

import argparse

from keta.project.commands.base import Command, add_place, later


def _user(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("what", choices=("add", "password", "disable"))
    parser.add_argument("name", help="the sign-in name")
    parser.add_argument("--member", help="the name of the member that signs in so (add)")
    parser.add_argument("--position", default="salesperson", help="the code of the position of a new member (add)")


def _token(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("user", help="the sign-in name in whose stead the token acts")
    parser.add_argument("--name", default="command line", help="what the token is for")
    parser.add_argument("--expires", type=int, metavar="DAYS", help="after how many days it ends (default: never)")
    parser.add_argument(
        "--scope", action="append", metavar="SCOPE", help="only parties.*:read, crm.opportunity:write, right:export ..."
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="show the tokens there are")
    what.add_argument("--revoke", metavar="NAME", help="end a token")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _shell(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("-c", dest="code", metavar="CODE", help="run this line instead of asking for lines")


WORKER = Command("run jobs, schedules and events until stopped", later("keta.project.working:work"), add_place)
USER = Command("add a sign-in, give it a new password, or switch it off", later("keta.project.users:command"), _user)
TOKEN = Command("an API token for a user, printed once", later("keta.project.tokens:command"), _token)
SHELL = Command("a Python prompt inside the house", later("keta.project.users:shell"), _shell)
