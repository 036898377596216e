"""What an actor finds: the index asked within his scope, for one kind or for all."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from keta.kernel.access import Actor, Scope, may_be_shared, records_for, within_sight
from keta.kernel.objects import Kind, kinds
from keta.kernel.text.words import SearchQuery, query
from keta.surfaces.search import storage
from keta.surfaces.search.models import SearchRow


def hits(words: SearchQuery, kind: Kind) -> QuerySet[SearchRow]:
    """The index rows of one kind that hold all words, whoever asks."""
    rows = SearchRow.objects.filter(storage.matching(words), object_key=kind.base)
    for pattern in words.checked:
        rows = rows.filter(text__contains=pattern)
    return rows


def narrowed(rows: QuerySet[Any], kind: Kind, text: str, actor: Actor, first: int | None = None) -> QuerySet[Any]:
    """The port of the lists: rows of a kind narrowed to the words typed. Hits are narrowed to the actor's sight where
    they are found, before any record is looked up for them; with `first` only so many of them, by title, are."""
    words = query(text)
    if not words.words:
        return rows.none()
    if not kind.spec.is_searched:
        return rows.filter(title__icontains=text)
    seen = within_sight(hits(words, kind), actor, kind, key="record_id")
    if first is not None:
        seen = seen.order_by("title", "record_id")[:first]
    return rows.filter(pk__in=seen.values("record_id"))


def find(text: str, actor: Actor, limit: int = 8, among: Sequence[Kind] | None = None) -> dict[str, list[SearchRow]]:
    """The best hits of every kind that the actor may read, under the kind's key; titles that begin so come first."""
    words = query(text)
    if not words.words:
        return {}
    found: dict[str, list[SearchRow]] = {}
    for kind in among or searched_kinds(actor):
        seen = within_sight(hits(words, kind), actor, kind, key="record_id")
        rows = seen.filter(record_id__in=records_for(actor, kind).values("pk"))
        best = list(rows.order_by("title", "pk")[: limit * 5])
        if best:
            found[kind.key] = sorted(best, key=lambda row: _rank(row, words))[:limit]
    return found


def searched_kinds(actor: Actor) -> list[Kind]:
    """Each stock of records once, under the window that people know it by."""
    found: dict[str, Kind] = {}
    for kind in sorted(kinds().values(), key=lambda each: each.spec.position):
        if kind.is_line or not kind.spec.is_searched:
            continue
        if actor.rights.scope(kind, "read") is Scope.NONE and not may_be_shared(actor, kind, "read"):
            continue
        if kind.base not in found or kind.key == kind.base:
            found.setdefault(kind.base, kind)
    return list(found.values())


def _rank(row: SearchRow, words: SearchQuery) -> tuple[bool, int, str]:
    return not row.text.startswith(words.words[0]), len(row.title), row.title
