"""One file per command, imported before Django is set up: what needs the models is named by `later`."""

from keta.project.commands.administration import SHELL, TOKEN, USER, WORKER
from keta.project.commands.base import Command
from keta.project.commands.bench import BENCH, TOUR
from keta.project.commands.files import DEMO, EXAMPLE, EXPORT, IMPORT, UNDO_IMPORT
from keta.project.commands.keeping import BACKUP, CHECK, COMPANY, FEATURES, RESTORE
from keta.project.commands.test import TEST
from keta.project.commands.up import UP

COMMANDS: dict[str, Command] = {
    "up": UP,
    "test": TEST,
    "import": IMPORT,
    "undo-import": UNDO_IMPORT,
    "export": EXPORT,
    "example": EXAMPLE,
    "demo": DEMO,
    "bench": BENCH,
    "tour": TOUR,
    "backup": BACKUP,
    "restore": RESTORE,
    "check": CHECK,
    "features": FEATURES,
    "worker": WORKER,
    "company": COMPANY,
    "user": USER,
    "token": TOKEN,
    "shell": SHELL,
}
