"""Keeps the index with every write, in its transaction."""

from collections.abc import Sequence
from typing import Any

from keta.kernel.objects import Kind
from keta.kernel.records.changes import Change
from keta.kernel.text.pinyin import person_search_words, search_words
from keta.kernel.text.words import fold
from keta.surfaces.search import storage
from keta.surfaces.search.models import SearchRow

ROWS_AT_ONCE = 500
LONGEST_PERSON_NAME = 4
LONGEST_TEXT = 4000


def index(kind: Kind, changes: Sequence[Change]) -> None:
    """The projection: writes rows for what is new or differs in what it is found by."""
    if not kind.spec.is_searched or kind.is_line:
        return
    told = set(_searched(kind)) | {"owner", "department"}
    gone = [change.record.pk for change in changes if change.is_gone]
    if gone:
        _forget(kind, gone)
    new = [change.record for change in changes if change.is_new]
    changed = [change.record for change in changes if not change.is_new and told & set(change.fields)]
    if new:
        add(kind, new)
    if changed:
        _rewrite(kind, changed)


def searched_text(kind: Kind, record: Any) -> str:
    """Everything that the record is found by, folded: title, searched fields, readings of its Chinese names."""
    title = record.title
    parts = [title]
    for name in _searched(kind):
        spec = kind.fields[name]
        parts.append(spec.type.search_text(spec.type.read(record, spec)))
    readings = search_words(title)
    if len(title) <= LONGEST_PERSON_NAME:
        readings = f"{readings} {person_search_words(title)}"
    words = dict.fromkeys(word for part in parts for word in fold(part or "").split())
    return f"{' '.join(words)} {readings}"[:LONGEST_TEXT].strip()


def _searched(kind: Kind) -> list[str]:
    return [name for name, spec in kind.fields.items() if spec.searched]


def _row(kind: Kind, record: Any) -> SearchRow:
    return SearchRow(
        object_key=kind.base,
        record_id=record.pk,
        title=record.title,
        text=searched_text(kind, record),
        owner_id=getattr(record, "owner_id", None) if kind.is_owned else None,
        department_id=getattr(record, "department_id", None) if kind.is_owned else None,
        changed_at=record.changed_at,
    )


def add(kind: Kind, records: Sequence[Any]) -> None:
    """Writes the rows of records that have none yet."""
    texts = [searched_text(kind, record) for record in records]
    owned = {f"{name}_id": [getattr(each, f"{name}_id", None) for each in records] for name in ("owner", "department")}
    columns = {
        "object_key": [kind.base] * len(records),
        "record_id": [record.pk for record in records],
        "title": [record.title for record in records],
        "text": texts,
        "changed_at": [record.changed_at for record in records],
        **(owned if kind.is_owned else {}),
    }
    storage.add(SearchRow, columns, texts)


def _rewrite(kind: Kind, records: Sequence[Any]) -> None:
    keys = [record.pk for record in records]
    known = SearchRow.objects.filter(object_key=kind.base, record_id__in=keys).in_bulk(field_name="id")
    ids = {row.record_id: key for key, row in known.items()}
    rows = [_row(kind, record) for record in records]
    for row in rows:
        row.pk = ids.get(row.record_id)
    if missing := [record for record in records if record.pk not in ids]:
        add(kind, missing)
    present = [row for row in rows if row.pk is not None]
    SearchRow.objects.bulk_update(
        present, ["title", "text", "owner", "department", "changed_at"], batch_size=ROWS_AT_ONCE
    )
    storage.keep([(row.pk, row.text) for row in present])


def _forget(kind: Kind, keys: Sequence[Any]) -> None:
    rows = SearchRow.objects.filter(object_key=kind.base, record_id__in=keys)
    storage.drop(list(rows.values_list("pk", flat=True)))
    rows.delete()
