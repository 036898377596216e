"""`keta worker`, `keta user`, `keta shell`: for administrators."""

import argparse

from keta.project.commands.base import Command, add_place, later


def _user(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("what", choices=("add", "password", "disable"))
    parser.add_argument("name", help="the sign-in name")
    parser.add_argument("--member", help="the name of the member that signs in so (add)")
    parser.add_argument("--position", default="salesperson", help="the code of the position of a new member (add)")


WORKER = Command("run jobs, schedules and events until stopped", later("keta.project.working:work"), add_place)
USER = Command("add a sign-in, give it a new password, or switch it off", later("keta.project.users:command"), _user)
SHELL = Command("a Python prompt inside the house", later("keta.project.users:shell"), add_place)
