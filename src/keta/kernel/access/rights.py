"""What a member's positions add up to: scopes per object and operation, field rights, further rights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from keta.kernel.objects import Kind
from keta.kernel.organisation.models import Position, PositionField, PositionRight
from keta.kernel.versions import version

OPERATIONS = ("read", "create", "update", "delete", "share", "assign")
WRITING = ("create", "update", "delete")
SHARED_OPERATIONS = {"read": False, "update": True}
"""The operations that a share can open, and whether it must be one for editing."""


class Scope(IntEnum):
    """How far an operation reaches; a wider one includes the narrower."""

    NONE = 0
    OWN = 1
    DEPARTMENT = 2
    BELOW = 3
    EVERYONE = 4


class FieldAccess(IntEnum):
    """What may be done with a field; of several positions the widest counts."""

    HIDDEN = 0
    READ = 1
    EDIT = 2


Scopes = Mapping[str, Mapping[str, Scope]]
"""Under the key of an object, of a module (`sales.*`) or of all (`*`): how far each operation reaches."""


@dataclass(frozen=True, eq=False)
class Rights:
    """The rights of one member, or of the house itself (`is_everything`). Two are the same only if they are one object,
    so that caches can be keyed by them."""

    scopes: Scopes = field(default_factory=dict)
    fields: Mapping[tuple[str, str], FieldAccess] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    is_administrator: bool = False
    is_everything: bool = False

    def scope(self, kind: Kind, operation: str) -> Scope:
        """The reach of an operation on the records of a kind."""
        if self.is_everything:
            return Scope.EVERYONE
        if kind.spec.open_in == () and operation in WRITING:
            return Scope.NONE
        if kind.spec.administered and operation != "read" and not self.is_administrator:
            return Scope.NONE
        return _reach(self.scopes, kind.base, operation)

    def admits_shares(self, kind: Kind, operation: str) -> bool:
        """Whether a share of a record counts beside the scope."""
        return operation in SHARED_OPERATIONS

    def has(self, named: str) -> bool:
        return self.is_everything or self.is_administrator or named in self.named

    def field_access(self, kind: Kind, name: str) -> FieldAccess:
        if self.is_everything:
            return FieldAccess.EDIT
        spec = kind.fields.get(name)
        if spec is not None and spec.needs and not self.has(spec.needs):
            return FieldAccess.HIDDEN
        return self.fields.get((kind.base, name), FieldAccess.EDIT)

    def readable(self, kind: Kind) -> dict[str, Any]:
        """The fields that may leave through any door."""
        return {name: spec for name, spec in kind.fields.items() if self.field_access(kind, name) > FieldAccess.HIDDEN}


EVERYTHING = Rights(is_everything=True)


def rights_of(positions: Iterable[UUID]) -> Rights:
    """The union of several positions, kept until definitions change."""
    return _compiled(version.current(), frozenset(positions))


@lru_cache(maxsize=512)
def _compiled(_version: str, positions: frozenset[UUID]) -> Rights:
    held = list(Position.objects.filter(pk__in=positions))
    own = _own_scopes(positions)
    return Rights(
        scopes=_scopes(own),
        fields=_fields(own),
        named=frozenset(right for position in held for right in position.named_rights.split("\n") if right),
        is_administrator=any(position.is_administrator for position in held),
    )


def _scopes(own: Mapping[UUID, Scopes]) -> Scopes:
    """Of each position the narrowest of its own keys counts (`sales.contract` before `sales.*` before `*`); between
    positions the widest scope."""
    keys = {key for scopes in own.values() for key in scopes}
    return {
        key: {operation: max(_reach(scopes, key, operation) for scopes in own.values()) for operation in OPERATIONS}
        for key in keys
    }


def _own_scopes(positions: Iterable[UUID]) -> dict[UUID, Scopes]:
    """What each position says itself."""
    own: dict[UUID, dict[str, Mapping[str, Scope]]] = {position: {} for position in positions}
    for row in PositionRight.objects.filter(parent__in=own):
        own[row.parent_id][row.object_key] = {
            operation: Scope[(getattr(row, f"{operation}_scope") or "none").upper()] for operation in OPERATIONS
        }
    return dict(own)


def _reach(scopes: Scopes, key: str, operation: str) -> Scope:
    for each in (key, f"{key.partition('.')[0]}.*", "*"):
        if each in scopes:
            return scopes[each].get(operation, Scope.NONE)
    return Scope.NONE


def _fields(own: Mapping[UUID, Scopes]) -> dict[tuple[str, str], FieldAccess]:
    """The widest of the positions that read the object at all; one that does not opens no field of it."""
    rows = PositionField.objects.filter(parent__in=own).values_list("parent_id", "object_key", "field_name", "access")
    by_field: dict[tuple[str, str], dict[UUID, FieldAccess]] = {}
    for position, key, name, access in rows:
        by_field.setdefault((key, name), {})[position] = FieldAccess[access.upper()]
    return {
        (key, name): max(
            access.get(each, FieldAccess.EDIT) for each in own if each in access or _reach(own[each], key, "read")
        )
        for (key, name), access in by_field.items()
    }
