"""The version of all that is cached per process: definitions, rights, options. Read once per request, changed in the
transaction that changes what is cached. A token and not a counter: a rolled-back one can never mean two things."""

from contextvars import ContextVar

from django.db import connection

from keta.kernel.columns import new_id
from keta.kernel.versions.models import Version

READ = "SELECT token FROM versions_version WHERE id = 1"
"""Also part of statements that read something else along."""

_current: ContextVar[str] = ContextVar("version", default="")


def begin() -> None:
    """Where a request begins, nothing is known: the first who asks reads it, or whoever reads it along tells it."""
    _current.set("")


def tell(token: str | None) -> str:
    """The version as it was just read; None where no row says one yet."""
    _current.set(token or "first")
    return _current.get()


def refresh() -> str:
    """Reads the version anew; called where a job begins."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        row = cursor.fetchone()
    return tell(row and row[0])


def current() -> str:
    return _current.get() or refresh()


def bump() -> None:
    """Tells every process, from the commit of this transaction on, to compile anew."""
    token = new_id().hex
    Version.objects.update_or_create(pk=1, defaults={"token": token})
    _current.set(token)
