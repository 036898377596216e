"""The answer to a write: the record as it is in hand, so that nothing is read again but the titles of its links."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from keta.kernel import actions
from keta.kernel.access import Actor, covers, records_for
from keta.kernel.fieldtypes import Linked
from keta.kernel.objects import BusinessObject, Kind, kind_of, standing
from keta.kernel.objects.model import line_model
from keta.kernel.records.overruling import overruled
from keta.surfaces.reading import columns_of

UNKNOWN = object()


def written_json(kind: Kind, record: Any, actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """What `rows.record_json` would tell of a record just written from `values`; where the actor may not read it, what
    names it. `ignored` says which of the values the object's own rules have replaced."""
    told: dict[str, Any] = {"object": kind.key, "id": record.pk, "version": record.version}
    if not _is_seen(kind, record, actor):
        return told
    parts: list[tuple[Kind, Sequence[Any]]] = [(kind, [record])]
    names = [name for name in kind.children if name in actor.rights.readable(kind)]
    parts += [(kind_of(line_model(kind.model, name)), record.lines_of(name)) for name in names]
    (own,), *lines = _items(parts, actor)
    told |= {name: value for name, value in own.items() if name not in kind.children}
    told |= dict(zip(names, lines, strict=True))
    ignored = [{"path": path, "message": text} for path, text in overruled(kind, record, values)]
    return told | {"actions": actions.allowed(kind, record, actor)} | ({"ignored": ignored} if ignored else {})


def _is_seen(kind: Kind, record: Any, actor: Actor) -> bool:
    """Asks the database only where owner and department do not tell: of shares, and of windows left."""
    is_within = all(getattr(record, name, UNKNOWN) == value for name, value in kind.where.items())
    owner, department = getattr(record, "owner_id", None), getattr(record, "department_id", None)
    if is_within and covers(actor, kind, "read", owner, department):
        return True
    return records_for(actor, kind).filter(pk=record.pk).exists()


def _items(parts: Sequence[tuple[Kind, Sequence[Any]]], actor: Actor) -> list[list[dict[str, Any]]]:
    """For each kind its records as JSON, all their links titled with one question."""
    read = [(kind, list(_values(kind, records, actor))) for kind, records in parts]
    known = {linked.id: linked for __, records in parts for record in records for linked in _in_hand(record)}
    titles = known | standing.titles(
        pointer
        for kind, rows in read
        for row in rows
        for name, value in row.items()
        for pointer in kind.fields[name].type.pointers(value)
        if pointer[1] not in known
    )
    return [
        [_json(kind, record, row, titles) for record, row in zip(records, rows, strict=True)]
        for (kind, rows), (__, records) in zip(read, parts, strict=True)
    ]


def _values(kind: Kind, records: Sequence[Any], actor: Actor) -> Iterator[dict[str, Any]]:
    """The values of each record under the names of its fields; those that no record holds are asked of their type."""
    specs = [column.spec for name, column in columns_of(kind, actor).items() if name not in kind.children]
    for record in records:
        values = {spec.name: spec.type.read(record, spec) for spec in specs}
        for spec in specs:
            if not spec.type.is_stored and spec.type.is_fetched(spec):
                values[spec.name] = spec.type.fetch(kind.model, spec, {record.pk: values[spec.name]}).get(record.pk)
        yield values


def _in_hand(record: Any) -> Iterator[Linked]:
    """The records behind its links that have been read already."""
    for linked in record._state.fields_cache.values():
        if isinstance(linked, BusinessObject):
            yield Linked(linked.pk, linked.title)


def _json(kind: Kind, record: Any, values: dict[str, Any], titles: dict[UUID, Any]) -> dict[str, Any]:
    told = {"id": record.pk}
    for name, value in values.items():
        kind_of_value = kind.fields[name].type
        told[name] = kind_of_value.to_json(kind_of_value.titled(value, titles))
    return told
