"""The dealings with a record: what points at it and what was changed in it, newest first."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Value
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import Showing
from keta.kernel.history.past import entries_of
from keta.kernel.objects import Kind
from keta.kernel.refusals import Text
from keta.surfaces.addresses import address
from keta.surfaces.details.entries import entry_views
from keta.surfaces.details.related import Related
from keta.surfaces.requests import Request

MOST = 30


CHANGES = "changes"


def timeline(request: Request, kind: Kind, record_id: UUID, shown: Sequence[Related], only: str) -> dict[str, Any]:
    """Dealings and changes as the design's entries, merged by time; `only` names one group of them."""
    told = [each for each in shown if each.shows.in_timeline and only in ("", each.kind.key)]
    entries = _dealings(told, record_id, request.actor, request.showing)
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


def _dealings(told: Sequence[Related], record_id: UUID, actor: Actor, showing: Showing) -> list[dict[str, Any]]:
    """The newest records of all kinds that point here: one statement, whatever their number of kinds."""
    parts = [_part(each, place, record_id, actor) for place, each in enumerate(told)]
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True).order_by("-told_at")[:MOST]
    return [_dealing(told[row["told_place"]], row, showing) for row in rows]


def _part(related: Related, place: int, record_id: UUID, actor: Actor) -> Any:
    rows = related.rows(record_id, actor).order_by()
    told = {"told_at": F("created_at"), "told_by": F("created_by__title"), "told_words": F("title")}
    return rows.annotate(told_place=Value(place), **told).values("told_place", "pk", *told)


def _dealing(related: Related, row: dict[str, Any], showing: Showing) -> dict[str, Any]:
    return {
        "at": row["told_at"],
        "iso": row["told_at"].isoformat(),
        "when": f"{row['told_at'].astimezone(showing.zone):%Y-%m-%d %H:%M}",
        "who": row["told_by"] or "",
        "what": related.kind.label,
        "icon": related.kind.spec.icon,
        "text": row["told_words"],
        "url": address(related.kind.key, row["pk"]),
        "changes": [],
        "group": "dealings",
    }
