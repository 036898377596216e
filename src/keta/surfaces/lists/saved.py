"""Saved views: who sees them, who changes them. Every list needs them, so that processes keep them until the version
moves on, which each change sees to."""

from functools import lru_cache
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.objects import Kind
from keta.kernel.refusals import Invalid, NotAllowed, NotFound
from keta.kernel.versions import version
from keta.surfaces.lists.models import SavedView
from keta.surfaces.reading import NamedView, Question
from keta.surfaces.reading.grammar import parameters_of

KEPT = ("where", "order", "fields", "q")
MOST_VIEWS = 50
MOST_KEPT = 4096


def views_for(kind: Kind, actor: Actor) -> list[NamedView]:
    """The actor's own views and those shared with everybody."""
    return [_named(view, actor) for view in _views(version.current(), kind.key, actor.member_id)]


@lru_cache(MOST_KEPT)
def _views(_version: str, key: str, member_id: UUID | None) -> tuple[SavedView, ...]:
    found = SavedView.objects.filter(object_key=key).filter(Q(owner=member_id) | Q(is_shared=True))
    return tuple(found[:MOST_VIEWS])


def save_view(kind: Kind, name: str, question: Question, *, is_shared: bool, actor: Actor) -> SavedView:
    """Keeps a question under a name; the actor's own view of that name is replaced. Raises `Invalid`."""
    name = _checked(name)
    if actor.member_id is None:
        raise NotAllowed(_("Only members of the company save views."))
    values = {"query": query_of(question), "is_shared": is_shared}
    with transaction.atomic():
        view, __ = SavedView.objects.update_or_create(
            object_key=kind.key, owner_id=actor.member_id, name=name, defaults=values
        )
        version.bump()
    return view


def change_view(
    kind: Kind, view_id: UUID, name: str, *, is_shared: bool, question: Question | None, actor: Actor
) -> None:
    """Renames a view, shares it or not, and with a question keeps that from now on. Raises as `delete_view`."""
    view = view_to_change(kind, view_id, actor)
    name = _checked(name)
    own = SavedView.objects.get(pk=view.key)
    if SavedView.objects.filter(object_key=kind.key, owner=own.owner_id, name=name).exclude(pk=own.pk).exists():
        raise Invalid({"name": [_("There is a view of this name already.")]})
    own.name, own.is_shared = name, is_shared
    if question is not None:
        own.query = query_of(question)
    with transaction.atomic():
        own.save(update_fields=["name", "is_shared", "query", "saved_at"])
        version.bump()


def delete_view(kind: Kind, view_id: UUID, *, actor: Actor) -> None:
    """Raises `NotFound` for a view out of sight, `NotAllowed` for a shared one of somebody else."""
    view = view_to_change(kind, view_id, actor)
    with transaction.atomic():
        SavedView.objects.filter(pk=view.key).delete()
        version.bump()


def view_to_change(kind: Kind, view_id: UUID, actor: Actor) -> NamedView:
    """Raises `NotFound` for a view out of sight, `NotAllowed` for a shared one of somebody else."""
    view = next((each for each in views_for(kind, actor) if each.key == str(view_id)), None)
    if view is None:
        raise NotFound(_("This view does not exist, or it is not shared with you."))
    if not view.may_edit:
        raise NotAllowed(_("This view belongs to somebody else; its owner or an administrator can change it."))
    return view


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 60:
        raise Invalid({"name": [_("Give the view a name of at most 60 characters.")]})
    return name


def query_of(question: Question) -> str:
    """What a view keeps of a question: the filters of the view it began from become its own."""
    whole = question.but(where=question.base.also(*question.where.parts), view="", base=type(question.base)())
    if question.where.is_any:
        whole = whole.but(where=question.base.also(question.where))
    plain = whole.but(defaults=None)
    pairs = [(name, text) for name, text in parameters_of(plain) if name in KEPT or name.startswith("filter")]
    return urlencode(pairs)


def _named(view: SavedView, actor: Actor) -> NamedView:
    is_own = view.owner_id == actor.member_id
    return NamedView(
        key=str(view.pk),
        label=view.name,
        parameters=parse_qs(view.query),
        is_own=is_own,
        is_shared=view.is_shared,
        may_edit=is_own or actor.rights.is_administrator,
    )
