"""Links in files are words: names, numbers, whatever the mapping says. They are looked up for a whole batch at once."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import FieldSpec, LinksType, LinkType
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import Refused, Text
from keta.surfaces.imports.mapping import ID, FileMap
from keta.surfaces.imports.paths import put, spec_at, taken

Found = dict[str, UUID | list[UUID] | Text]
"""For each word the record, or the records, or the reason why there is none."""


class Resolvable(Protocol):
    """A row with its raw values, which takes reasons."""

    values: dict[str, Any]
    errors: dict[str, list[Any]]


def resolve_all(kind: Kind, mapping: FileMap, rows: Sequence[Resolvable], actor: Actor) -> None:
    """Puts records in place of words, and tells the rows that name none."""
    for path, by in _links(kind, mapping):
        words = [str(taken(kind, row.values, path) or "") for row in rows]
        found = resolve(spec_at(kind, path), words, by, actor)
        for row, word in zip(rows, words, strict=True):
            target = found.get(word)
            if isinstance(target, (UUID, list)):
                put(kind, row.values, path, target)
            elif word and target is not None:
                row.errors[path] = [target]


def forgive_unchanged(kind: Kind, rows: Sequence[Resolvable], ids: Sequence[UUID | None]) -> None:
    """A word that the record of the row says already needs no looking up: its target may have a common name, or lie
    out of sight."""
    for name, spec in kind.fields.items():
        doubtful = {key: row for row, key in zip(rows, ids, strict=True) if key is not None and name in row.errors}
        if not doubtful or not isinstance(spec.type, LinkType) or spec.is_custom:
            continue
        titles = kind.rows().filter(pk__in=list(doubtful)).values_list("pk", f"{name}__title")
        for key, title in titles:
            if title == doubtful[key].values.get(name):
                del doubtful[key].errors[name], doubtful[key].values[name]


def _links(kind: Kind, mapping: FileMap) -> list[tuple[str, str]]:
    """The paths that lead to links, each with the field by which its words are looked up."""
    by = {target.field: target.by for target in mapping.targets()}
    paths = [*by, *(path for path in mapping.constants if path not in by)]
    linking = (LinkType, LinksType)
    return [(path, by.get(path, "")) for path in paths if path != ID and isinstance(spec_at(kind, path).type, linking)]


def resolve(spec: FieldSpec, words: Iterable[str], by: str, actor: Actor) -> Found:
    """Looks words up among the records that the actor sees: by `by`, else by number, name or title."""
    wanted = {word for word in words if word}
    if isinstance(spec.type, LinksType):
        return _several(spec.type, wanted, by, actor)
    if not isinstance(spec.type, LinkType) or not wanted:
        return {}
    return _find(kind_of(spec.type.page), wanted, by, actor)


def _several(links: LinksType, wanted: set[str], by: str, actor: Actor) -> Found:
    """Words with commas name several records."""
    parts = {word: [part.strip() for part in word.split(",") if part.strip()] for word in wanted}
    found = _find(kind_of(links.page), {part for each in parts.values() for part in each}, by, actor)
    told: Found = {}
    for word, each in parts.items():
        missing = [found[part] for part in each if not isinstance(found[part], UUID)]
        told[word] = missing[0] if missing else [found[part] for part in each]  # type: ignore[misc]
    return told


def _find(target: Kind, wanted: set[str], by: str, actor: Actor) -> Found:
    found: Found = {word: key for word in wanted if (key := _as_id(word)) is not None}
    for name in (by,) if by else _telling(target):
        left = [word for word in wanted if word not in found]
        if left:
            found |= _by(target, name, left, actor)
    for word in wanted - found.keys():
        found[word] = _("There is no %(object)s “%(word)s”. Create it first, or correct the word in the mapping.") % {
            "object": target.label,
            "word": word[:60],
        }
    return found


def _telling(target: Kind) -> list[str]:
    names = [target.number.name] if target.number else []
    return [*names, *(name for name in ("code", "name") if name in target.fields), "title"]


def _by(target: Kind, name: str, words: list[str], actor: Actor) -> Found:
    if name != "title" and (name not in target.fields or target.fields[name].is_custom):
        raise Refused(_("There is no field “%(name)s” here.") % {"name": name[:60]}, code="field")
    rows: dict[str, list[Any]] = {}
    for start in range(0, len(words), 500):
        part = words[start : start + 500]
        for key, word in records_for(actor, target).filter(**{f"{name}__in": part}).values_list("pk", name):
            rows.setdefault(word, []).append(key)
    ambiguous = _("Several %(object)s are called “%(word)s”; use the number to say which one.")
    return {
        word: keys[0] if len(keys) == 1 else ambiguous % {"object": target.label, "word": word}
        for word, keys in rows.items()
    }


def _as_id(word: str) -> UUID | None:
    try:
        return id_of(word) if len(word) == 36 else None
    except Refused:
        return None
