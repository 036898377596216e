"""Records of objects whose every change bumps the version (stages, members, departments) stand as long as it does: a
process reads each of them once, and gives copies."""

from collections.abc import Collection, Iterable
from copy import copy
from typing import Any
from uuid import UUID

from keta.kernel.fieldtypes import Linked
from keta.kernel.fieldtypes.links import all_titles_of, model_of
from keta.kernel.versions import version

MOST_KEPT = 20_000

_kept: dict[str, dict[UUID, Any]] = {}


def fetch(target: str, keys: Collection[UUID]) -> dict[UUID, Any]:
    """The records of an object under their ids, those that there are."""
    manager = model_of(target)._default_manager
    if not _stands(target):
        return dict(manager.in_bulk(keys))
    kept = _of_this_version()
    if unknown := set(keys) - kept.keys():
        kept.update(manager.in_bulk(unknown))
    return {key: copy(kept[key]) for key in keys if key in kept}


def titles(pointers: Iterable[tuple[str, UUID]]) -> dict[UUID, Linked]:
    """What the records are called, of any objects; asked in one question for those that may change unseen."""
    changing: set[tuple[str, UUID]] = set()
    standing: dict[str, set[UUID]] = {}
    for target, key in pointers:
        if _stands(target):
            standing.setdefault(target, set()).add(key)
        else:
            changing.add((target, key))
    found = all_titles_of(changing)
    for target, keys in standing.items():
        found |= {key: Linked(key, record.title) for key, record in fetch(target, keys).items()}
    return found


def _stands(target: str) -> bool:
    return bool(model_of(target).spec.bumps_version)


def _of_this_version() -> dict[UUID, Any]:
    now = version.current()
    if now not in _kept or len(_kept[now]) > MOST_KEPT:
        _kept.clear()
    return _kept.setdefault(now, {})
