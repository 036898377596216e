"""`@printed`: a module says how one of its documents becomes paper; button, address and rights follow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, Scope
from keta.kernel.access.rights import FieldAccess
from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import NotFound, Text
from keta.surfaces.prints.document import PrintedDocument

Compose = Callable[[Any, Showing], PrintedDocument]


@dataclass(frozen=True)
class Print:
    """One paper of an object."""

    name: str
    label: Text
    template: str
    compose: Compose
    reads: str = ""
    """An object whose readers alone get it, where it tells more than the record itself."""
    tells: tuple[str, ...] = ()
    """Fields of the record that stand on it: from whom one of them is hidden, he does not get it."""


_prints: dict[str, dict[str, Print]] = {}


def printed(
    object: str,  # noqa: A002  (the word of the house)
    *,
    label: Text,
    template: str,
    reads: str = "",
    tells: tuple[str, ...] = (),
) -> Callable[[Compose], Compose]:
    """Declares the decorated function, which describes a record in hand, as a print of an object."""

    def register(compose: Compose) -> Compose:
        paper = Print(compose.__name__, label, template, compose, reads, tells)
        _prints.setdefault(object, {})[paper.name] = paper
        return compose

    return register


def prints_of(kind: Kind, actor: Actor) -> dict[str, Print]:
    """The papers of an object that the actor may print."""
    if not actor.rights.has("print"):
        return {}
    return {name: each for name, each in _prints.get(kind.base, {}).items() if _may_read(kind, each, actor)}


def _may_read(kind: Kind, paper: Print, actor: Actor) -> bool:
    if any(actor.rights.field_access(kind, name) is FieldAccess.HIDDEN for name in paper.tells):
        return False
    return not paper.reads or actor.rights.scope(kind_of(paper.reads), "read") is not Scope.NONE


def print_named(kind: Kind, name: str, actor: Actor) -> Print:
    try:
        return prints_of(kind, actor)[name]
    except KeyError:
        raise NotFound(_("There is no print “%(name)s” here.") % {"name": name[:60]}, code="print") from None
