"""The lines of documents in a file: the row of a record comes as often as it has lines, each time with the next one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import NotFound
from keta.surfaces.exports.columns import ID, FileColumn, file_columns
from keta.surfaces.reading import columns_of
from keta.surfaces.reading.shape import Shape, shape_of


def line_fields(kind: Kind, actor: Actor) -> list[str]:
    """The fields with lines that a file may carry: what the actor may read and people may write."""
    readable = actor.rights.readable(kind)
    return [name for name, spec in kind.children.items() if spec.is_written and name in readable]


@dataclass(frozen=True)
class LineColumns:
    """The columns of the lines `name` of a document."""

    kind: Kind
    name: str
    actor: Actor
    showing: Showing

    def __post_init__(self) -> None:
        """Raises `NotFound` for lines that no file may carry."""
        if self.name not in line_fields(self.kind, self.actor):
            raise NotFound(_("There is no field “%(name)s” here.") % {"name": self.name[:60]}, code="field")

    @property
    def headings(self) -> list[str]:
        label = self.kind.fields[self.name].label or self.own.label
        return [*(f"{label}: {column.heading}" for column in self._columns), f"{self.name}.{ID}"]

    @cached_property
    def own(self) -> Kind:
        return kind_of(line_model(self.kind.model, self.name))

    @cached_property
    def _shape(self) -> Shape:
        return shape_of(tuple(columns_of(self.own, self.actor).values()), frozenset())

    @cached_property
    def _columns(self) -> list[FileColumn]:
        return file_columns(self._shape.columns, self.showing)

    def of(self, ids: Sequence[UUID]) -> Mapping[UUID, list[list[str]]]:
        """The cells of the lines of these records, in order."""
        parent = f"{self.own.model.parent_name}_id"
        rows = self.own.model._default_manager.filter(**{f"{parent}__in": ids}).order_by("position")
        raw = list(rows.values_list(*self._shape.paths, parent))
        found: dict[UUID, list[list[str]]] = {}
        for row, told in zip(self._shape.rows(raw, self.own), raw, strict=True):
            cells = [column.text(row.values[column.place]) for column in self._columns]
            found.setdefault(told[-1], []).append([*cells, str(row.id)])
        return found


def with_lines(rows: Iterable[tuple[UUID, list[str]]], parts: Sequence[LineColumns]) -> Iterator[list[str]]:
    """Each row of a record (with its id) as often as the longest of its lists of lines, those beside it."""
    page = list(rows)
    found = [part.of([key for key, __ in page]) for part in parts]
    blanks = [[""] * len(part.headings) for part in parts]
    for key, cells in page:
        beside = zip_longest(*(lines.get(key, []) for lines in found))
        for line in list(beside) or [(None,) * len(parts)]:
            own = [each or blank for each, blank in zip(line, blanks, strict=True)]
            yield [*cells, *(cell for part in own for cell in part)]
