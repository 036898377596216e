"""Which rows a question is about, and how the database is led to them: the seam where plans are chosen by the
actor's
width (how much of the whole he sees)."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from keta.kernel.access import Actor, records_for
from keta.kernel.objects import Kind
from keta.surfaces.reading.columns import columns_of
from keta.surfaces.reading.conditions import narrowed
from keta.surfaces.reading.question import Question

FEW = 1000
"""Up to so many rows are gathered and sorted."""

Search = Callable[[QuerySet[Any], Kind, str, Actor], QuerySet[Any]]
_searches: list[Search] = []


def search_with(search: Search) -> None:
    """Names what narrows rows to the words searched (set once, at start)."""
    _searches[:] = [search]


def rows_of(question: Question, actor: Actor, operation: str = "read") -> QuerySet[Any]:
    """The records that the question is about, in no order; for bulk edits those on which `operation` is
    open."""
    rows = narrowed(records_for(actor, question.kind, operation), question.kind, question.filters, actor)
    if question.ids:
        rows = rows.filter(pk__in=question.ids)
    words = " ".join(question.q.split())
    if not words:
        return rows
    search = _searches[0] if _searches else _search_fields
    return search(rows, question.kind, words, actor)


def gathered(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows, found by their conditions before they are put in order. Where they are few, the index of the order
    would lead past most of the table until a page is full."""
    found: QuerySet[Any] = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")[:FEW])
    return found


def _search_fields(rows: QuerySet[Any], kind: Kind, words: str, actor: Actor) -> QuerySet[Any]:
    """Each word in one of the searched fields; for kinds that no index holds."""
    readable = columns_of(kind, actor)
    paths = [column.paths[0] for column in readable.values() if column.spec.searched and not column.spec.is_custom]
    for word in words.split():
        found = Q(title__icontains=word)
        for path in paths:
            found |= Q(**{f"{path}__icontains": word})
        rows = rows.filter(found)
    return rows
