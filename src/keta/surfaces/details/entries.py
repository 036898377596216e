"""Entries of history for the eye: who, what, and the fields that were changed, links by their titles."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from keta.kernel.access.rights import Rights
from keta.kernel.actions import actions_of
from keta.kernel.fieldtypes import DateType, FieldSpec, Linked, Showing
from keta.kernel.fieldtypes.links import all_titles_of
from keta.kernel.history.models import Entry
from keta.kernel.objects import Kind
from keta.kernel.refusals import listed
from keta.surfaces.details.causes import cause_words

Told = tuple[FieldSpec, Any, Any]
"""A field with its value before and after."""


def entry_views(kind: Kind, entries: Iterable[Entry], rights: Rights, showing: Showing) -> list[dict[str, Any]]:
    """As far as the reader may read them; all titles take one question."""
    told = [(entry, list(_changes(kind, entry, rights))) for entry in entries]
    pointers = [
        pointer
        for __, changes in told
        for spec, *values in changes
        for value in values
        for pointer in spec.type.pointers(value)
    ]
    titles = all_titles_of(pointers)
    return [_view(kind, entry, changes, titles, showing) for entry, changes in told]


def _changes(kind: Kind, entry: Entry, rights: Rights) -> Iterator[Told]:
    """The first entry tells no fields: everything in it is new."""
    readable = rights.readable(kind)
    fields = entry.changes.get("fields", {}) if entry.cause != "create" else {}
    for name, (before, after) in fields.items():
        if spec := readable.get(name):
            yield spec, spec.type.from_json(before), spec.type.from_json(after)


def _view(
    kind: Kind, entry: Entry, changes: Iterable[Told], titles: dict[UUID, Linked], showing: Showing
) -> dict[str, Any]:
    return {
        "at": entry.at,
        "iso": entry.at.isoformat(),
        "when": f"{entry.at.astimezone(showing.zone):%Y-%m-%d %H:%M}",
        "who": entry.actor_name,
        "what": cause_words(entry.cause, actions_of(kind)),
        "icon": "history",
        "text": "",
        "url": "",
        "changes": [
            {
                "label": spec.label,
                "before": spec.type.to_text(spec.type.titled(before, titles), showing),
                "after": spec.type.to_text(spec.type.titled(after, titles), showing),
            }
            for spec, before, after in changes
        ]
        + _share(entry, showing),
        "group": "changes",
        "version": entry.version,
        "door": entry.door,
    }


def _share(entry: Entry, showing: Showing) -> list[dict[str, Any]]:
    """To whom the record was opened, how far, and until when."""
    told = entry.changes.get("share")
    if told is None:
        return []
    words = [told["with"], _("for changing") if told["may_edit"] else _("for reading")]
    if told["until"]:
        until = DateType().to_text(datetime.date.fromisoformat(told["until"]), showing)
        words.append(_("until %(day)s") % {"day": until})
    side = "before" if entry.cause == "end_share" else "after"
    return [{"label": _("Shared with"), "before": "", "after": "", side: listed(words)}]
