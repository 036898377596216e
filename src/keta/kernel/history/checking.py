"""Whether history is whole: no gap between the versions of a record, and none behind the record itself."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, F, Max, Min

from keta.kernel.history.models import Entry
from keta.kernel.objects import Kind, kinds

AT_ONCE = 2000


def gaps() -> Iterator[str]:
    """Records whose entries do not follow one another, and records that changed without an entry."""
    spans = Entry.objects.values("object_key", "record_id").annotate(
        count=Count("version", distinct=True), first=Min("version"), last=Max("version")
    )
    for row in spans.exclude(count=F("last") - F("first") + 1).iterator():
        yield f"{row['object_key']} {row['record_id']}: {row['count']} entries from {row['first']} to {row['last']}"
    for kind in kinds().values():
        if kind.key == kind.base and not kind.is_line and kind.spec.keeps_history:
            yield from _behind(kind)


def _behind(kind: Kind) -> Iterator[str]:
    rows = kind.rows().order_by("pk").values_list("pk", "version")
    part: dict[UUID, int] = {}
    for key, version in rows.iterator(chunk_size=AT_ONCE):
        part[key] = version
        if len(part) == AT_ONCE:
            yield from _compare(kind, part)
            part = {}
    yield from _compare(kind, part)


def _compare(kind: Kind, versions: dict[UUID, int]) -> Iterator[str]:
    told = Entry.objects.filter(record_id__in=list(versions)).values("record_id").annotate(last=Max("version"))
    latest = dict(told.values_list("record_id", "last"))
    for key, version in versions.items():
        if latest.get(key) != version:
            yield f"{kind.key} {key} has version {version}, history knows {latest.get(key, 'none')}"
