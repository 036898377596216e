"""Keeps the keys with every write, in its transaction."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from keta.kernel.objects import Kind
from keta.kernel.records.changes import Change
from keta.kernel.records.inserting import insert_columns
from keta.surfaces.duplicates.models import MatchKey

LONGEST = 200


class Key(NamedTuple):
    """A key and the field whose value it stands for."""

    field: str
    key: str
    is_sure: bool


def keep_match_keys(kind: Kind, changes: Sequence[Change]) -> None:
    """The projection: writes the keys of what is new or has other values now."""
    names = set(kind.spec.duplicates)
    if not names:
        return
    told = [change for change in changes if change.is_new or change.is_gone or names & set(change.fields)]
    if stale := [change.record.pk for change in told if not change.is_new]:
        MatchKey.objects.filter(record_id__in=stale).delete()
    insert_keys(kind, [change.record for change in told if not change.is_gone])


def keys_of(kind: Kind, values: Mapping[str, Any]) -> Iterator[Key]:
    """The keys of values, each once: two fields may say the same."""
    seen = set()
    for name in kind.spec.duplicates:
        spec = kind.fields[name]
        for place, key in enumerate(spec.type.match_keys(values.get(name))):
            full = f"{spec.type.key}:{key}"[:LONGEST]
            if full not in seen:
                seen.add(full)
                yield Key(name, full, place == 0)


def values_of(kind: Kind, record: Any) -> dict[str, Any]:
    specs = {name: kind.fields[name] for name in kind.spec.duplicates}
    return {name: spec.type.read(record, spec) for name, spec in specs.items()}


def insert_keys(kind: Kind, records: Sequence[Any]) -> None:
    """The keys of records that have none yet."""
    rows: list[tuple[UUID, Key]] = [
        (record.pk, key) for record in records for key in keys_of(kind, values_of(kind, record))
    ]
    columns: dict[str, list[Any]] = {
        "object_key": [kind.base] * len(rows),
        "record_id": [record for record, __ in rows],
        "field": [key.field for __, key in rows],
        "key": [key.key for __, key in rows],
        "is_sure": [key.is_sure for __, key in rows],
    }
    insert_columns(MatchKey, columns)
