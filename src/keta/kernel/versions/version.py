"""The version of all that is cached per process: definitions, rights, options. Read once per request, changed in the
transaction that changes what is cached. A token and not a counter: a rolled-back one can never mean two things."""

from contextvars import ContextVar

from keta.kernel.columns import new_id
from keta.kernel.versions.models import Version

_current: ContextVar[str] = ContextVar("version", default="")


def refresh() -> str:
    """Reads the version anew; called where a request or a job begins."""
    token = Version.objects.filter(pk=1).values_list("token", flat=True).first() or "first"
    _current.set(token)
    return token


def current() -> str:
    return _current.get() or refresh()


def bump() -> None:
    """Tells every process, from the commit of this transaction on, to compile anew."""
    token = new_id().hex
    Version.objects.update_or_create(pk=1, defaults={"token": token})
    _current.set(token)
