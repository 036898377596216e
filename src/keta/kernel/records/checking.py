"""Whether what points without a foreign key points at something: sources and links of own fields."""

from collections.abc import Iterator
from uuid import UUID

from keta.kernel.fieldtypes import FieldSpec, LinkType, SourceType
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.objects import Kind, kind_of, kinds
from keta.kernel.refusals import Refused

AT_ONCE = 2000


def dangling() -> Iterator[str]:
    for key, kind in kinds().items():
        if key != kind.base:
            continue
        for spec in kind.fields.values():
            if isinstance(spec.type, SourceType):
                yield from _sources(kind, spec)
            elif spec.is_custom and isinstance(spec.type, LinkType):
                yield from _links(kind, spec)


def _sources(kind: Kind, spec: FieldSpec) -> Iterator[str]:
    object_path, id_path = spec.type.paths(spec)
    rows = kind.rows().filter(**{f"{id_path}__isnull": False})
    for target in rows.order_by().values_list(object_path, flat=True).distinct():
        ids = rows.filter(**{object_path: target}).values_list(id_path, flat=True).distinct()
        yield from _told(kind, spec, target, _lost(target, ids.iterator(chunk_size=AT_ONCE)))


def _links(kind: Kind, spec: FieldSpec) -> Iterator[str]:
    values = kind.rows().filter(extra__has_key=spec.name).values_list(f"extra__{spec.name}", flat=True)
    ids = (id_of(value) for value in values.iterator(chunk_size=AT_ONCE) if value)
    yield from _told(kind, spec, spec.type.points_to, _lost(spec.type.points_to, ids))


def _told(kind: Kind, spec: FieldSpec, target: str, lost: int) -> Iterator[str]:
    if lost:
        yield f"{kind.key}.{spec.name} points at {lost:,} of {target or 'nothing'} that are not there"


def _lost(target: str, ids: Iterator[UUID]) -> int:
    """How many of the records are not there."""
    try:
        kind = kind_of(target)
    except Refused:
        return sum(1 for __ in ids)
    lost, part = 0, set[UUID]()
    for key in ids:
        part.add(key)
        if len(part) == AT_ONCE:
            lost += len(part) - kind.rows().filter(pk__in=part).count()
            part = set()
    return lost + len(part) - kind.rows().filter(pk__in=part).count()
