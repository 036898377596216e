"""The process that `keta up` lets go first: it brings database and company up to date, tells how to sign in, and ends.
So the one that starts it and then only waits never loads the house, which would cost it sixty megabytes for good."""

import os
import sys

import django
from django.utils.module_loading import import_string

WISHES = {"demo": True, "empty": False, "ask": None}


def main(told_to: int, wish: str) -> None:
    """Writes into the open file `told_to`, since the terminal is for questions."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keta.project.settings")
    django.setup()
    # Both need the models, which are loaded only now.
    access = import_string("keta.project.first_run.prepare")()
    access = import_string("keta.project.demo.making.offer_demo")(access, WISHES[wish])
    with os.fdopen(told_to, "w") as told:
        told.write(access)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
