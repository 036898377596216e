"""Which rows a question is about, and how the database is led to them: the seam where plans are chosen by the
actor's
width (how much of the whole he sees)."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from keta.kernel.access import Actor, records_for, ways_for
from keta.kernel.objects import Kind
from keta.surfaces.reading.columns import columns_of
from keta.surfaces.reading.conditions import narrowed
from keta.surfaces.reading.question import Question

FEW = 1000
"""Up to so many rows are gathered and sorted."""

Search = Callable[[QuerySet[Any], Kind, str, Actor, int | None], QuerySet[Any]]
_searches: list[Search] = []


def search_with(search: Search) -> None:
    """Names what narrows rows to the words searched (set once, at start)."""
    _searches[:] = [search]


def rows_of(question: Question, actor: Actor, operation: str = "read", first_hits: int | None = None) -> QuerySet[Any]:
    """The records that the question is about, in no order; for bulk edits those on which `operation` is open. With
    `first_hits` words searched give only so many of their hits, the first by title."""
    rows = narrowed(records_for(actor, question.kind, operation), question.kind, question.filters, actor)
    if question.ids:
        rows = rows.filter(pk__in=question.ids)
    words = " ".join(question.q.split())
    if not words:
        return rows
    search = _searches[0] if _searches else _search_fields
    return search(rows, question.kind, words, actor, first_hits)


def gathered(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows, found by their conditions before they are put in order. Where they are few, the index of the order
    would lead past most of the table until a page is full."""
    found: QuerySet[Any] = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")[:FEW])
    return found


def has_index(kind: Kind, *names: str) -> bool:
    """Whether rows are indexed by these columns first, in whichever direction."""
    indexed = ([name.removeprefix("-") for name in index.fields[: len(names)]] for index in kind.model._meta.indexes)
    return list(names) in indexed


def by_ways(question: Question, actor: Actor) -> list[QuerySet[Any]]:
    """The rows of the question way by way (the actor's own, those of each department, what is shared with him), where
    an index gives each in the order asked for: the first of each are found at once, however many rows he sees. Empty
    where there is no such index, or where more is asked than an order."""
    if connection.vendor != "postgresql" or question.q or question.ids or question.filters.parts or not question.order:
        return []
    first = question.order[0].field
    if not has_index(question.kind, "department", first) or not has_index(question.kind, "owner", first):
        return []
    return [question.kind.rows().filter(way) for way in ways_for(actor, question.kind)]


def is_by_title(question: Question) -> bool:
    """Whether the question stands in the order of titles, as far as its first key goes."""
    if not question.order or question.order[0].is_descending:
        return False
    first = question.order[0].field
    return first == "title" or question.kind.spec.title == f"{{{first}}}"


def _search_fields(rows: QuerySet[Any], kind: Kind, words: str, actor: Actor, first_hits: int | None) -> QuerySet[Any]:
    """Each word in one of the searched fields; for kinds that no index holds."""
    readable = columns_of(kind, actor)
    paths = [column.paths[0] for column in readable.values() if column.spec.searched and not column.spec.is_custom]
    for word in words.split():
        found = Q(title__icontains=word)
        for path in paths:
            found |= Q(**{f"{path}__icontains": word})
        rows = rows.filter(found)
    return rows
