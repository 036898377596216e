"""Which record a row is about: found by the values of the fields that match, for a whole batch at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import Refused, Text
from keta.surfaces.imports.mapping import ID, FileMap
from keta.surfaces.imports.trying import Tried

Key = tuple[Any, ...]
NO_SUCH = _("There is no record of this number here. Leave the number empty to make a new record.")


class Valued(Protocol):
    """A row of which the raw values are known."""

    values: dict[str, Any]


Valued_ = TypeVar("Valued_", bound=Valued)


@dataclass(frozen=True)
class Found:
    """The record of a row and the ids of its lines; or why it may not be taken."""

    id: UUID | None = None
    reason: Text = ""
    lines: Mapping[str, Sequence[tuple[UUID, Any]]] = field(default_factory=dict)
    """The lines that it has, each with the value by which lines are told apart."""
    is_tried: bool = False
    """Whether a dry run would have made the record with an earlier row."""

    @property
    def is_there(self) -> bool:
        return self.id is not None or self.is_tried

    def with_ids(
        self, name: str, lines: Sequence[Mapping[str, Any]], mark: "Mark | None" = None
    ) -> list[Mapping[str, Any]]:
        """The lines of the row over those of the record, which they find by their mark, else by their place; further
        ones of the record stay."""
        old = self.lines.get(name, ())
        new = {mark.value(line.get(mark.name)) if mark else place: line for place, line in enumerate(lines)}
        own = [{**new.pop(key if mark else place, {}), "id": str(line)} for place, (line, key) in enumerate(old)]
        return [*own, *new.values()]


NEW = Found()
EXISTS = Found(reason=_("This record exists already."))


@dataclass(frozen=True)
class Matching:
    """How the rows of one import find their records."""

    kind: Kind
    map: FileMap
    actor: Actor

    def waves(self, rows: Sequence[Valued_]) -> Iterator[list[Valued_]]:
        """Rows about one record come one after the other, so that the second finds what the first has made."""
        left = list(rows)
        while left:
            if not self.map.match:
                yield left
                return
            first: dict[Key, Valued_] = {}
            now: list[Valued_] = []
            later: list[Valued_] = []
            for row in left:
                key = self._key(row.values)
                is_later = _says(key) and first.setdefault(key, row) is not row
                (later if is_later else now).append(row)
            yield now
            left = later

    def find(self, rows: Sequence[Valued]) -> list[Found]:
        """For each row its record, or `NEW`."""
        if not self.map.match:
            return [NEW] * len(rows)
        keys = [self._key(row.values) for row in rows]
        known = self._known(keys)
        lines = self._lines([key for ids in known.values() for key in ids], rows)
        return [self._found(key, known.get(key, []), lines) for key in keys]

    def tried(self, row: Valued, known: Found, tried: Tried) -> Found:
        """What a dry run is to know besides: a record that an earlier row would have made."""
        key = self._key(row.values)
        if known is not NEW or not _says(key):
            return known
        if key not in tried.keys:
            tried.keys.add(key)
            return known
        return EXISTS if self.map.existing == "fail" else Found(is_tried=True)

    def _found(
        self, key: Key, ids: Sequence[UUID], lines: Mapping[UUID, Mapping[str, Sequence[tuple[UUID, Any]]]]
    ) -> Found:
        if not ids:
            return NEW if self._may_make(key) else Found(reason=NO_SUCH)
        if len(ids) > 1:
            return Found(reason=_("Several records fit this row; match by a number that only one of them has."))
        if self.map.existing == "fail":
            return EXISTS
        return Found(ids[0], lines=lines.get(ids[0], {}))

    def _may_make(self, key: Key) -> bool:
        """A number or an id that a file names was given by the house: where no record has it, none is made."""
        return not any(value for value, mark in zip(key, self._marks, strict=True) if not mark.is_written)

    def _known(self, keys: Sequence[Key]) -> dict[Key, list[UUID]]:
        """The records with the values of these rows, under those values."""
        paths = [mark.path for mark in self._marks]
        wanted = {key[0] for key in keys if key[0]}
        rows = records_for(self.actor, self.kind).filter(**{f"{paths[0]}__in": wanted})
        found: dict[Key, list[UUID]] = {}
        for key, *values in rows.values_list("pk", *paths):
            found.setdefault(tuple(values), []).append(key)
        return found

    @cached_property
    def _marks(self) -> list["Mark"]:
        return [mark_of(self.kind, name) for name in self.map.match]

    def _key(self, values: Mapping[str, Any]) -> Key:
        return tuple(mark.value(values.get(mark.name)) for mark in self._marks)

    def line_mark(self, name: str) -> "Mark | None":
        """The field by which the lines `name` are told apart."""
        by_id = f"{name}.{ID}"
        is_by_id = any(target.field == by_id for target in self.map.targets())
        document, __, path = (self.map.match_lines or (by_id if is_by_id else "")).partition(".")
        return mark_of(kind_of(line_model(self.kind.model, name)), path) if document == name else None

    def _lines(self, ids: Sequence[UUID], rows: Sequence[Valued]) -> dict[UUID, dict[str, list[tuple[UUID, Any]]]]:
        """The lines that the records have already, of the fields that the rows fill."""
        found: dict[UUID, dict[str, list[tuple[UUID, Any]]]] = {}
        for name in self.kind.children:
            if not ids or not any(name in row.values for row in rows):
                continue
            model = line_model(self.kind.model, name)
            parent, mark = f"{model.parent_name}_id", self.line_mark(name)
            known = model._default_manager.filter(**{f"{parent}__in": ids}).order_by("position")
            for record, line, value in known.values_list(parent, "pk", mark.path if mark else "position"):
                found.setdefault(record, {}).setdefault(name, []).append((line, value))
        return found


def _says(key: Key) -> bool:
    """Whether a row names a record at all: those that name none are all about different ones."""
    return any(value not in (None, "") for value in key)


@dataclass(frozen=True)
class Mark:
    """A field by which records are told apart: its path in the database, and its value in a row."""

    name: str
    path: str
    spec: FieldSpec | None = None

    @property
    def is_written(self) -> bool:
        return self.spec is not None and self.spec.is_written

    def value(self, raw: Any) -> Any:
        """None for what is no value, which the row will be told."""
        try:
            return self.spec.type.parse(raw, self.spec) if self.spec else id_of(raw) if raw else None
        except Refused:
            return None


def mark_of(kind: Kind, name: str) -> Mark:
    """The mark under a name, `id` included; raises `Refused` for fields that tell no records apart."""
    if name == ID:
        return Mark(ID, "pk")
    spec = kind.field(name)
    paths = spec.type.paths(spec)
    if spec.is_custom or len(paths) == 0 or spec.type.is_wide:
        raise Refused(
            _("Rows cannot be matched by “%(label)s”; choose another field.") % {"label": spec.label},
            code="match",
        )
    return Mark(name, paths[0], spec)
