"""How the rows of some columns are read: look-up paths for `.values_list`, and what makes values of them;
compiled once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Case, Value, When
from django.db.models.expressions import Combinable

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldType
from keta.kernel.objects import Kind
from keta.surfaces.reading.columns import Column, sight_of

Raw = tuple[Any, ...]
Maker = Callable[[Raw], Any]


class Row(NamedTuple):
    """A record in a list: its id, and a value for each column."""

    id: UUID
    values: list[Any]


@dataclass(frozen=True)
class Shape:
    """`paths` begin with the id; each maker takes one raw row."""

    columns: tuple[Column, ...]
    paths: tuple[str, ...]
    makers: tuple[Maker, ...]
    fetched: tuple[int, ...]

    def rows(self, raw_rows: Sequence[Raw], kind: Kind) -> list[Row]:
        rows = [Row(raw[0], [make(raw) for make in self.makers]) for raw in raw_rows]
        for place in self.fetched if rows else ():
            self._fetch(rows, place, kind)
        return rows

    def _fetch(self, rows: list[Row], place: int, kind: Kind) -> None:
        column = self.columns[place]
        owner = column.far or kind
        found = column.spec.type.fetch(owner.model, column.spec, {row.id: row.values[place] for row in rows})
        for row in rows:
            row.values[place] = found.get(row.id)


@lru_cache(maxsize=1024)
def shape_of(columns: tuple[Column, ...], hidden: frozenset[str]) -> Shape:
    """`hidden` are the links whose targets are seen in part: an annotation `sight_of_<link>` stands on the
    rows."""
    paths = dict.fromkeys(["pk", *(path for column in columns for path in column.paths)])
    paths |= dict.fromkeys(f"sight_of_{link}" for link in sorted(hidden))
    places = {path: place for place, path in enumerate(paths)}
    return Shape(
        columns=columns,
        paths=tuple(paths),
        makers=tuple(_maker(column, places) for column in columns),
        fetched=tuple(place for place, column in enumerate(columns) if column.is_fetched),
    )


def sights_of(columns: Sequence[Column], actor: Actor) -> dict[str, Combinable]:
    """For each link over which columns lead and whose targets are seen in part: whether this one is seen."""
    found: dict[str, Combinable] = {}
    for column in columns:
        sight = sight_of(column, actor)
        if sight is not None and column.link is not None:
            found[f"sight_of_{column.link.name}"] = Case(
                When(sight, then=Value(True)), default=Value(False), output_field=BooleanField()
            )
    return found


def _maker(column: Column, places: dict[str, int]) -> Maker:
    make = _plain_maker(column, [places[path] for path in column.paths])
    sight = places.get(f"sight_of_{column.link.name}") if column.link else None
    if sight is None:
        return make
    blank = column.spec.type.empty()
    return lambda raw: make(raw) if raw[sight] else blank


def _plain_maker(column: Column, places: list[int]) -> Maker:
    spec, kind = column.spec, column.spec.type
    if spec.is_custom:
        extra = places[0]
        return lambda raw: kind.from_json((raw[extra] or {}).get(spec.name))
    if len(places) == 1 and type(kind).unpack is FieldType.unpack:
        return itemgetter(places[0])
    return lambda raw: kind.unpack(tuple(raw[place] for place in places))
