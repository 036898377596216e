"""`@printed`: a module says how one of its documents becomes paper; button, address and rights follow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import Kind
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


_prints: dict[str, dict[str, Print]] = {}


def printed(object: str, *, label: Text, template: str) -> Callable[[Compose], Compose]:  # noqa: A002
    """Declares the decorated function, which describes a record in hand, as a print of an object."""

    def register(compose: Compose) -> Compose:
        _prints.setdefault(object, {})[compose.__name__] = Print(compose.__name__, label, template, compose)
        return compose

    return register


def prints_of(kind: Kind) -> dict[str, Print]:
    return _prints.get(kind.base, {})


def print_named(kind: Kind, name: str) -> Print:
    try:
        return prints_of(kind)[name]
    except KeyError:
        raise NotFound(_("There is no print “%(name)s” here.") % {"name": name[:60]}, code="print") from None
