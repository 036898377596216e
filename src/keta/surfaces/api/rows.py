"""Records as programs read them: rows of lists, and one record with its lines and what may be done with it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from keta.kernel import actions
from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldType
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import NotFound
from keta.surfaces.details.values import values_of
from keta.surfaces.reading import Column, Row, columns_of
from keta.surfaces.reading.shape import shape_of

Encode = Callable[[Any], Any]


@lru_cache(maxsize=1024)
def encoders(columns: tuple[Column, ...]) -> tuple[tuple[str, Encode | None], ...]:
    """Name and conversion of each column; None where JSON takes the value as it is."""
    return tuple(
        (column.name, None if type(column.spec.type).to_json is FieldType.to_json else column.spec.type.to_json)
        for column in columns
    )


def items(rows: Sequence[Row], columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    """Rows under the names of their columns."""
    made = encoders(columns)
    found = []
    for row in rows:
        item: dict[str, Any] = {"id": row.id}
        for (name, encode), value in zip(made, row.values, strict=True):
            item[name] = value if encode is None else encode(value)
        found.append(item)
    return found


def record_json(kind: Kind, record: Any, actor: Actor) -> dict[str, Any]:
    """One record as far as the actor may read it; `actions` gives for each None, or the reason why not."""
    told: dict[str, Any] = {"object": kind.key, "id": record.pk, "version": record.version}
    for name, value in values_of(kind, record.pk, actor).items():
        told[name] = kind.fields[name].type.to_json(value)
    readable = actor.rights.readable(kind)
    for name in kind.children:
        if name in readable:
            told[name] = lines_json(kind, name, record.pk, actor)
    told["actions"] = actions.allowed(kind, record, actor)
    return told


def lines_json(kind: Kind, name: str, record_id: UUID, actor: Actor) -> list[dict[str, Any]]:
    """The lines of a document in order, with their ids."""
    model = line_model(kind.model, name)
    own = kind_of(model)
    columns = tuple(columns_of(own, actor).values())
    shape = shape_of(columns, frozenset())
    rows = model._default_manager.filter(**{model.parent_name: record_id}).order_by("position")
    return items(shape.rows(list(rows.values_list(*shape.paths)), own), columns)


def after_write(kind: Kind, record: Any, actor: Actor) -> dict[str, Any]:
    """The record as it is now: all of it where the actor may read it, else what names it."""
    try:
        return record_json(kind, record, actor)
    except NotFound:
        return {"object": kind.key, "id": record.pk, "version": record.version}
