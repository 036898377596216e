"""Which records a tool of the list works on: those ticked, or everything that fits the filters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.objects import Kind
from keta.kernel.refusals import Refused
from keta.surfaces.lists.asking import asked
from keta.surfaces.reading import Question, rows_of, to_query_string

MOST_TICKED = 1000


@dataclass(frozen=True)
class Selection:
    """Ticked ids; without them every row of the question."""

    question: Question
    ids: tuple[UUID, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.question.kind

    @property
    def is_all(self) -> bool:
        return not self.ids

    @property
    def query(self) -> str:
        """The question as a job keeps it."""
        return to_query_string(self.question.but())

    def rows(self, actor: Actor, operation: str = "read") -> QuerySet[Any]:
        """The selected records on which the operation is open, in the order of their ids."""
        if self.is_all:
            return rows_of(self.question, actor, operation).order_by("pk")
        open_rows = rows_of(Question(self.kind), actor, operation)
        return open_rows.filter(pk__in=self.ids).order_by("pk")

    def batches(self, actor: Actor, size: int, after: UUID | None = None) -> Iterator[list[UUID]]:
        """The ids of readable rows, some at a time; rows that leave the question meanwhile do no harm."""
        while True:
            rows = self.rows(actor) if after is None else self.rows(actor).filter(pk__gt=after)
            keys = list(rows.values_list("pk", flat=True)[:size])
            if not keys:
                return
            yield keys
            after = keys[-1]


def selected(kind: Kind, address: QueryDict, form: QueryDict, actor: Actor) -> Selection:
    """What was posted from a list: `ids`, or `all=1` for the question in the address. Refuses an empty
    selection."""
    question = asked(kind, address, actor).question
    if form.get("all") == "1":
        return Selection(question)
    ids = tuple(id_of(raw) for raw in form.getlist("ids")[:MOST_TICKED])
    if not ids:
        raise Refused(_("Tick at least one record first."), code="selection")
    return Selection(question, ids)
