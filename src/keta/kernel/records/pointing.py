"""Links newly set must point at records that the actor sees; unchanged ones stay valid whatever he sees."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import FieldSpec, LinksType, LinkType, SourceType
from keta.kernel.objects import Kind, kind_of, kinds
from keta.kernel.records.values import Errors

NOT_SEEN = _("This record does not exist or is not among those you may see; choose another one.")


def check_links(kind: Kind, records: Sequence[Any], actor: Actor) -> Errors:
    """What newly points at nothing within the actor's sight: one question per kind of target, whatever the number."""
    wanted: dict[str, dict[UUID, list[str]]] = {}
    for index, record in enumerate(records):
        prefix = f"{index}." if len(records) > 1 else ""
        for path, page, target in _pointers(kind, record, prefix):
            wanted.setdefault(page, {}).setdefault(target, []).append(path)
    errors: Errors = {}
    sources = {kind.fields[name].type.page: name for name in kind.spec.derives_from}  # type: ignore[attr-defined]
    for page, targets in wanted.items():
        if page in sources:
            seen = _fetched(page, sources[page], list(targets), records, actor)
        else:
            seen = _seen(page, list(targets), actor)
        for target, paths in targets.items():
            if target not in seen:
                errors |= {path: [NOT_SEEN] for path in paths}
    return errors


def _seen(page: str, targets: list[UUID], actor: Actor) -> set[UUID]:
    """Those of the targets that the actor may read, and himself; none of an object that there is not."""
    if page not in kinds():
        return set()
    own = {target for target in targets if target == actor.member_id}
    if strange := [target for target in targets if target not in own]:
        own.update(records_for(actor, kind_of(page)).filter(pk__in=strange).values_list("pk", flat=True))
    return own


def _fetched(page: str, name: str, targets: list[UUID], records: Sequence[Any], actor: Actor) -> set[UUID]:
    """The same of a link that `derive` looks behind: the records themselves are read, and laid where it looks."""
    found = {each.pk: each for each in records_for(actor, kind_of(page)).filter(pk__in=targets)}
    for record in records:
        if source := found.get(getattr(record, f"{name}_id")):
            record._state.fields_cache[name] = source
    return {*found, *(target for target in targets if target == actor.member_id)}


def _pointers(kind: Kind, record: Any, prefix: str) -> Iterator[tuple[str, str, UUID]]:
    """(path, object, id) of every link that the record newly sets, its lines included."""
    for name, spec in _pointing(kind):
        if isinstance(spec.type, (LinkType, LinksType)):
            for target in _newly_set(record, spec):
                yield f"{prefix}{name}", spec.type.page, target
        else:
            source = spec.type.read(record, spec)
            if source and source.id != record.loaded(f"{name}_id"):
                yield f"{prefix}{name}", source.object, source.id
    for name in kind.children:
        for index, line in enumerate(record.__dict__.get("_lines", {}).get(name, ())):
            yield from _pointers(kind_of(line), line, f"{prefix}{name}.{index}.")


@lru_cache(maxsize=512)
def _pointing(kind: Kind) -> list[tuple[str, FieldSpec]]:
    pointing = (LinkType, LinksType, SourceType)
    return [(name, spec) for name, spec in kind.written.items() if isinstance(spec.type, pointing)]


def _newly_set(record: Any, spec: FieldSpec) -> list[UUID]:
    if isinstance(spec.type, LinksType):
        return list(getattr(record, "_links", {}).get(spec.name, []))
    value = spec.type.read(record, spec)
    if value is None:
        return []
    if spec.is_custom:
        before = (record.loaded("extra") or {}).get(spec.name)
        return [] if before == str(value) else [value]
    return [] if record.loaded(f"{spec.name}_id") == value else [value]
