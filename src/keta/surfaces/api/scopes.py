"""What a token may do: a part of what its user may, written as `parties.*:read`, `crm.opportunity:read,create`,
`*:write`, `right:export`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Rights, Scope
from keta.kernel.access.rights import OPERATIONS
from keta.kernel.objects import Kind
from keta.kernel.refusals import Refused

OBJECT = re.compile(r"^(\*|[a-z][a-z0-9_]*\.(\*|[a-z][a-z0-9_]*))$")
SHORT = {"write": OPERATIONS}


@dataclass(frozen=True)
class Grant:
    """Operations on an object (`parties.customer`), a module (`parties.*`) or all (`*`)."""

    object: str
    operations: frozenset[str]

    def covers(self, kind: Kind, operation: str) -> bool:
        keys = {"*", kind.key, kind.base, f"{kind.key.partition('.')[0]}.*"}
        return self.object in keys and operation in self.operations


@dataclass(frozen=True, eq=False)
class TokenRights(Rights):
    """The rights of a user, narrowed to what was granted to his token."""

    grants: tuple[Grant, ...] = ()
    granted: frozenset[str] = frozenset()
    """Further rights such as `export`."""

    def scope(self, kind: Kind, operation: str) -> Scope:
        if not any(grant.covers(kind, operation) for grant in self.grants):
            return Scope.NONE
        return super().scope(kind, operation)

    def admits_shares(self, kind: Kind, operation: str) -> bool:
        is_granted = any(grant.covers(kind, operation) for grant in self.grants)
        return is_granted and super().admits_shares(kind, operation)

    def has(self, named: str) -> bool:
        return named in self.granted and super().has(named)


def narrowed(rights: Rights, scopes: Iterable[str]) -> Rights:
    """`rights` within `scopes`; unchanged where there are none. Raises `Refused` for what is no scope."""
    words = [scope for scope in scopes if scope]
    if not words:
        return rights
    further = frozenset(word.removeprefix("right:") for word in words if word.startswith("right:"))
    grants = tuple(grant_of(word) for word in words if not word.startswith("right:"))
    values = {each.name: getattr(rights, each.name) for each in fields(Rights)}
    return TokenRights(**values, grants=grants, granted=further)


def grant_of(scope: str) -> Grant:
    key, __, listed = scope.partition(":")
    operations = frozenset(each for name in listed.split(",") for each in SHORT.get(name, (name,)))
    if not OBJECT.match(key) or not operations <= set(OPERATIONS):
        raise Refused(
            _("“%(scope)s” is no scope; write parties.*:read, crm.opportunity:read,create, *:write or right:export.")
            % {"scope": scope[:60]},
            code="scope",
        )
    return Grant(key, operations)
