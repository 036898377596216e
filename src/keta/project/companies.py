"""`keta company`: the company of this installation. Several in one need hosting, which this release does not have."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from keta.kernel.organisation.models import Member, User
from keta.modules.parties.models import Party
from keta.project.backup.archive import Broken
from keta.project.backup.making import back_up

ONE = "This installation holds one company; {what} a company needs hosting of several, which this release lacks."
INSTEAD = {
    "add": "Give the other company an installation of its own: keta up --data DIR --port PORT.",
    "suspend": "To keep everybody out, stop keta up; to keep one person out, use: keta user disable NAME.",
    "delete": "To end it, stop keta up, take a last backup, and remove the data folder (and the PostgreSQL database).",
}
DOING = {"add": "adding", "suspend": "suspending", "delete": "deleting"}


def command(chosen: argparse.Namespace) -> int:
    if chosen.what == "list":
        return _list()
    if chosen.what == "export":
        return _export(chosen.file)
    print(ONE.format(what=DOING[chosen.what]), INSTEAD[chosen.what], file=sys.stderr)
    return 1


def _list() -> int:
    place = connection.settings_dict["NAME"]
    people = Member.objects.filter(is_active=True).count()
    logins = User.objects.filter(is_active=True).count()
    print(
        f"{settings.COMPANY_NAME}: {people:,} members, {logins:,} sign-ins, {Party.objects.count():,} parties; "
        f"{connection.vendor} {place}, data folder {settings.DATA}"
    )
    return 0


def _export(file: str | None) -> int:
    if not file:
        print("Say into which file: keta company export FILE.", file=sys.stderr)
        return 2
    try:
        print(back_up(Path(file)))
    except Broken as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0
