"""What a member prefers: the columns of a list and their widths, the order of the navigation. Every page needs them, so
that processes keep them until the version moves on, which each change sees to."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.objects import Kind
from keta.kernel.refusals import Invalid, NotAllowed
from keta.kernel.versions import version
from keta.surfaces.lists.models import Preference
from keta.surfaces.reading import columns_of, question_of

MENU = "menu"
MOST_KEPT = 4096
WIDTHS = range(40, 2001)


def preferred_columns(kind: Kind, actor: Actor) -> tuple[str, ...]:
    return _kept(version.current(), kind.key, actor.member_id)[0]


def preferred_widths(kind: Kind, actor: Actor) -> Mapping[str, int]:
    return _kept(version.current(), kind.key, actor.member_id)[1]


def preferred_menu(actor: Actor) -> tuple[str, ...]:
    """The addresses of the navigation in the member's order; nothing where he has none of his own."""
    return _kept(version.current(), MENU, actor.member_id)[0]


def prefer_columns(kind: Kind, names: str, *, actor: Actor) -> None:
    """Keeps the columns for the next visit; nothing goes back to those delivered. Refuses unknown ones."""
    if names:
        question_of(kind, {"fields": [names]}, actor=actor)
    _keep(kind.key, actor, columns=names)


def prefer_widths(kind: Kind, told: str, *, actor: Actor) -> None:
    """Keeps the widths, told as JSON `{column: pixels}`; those of unknown columns are left out."""
    try:
        widths = dict(json.loads(told))
    except (ValueError, TypeError) as error:
        raise Invalid({"widths": [_("Widths come as JSON: {column: pixels}.")]}) from error
    known = columns_of(kind, actor)
    _keep(kind.key, actor, widths={name: width for name, width in widths.items() if name in known and width in WIDTHS})


def prefer_menu(urls: str, *, actor: Actor) -> None:
    _keep(MENU, actor, columns=urls[:5000])


def _keep(key: str, actor: Actor, **values: Any) -> None:
    if actor.member_id is None:
        raise NotAllowed(_("Only members of the company keep columns."))
    with transaction.atomic():
        Preference.objects.update_or_create(member_id=actor.member_id, object_key=key, defaults=values)
        version.bump()


@lru_cache(MOST_KEPT)
def _kept(_version: str, key: str, member_id: UUID | None) -> tuple[tuple[str, ...], Mapping[str, int]]:
    found = Preference.objects.filter(member=member_id, object_key=key).values_list("columns", "widths").first()
    columns, widths = found or ("", {})
    return tuple(name for name in columns.split(",") if name), widths
