"""The statements that put records, their lines and their many-links into the tables."""

import datetime
from collections.abc import Sequence
from typing import Any

from keta.kernel.fieldtypes import LinksType
from keta.kernel.fieldtypes.links import through_columns
from keta.kernel.objects import Kind
from keta.kernel.objects.model import line_model
from keta.kernel.records.changes import Change
from keta.kernel.records.inserting import insert_records

ROWS_AT_ONCE = 500


def rewrite(kind: Kind, records: Sequence[Any], now: datetime.datetime) -> None:
    """Updates only the columns that changed, and raises the version; the caller holds the rows locked."""
    by_columns: dict[frozenset[str], list[Any]] = {}
    for record in records:
        record.version = record.loaded("version") + 1  # once, however often a set is tried
        record.changed_at = now
        by_columns.setdefault(frozenset(record.changed_columns()), []).append(record)
    manager = kind.model._default_manager
    for columns, alike in by_columns.items():
        if len(alike) > 2:
            names = [column.name for column in kind.model._meta.concrete_fields if column.attname in columns]
            manager.bulk_update(alike, names, batch_size=ROWS_AT_ONCE)
            continue
        for record in alike:
            manager.filter(pk=record.pk).update(**{name: getattr(record, name) for name in columns})


def store_lines(kind: Kind, changes: Sequence[Change]) -> None:
    for name in kind.children:
        touched = [change.record for change in changes if name in change.lines]
        if touched:
            _store_lines(line_model(kind.model, name), touched, name)


def _store_lines(model: type[Any], records: Sequence[Any], name: str) -> None:
    lines = [line for record in records for line in record.lines_of(name)]
    kept = {line.pk for line in lines}
    old = {line.pk for record in records for line in record.__dict__.get("_old_lines", {}).get(name, ())}
    if gone := old - kept:
        model._default_manager.filter(pk__in=gone).delete()
    if new := [line for line in lines if line._state.adding]:
        insert_records(model, new)
    for line in lines:
        if line.pk in old and (columns := line.changed_columns()):
            model._default_manager.filter(pk=line.pk).update(**{each: getattr(line, each) for each in columns})


def many_links(kind: Kind) -> list[str]:
    """The fields whose links stand in a table of their own."""
    return [name for name, spec in kind.fields.items() if isinstance(spec.type, LinksType)]


def store_links(kind: Kind, changes: Sequence[Change]) -> None:
    """Replaces the many-links that were assigned."""
    for name in many_links(kind):
        wanted = {c.record.pk: c.record._links[name] for c in changes if name in getattr(c.record, "_links", {})}
        if not wanted:
            continue
        through = getattr(kind.model, name).through
        near, far = through_columns(kind.model, name)
        through.objects.filter(**{f"{near}__in": list(wanted)}).delete()
        through.objects.bulk_create(
            [through(**{near: record, far: target}) for record, targets in wanted.items() for target in targets]
        )
