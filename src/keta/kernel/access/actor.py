"""The actor: who acts, through which door, with which rights. Every operation is told by whom it is done."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from keta.kernel.access.rights import EVERYTHING, Rights, rights_of
from keta.kernel.organisation.models import Department, Member
from keta.kernel.refusals import NotAllowed
from keta.kernel.shares.models import Share


@dataclass(frozen=True)
class Actor:
    """A member at work, or the house itself (no member, every right)."""

    name: str
    rights: Rights
    member_id: UUID | None = None
    department_id: UUID | None = None
    branch: frozenset[UUID] = field(default_factory=frozenset)
    """The member's department and all below it."""
    above: frozenset[UUID] = field(default_factory=frozenset)
    """The member's department and all above it: what is shared with one of them is shared with him."""
    has_shares: bool = True
    """Whether any single record may have been shared with him; whoever writes shares bumps the version."""
    door: str = "page"
    batch_id: UUID | None = None
    """Binds together what one import or bulk edit wrote."""

    @property
    def id(self) -> UUID | None:
        return self.member_id

    def through(self, door: str, batch_id: UUID | None = None) -> "Actor":
        return replace(self, door=door, batch_id=batch_id or self.batch_id)

    def require(self, named: str) -> None:
        """Raises `NotAllowed` where a further right such as `export` is missing."""
        if not self.rights.has(named):
            raise NotAllowed(
                _("You lack the right “%(right)s”; an administrator can give it to your position.") % {"right": named}
            )


def system(reason: str) -> Actor:
    """The house acting for itself: migrations of content, jobs without a requester, tests."""
    return Actor(name=reason, rights=EVERYTHING, door="system")


def actor_of(member: Member, door: str = "page") -> Actor:
    """The actor that a member is; a member who has left may nothing."""
    if not member.is_active:
        raise NotAllowed(_("This account is not in use any more; ask an administrator."))
    positions = member.positions.through.objects.filter(member_id=member.pk).values_list("position_id", flat=True)
    branch, above = _around(member.department_id)
    return Actor(
        name=member.name,
        rights=rights_of(positions),
        member_id=member.pk,
        department_id=member.department_id,
        branch=branch,
        above=above,
        has_shares=Share.objects.filter(Q(member=member.pk) | Q(department__in=above)).exists(),
        door=door,
    )


def _around(department: UUID | None) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """The departments at and below, and at and above one."""
    if department is None:
        return frozenset(), frozenset()

    def within(**bounds: int) -> frozenset[UUID]:
        return frozenset(Department.objects.filter(**bounds).values_list("pk", flat=True)) | {department}

    left, right = Department.objects.filter(pk=department).values_list("tree_left", "tree_right").first() or (1, 0)
    below = within(tree_left__gte=left, tree_right__lte=right)
    return below, within(tree_left__lte=left, tree_right__gte=right)
