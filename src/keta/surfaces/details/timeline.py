"""The dealings with a record: what points at it and what was changed in it, newest first."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Value
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keta.kernel.access import Actor
from keta.kernel.access.statements import RECORD, Statement, kept
from keta.kernel.fieldtypes import Showing
from keta.kernel.history.past import entries_of
from keta.kernel.objects import Kind
from keta.kernel.refusals import Text
from keta.surfaces.addresses import address
from keta.surfaces.details.entries import entry_views
from keta.surfaces.details.related import Related, related_to
from keta.surfaces.requests import Request

MOST = 30


CHANGES = "changes"


def timeline(request: Request, kind: Kind, record_id: UUID, shown: Sequence[Related], only: str) -> dict[str, Any]:
    """Dealings and changes as the design's entries, merged by time; `only` names one group of them."""
    entries = _dealings(kind, record_id, request, only)
    if only in ("", CHANGES):
        entries += entry_views(kind, entries_of(kind, record_id)[:MOST], request.actor.rights, request.showing)
    return {
        "entries": sorted(entries, key=lambda entry: entry["at"], reverse=True)[:MOST],
        "groups": _groups(kind, record_id, shown, only),
    }


def _groups(kind: Kind, record_id: UUID, shown: Sequence[Related], only: str) -> list[dict[str, Any]]:
    """What the timeline can be narrowed to."""
    labels: dict[str, Text] = {"": _("All"), CHANGES: pgettext("timeline", "Changes")}
    labels |= {each.kind.key: each.kind.label for each in shown if each.shows.in_timeline}
    path = address(kind.key, record_id, "timeline")
    return [
        {"label": label, "url": f"{path}?only={key}" if key else path, "is_current": key == only}
        for key, label in labels.items()
    ]


def _dealings(kind: Kind, record_id: UUID, request: Request, only: str) -> list[dict[str, Any]]:
    """The newest records of all kinds that point here: one statement, whatever their number of kinds."""
    told, statement = _asked(kind, request.actor, only)
    rows = statement.rows(record_id) if statement else []
    return [_dealing(told[place], row, request.showing) for place, *row in rows]


@kept
def _asked(kind: Kind, actor: Actor, only: str) -> tuple[list[Related], Statement | None]:
    """The lists whose records are told, and the statement that asks for the newest of them."""
    told = [each for each in related_to(kind, actor) if each.shows.in_timeline and only in ("", each.kind.key)]
    if not told:
        return told, None
    first, *others = (_part(each, place, actor) for place, each in enumerate(told))
    return told, Statement.of(first.union(*others, all=True).order_by("-told_at")[:MOST])


def _part(related: Related, place: int, actor: Actor) -> Any:
    rows = related.rows(RECORD, actor).order_by()
    told = {"told_at": F("created_at"), "told_by": F("created_by__title"), "told_words": F("title")}
    return rows.annotate(told_place=Value(place), **told).values_list("told_place", "pk", *told)


def _dealing(related: Related, row: Sequence[Any], showing: Showing) -> dict[str, Any]:
    key, at, who, words = row
    return {
        "at": at,
        "iso": at.isoformat(),
        "when": f"{at.astimezone(showing.zone):%Y-%m-%d %H:%M}",
        "who": who or "",
        "what": related.kind.label,
        "icon": related.kind.spec.icon,
        "text": words,
        "url": address(related.kind.key, key),
        "changes": [],
        "group": "dealings",
    }
