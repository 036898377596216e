"""Views under their keys: the delivered ones of a spec, and those that people have saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.objects import Kind
from keta.kernel.refusals import NotFound, Text
from keta.surfaces.reading.question import Question, SortKey

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class NamedView:
    """A view: its name, and its question in the grammar of the address bar."""

    key: str
    label: Text
    parameters: Parameters = field(default_factory=dict)
    is_own: bool = False
    is_shared: bool = False
    may_edit: bool = False


Givers = Callable[[Kind, Actor], list[NamedView]]
_saved: list[Givers] = []


def save_views_with(giver: Givers) -> None:
    """Names what gives the saved views that an actor may use (set once, at start)."""
    _saved[:] = [giver]


def views_of(kind: Kind, actor: Actor) -> list[NamedView]:
    """The tabs of a list: delivered views, then saved ones."""
    delivered = [NamedView(view.key, view.label, _parameters(view.filters, view.order)) for view in kind.spec.views]
    return delivered + (_saved[0](kind, actor) if _saved else [])


def view_named(kind: Kind, key: str, actor: Actor) -> NamedView:
    """The view under a key; raises `NotFound`, for a view of somebody else too. Delivered ones cost no
    query."""
    for view in kind.spec.views:
        if view.key == key:
            return NamedView(view.key, view.label, _parameters(view.filters, view.order))
    for saved in _saved[0](kind, actor) if _saved else []:
        if saved.key == key:
            return saved
    raise NotFound(
        _("There is no view “%(name)s” here, or it is not shared with you.") % {"name": key[:60]}, code="view"
    )


def order_of(text: str) -> tuple[SortKey, ...]:
    """`-amount,name` as keys."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(SortKey(name.removeprefix("-"), name.startswith("-")) for name in dict.fromkeys(names))


def plain(kind: Kind, columns: tuple[str, ...]) -> Question:
    """What the list of a kind asks where nothing was said."""
    return Question(kind, columns=columns, order=order_of(kind.spec.order))


def _parameters(filters: Mapping[str, Mapping[str, Any]], order: str) -> Parameters:
    found = {
        f"filter[{name}][{operator}]": ["1" if operand is True else str(operand)]
        for name, each in filters.items()
        for operator, operand in each.items()
    }
    return {**found, "order": [order]} if order else found
