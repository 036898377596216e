"""The one read path: which records an actor sees, as one condition in SQL; and the same asked of one record in hand."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.access.actor import Actor
from keta.kernel.access.rights import SHARED_OPERATIONS, Scope
from keta.kernel.fieldtypes.links import through_columns
from keta.kernel.objects import Kind, kind_of
from keta.kernel.organisation.models import Department, Member
from keta.kernel.refusals import NotAllowed
from keta.kernel.shares.models import Share

MOST_WAYS = 20
NAMED_DEPARTMENTS = 50
"""Up to so many departments stand in a condition by name."""


def records_for(actor: Actor, kind: Kind, operation: str = "read") -> QuerySet[Any]:
    """The records on which `actor` may do `operation`; lists, pages, search, reports, exports, API all start here."""
    return within_sight(kind.rows(), actor, kind, operation)


def within_sight(
    rows: QuerySet[Any], actor: Actor, kind: Kind, operation: str = "read", key: str = "pk"
) -> QuerySet[Any]:
    """Of rows that hold owner, department and, in `key`, a record of a kind those whose record `records_for` gives."""
    scope = actor.rights.scope(kind, operation)
    if operation == "read" and (kind.spec.reserved_for or kind.spec.read_as):
        rows = rows.filter(**{f"{key}__in": _unreserved(actor, kind).values("pk")})
    if scope is Scope.EVERYONE or (scope and not kind.is_owned):
        return rows
    if scope is Scope.NONE and operation not in SHARED_OPERATIONS:
        return rows.none()
    return rows.filter(_within(scope, actor, kind) | _shared(actor, kind, operation, key))


def ways_for(actor: Actor, kind: Kind) -> list[Q]:
    """The condition under which a record is read in its parts, each of which an index can answer in the order of a
    list: owner, departments one by one, shares. Empty where all is read, or where they are too many."""
    scope = actor.rights.scope(kind, "read")
    if scope is Scope.EVERYONE or not kind.is_owned or len(actor.branch) > MOST_WAYS or not actor.member_id:
        return []
    ways = [Q(owner=actor.member_id)] if scope else []
    if scope is Scope.DEPARTMENT:
        ways.append(Q(department=actor.department_id))
    elif scope is Scope.BELOW:
        ways += [Q(department=each) for each in sorted(actor.branch)]
    if scope and kind.spec.is_common:
        ways.append(Q(owner__isnull=True, department__isnull=True))
    if may_be_shared(actor, kind, "read"):
        ways.append(_shared(actor, kind, "read", "pk"))
    return ways


def _unreserved(actor: Actor, kind: Kind) -> QuerySet[Any]:
    """The records that are not reserved for others; administrators see them all."""
    rows = kind.rows()
    if actor.rights.is_everything or actor.rights.is_administrator:
        return rows
    if kind.spec.read_as:
        above = records_for(actor, kind_of(kind.fields[kind.spec.read_as].type.points_to))
        rows = rows.filter(**{f"{kind.spec.read_as}__in": above.values("pk")})
    return rows.filter(_open_to(actor, kind)) if kind.spec.reserved_for else rows


def _open_to(actor: Actor, kind: Kind) -> Q:
    """He is named in one of the fields, himself or by a position that he holds; or nobody is."""
    held = Member.positions.through.objects.filter(member=actor.member_id).values("position")
    named, for_all = Q(pk__in=()), Q()
    for name in kind.spec.reserved_for:
        through, (near, far) = getattr(kind.model, name).through, through_columns(kind.model, name)
        mine = [actor.member_id] if kind.fields[name].type.points_to == "organisation.member" else held
        named |= Q(pk__in=through.objects.filter(**{f"{far}__in": mine}).values(near))
        for_all &= ~Q(pk__in=through.objects.values(near))
    return named | for_all


def _within(scope: Scope, actor: Actor, kind: Kind) -> Q:
    if scope is Scope.NONE:
        return Q(pk__in=())
    condition = Q(owner=actor.member_id) if actor.member_id else Q(pk__in=())
    if scope is Scope.DEPARTMENT:
        condition |= Q(department=actor.department_id)
    elif scope is Scope.BELOW:
        condition |= Q(department__in=_branch_of(actor))
    if kind.spec.is_common:
        condition |= Q(owner__isnull=True, department__isnull=True)
    return condition


def _branch_of(actor: Actor) -> Any:
    """The departments of the actor's branch. A few are named, so that the database looks up in its statistics how many
    rows they have and chooses its way by that; many are a sub-query on the interval, since each name costs time."""
    if len(actor.branch) <= NAMED_DEPARTMENTS:
        return actor.branch
    top = Department.objects.filter(pk__in=[actor.department_id])
    return Department.objects.filter(
        tree_left__gte=top.values("tree_left"), tree_right__lte=top.values("tree_right")
    ).values("pk")


def _shared(actor: Actor, kind: Kind, operation: str, key: str) -> Q:
    if not may_be_shared(actor, kind, operation):
        return Q(pk__in=())
    return Q(Exists(_shares(actor, kind, operation).filter(record_id=OuterRef(key))))


def _shares(actor: Actor, kind: Kind, operation: str) -> QuerySet[Share]:
    """The shares of records of a kind that reach the actor today and open the operation to him."""
    shares = Share.objects.filter(
        Q(member=actor.member_id) | Q(department__in=actor.above),
        Q(until__isnull=True) | Q(until__gte=timezone.localdate()),
        object_key=kind.base,
    )
    return shares.filter(may_edit=True) if SHARED_OPERATIONS[operation] else shares


def covers(actor: Actor, kind: Kind, operation: str, owner: UUID | None, department: UUID | None) -> bool:
    """Whether the scope alone (shares apart) reaches a record with this owner and department; asks no database."""
    scope = actor.rights.scope(kind, operation)
    if scope is Scope.EVERYONE or (scope and not kind.is_owned):
        return True
    if scope is Scope.NONE:
        return False
    if owner is not None and owner == actor.member_id:
        return True
    if kind.spec.is_common and owner is None and department is None:
        return True
    reached = {Scope.DEPARTMENT: {actor.department_id}, Scope.BELOW: actor.branch}.get(scope, frozenset())
    return department is not None and department in reached


def require(actor: Actor, kind: Kind, operation: str) -> None:
    """Raises `NotAllowed` where the actor has no scope at all for the operation, nor a share that opens it."""
    if actor.rights.scope(kind, operation) is not Scope.NONE or _has_share(actor, kind, operation):
        return
    raise NotAllowed(
        _("Your position does not let you do this with “%(object)s”; an administrator can change that.")
        % {"object": kind.label}
    )


def _has_share(actor: Actor, kind: Kind, operation: str) -> bool:
    return may_be_shared(actor, kind, operation) and _shares(actor, kind, operation).exists()


def may_be_shared(actor: Actor, kind: Kind, operation: str) -> bool:
    """Whether any share can open the operation to the actor at all."""
    return actor.member_id is not None and actor.has_shares and actor.rights.admits_shares(kind, operation)
