"""Values of a record as people see them: ids of links become their titles, in one question per kind of target."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from keta.kernel.fieldtypes import Linked, LinksType, LinkType
from keta.kernel.fieldtypes.links import titles_of
from keta.kernel.objects import Kind


def shown_values(kind: Kind, records: Sequence[Any]) -> list[dict[str, Any]]:
    """For each record the values of all its fields, lines apart."""
    specs = {name: spec for name, spec in kind.fields.items() if name not in kind.children}
    rows = [{name: spec.type.read(record, spec) for name, spec in specs.items()} for record in records]
    for name, spec in specs.items():
        if isinstance(spec.type, (LinkType, LinksType)):
            titles = titles_of(spec.type.target, {key for row in rows for key in _keys(row[name])})
            for row in rows:
                row[name] = _with_titles(row[name], titles)
        elif spec.type.is_fetched(spec):
            keys = [record.pk for record in records]
            fetched = spec.type.fetch(kind.model, spec, {key: row[name] for key, row in zip(keys, rows, strict=True)})
            for key, row in zip(keys, rows, strict=True):
                row[name] = fetched[key]
    return rows


def _keys(value: Any) -> list[UUID]:
    return value if isinstance(value, list) else [value] if value else []


def _with_titles(value: Any, titles: dict[UUID, Linked]) -> Any:
    if isinstance(value, list):
        return [titles.get(key) or Linked(key, "") for key in value]
    return (titles.get(value) or Linked(value, "")) if value else None
