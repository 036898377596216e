"""The rules of the pool: how many customers somebody may own, and which ones nobody has looked after for too long."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import split_tags
from keta.kernel.organisation.models import Member
from keta.kernel.refusals import Refused
from keta.modules.parties.models import Party, PoolRule


def refuse_beyond_limit(party: Party, owner: UUID) -> None:
    """Raises `Refused` where a rule lets nobody own one more such customer. Holds the member meanwhile, so that two
    claims at once do not pass together."""
    rules = [rule for rule in _rules().filter(most_owned__isnull=False) if _concerns(rule, party)]
    if not rules:
        return
    member = Member.objects.select_for_update(of=("self",)).get(pk=owner)
    for rule in rules:
        owned = concerned(rule).filter(owner=owner).exclude(pk=party.pk).count()
        if owned >= rule.most_owned:
            raise Refused(
                _("%(name)s owns %(owned)d of at most %(most)d such customers (%(rule)s); give one back first.")
                % {"name": member.name, "owned": owned, "most": rule.most_owned, "rule": rule.name},
                code="pool_limit",
            )


def forgotten() -> dict[UUID, int]:
    """Owned customers that a rule gives back to the pool, with the days after which it does."""
    found: dict[UUID, int] = {}
    for rule in _rules().filter(days__isnull=False).order_by("days"):
        untouched = concerned(rule).filter(owner__isnull=False, touched_on__lte=_day(rule.days)).order_by("pk")
        for key in untouched.values_list("pk", flat=True):
            found.setdefault(key, rule.days)
    return found


def is_forgotten(party: Party, days: int) -> bool:
    """Asked again of the record in hand: it may have been looked after meanwhile."""
    return bool(party.owner_id and party.touched_on and party.touched_on <= _day(days))


def concerned(rule: PoolRule) -> QuerySet[Any]:
    """The customers that a rule speaks of."""
    condition = Q(is_customer=True)
    if grades := split_tags(rule.grades):
        condition &= Q(grade__in=grades)
    if relationships := split_tags(rule.relationships):
        condition &= Q(relationship_state__in=relationships)
    return Party.objects.filter(condition)


def _concerns(rule: PoolRule, party: Party) -> bool:
    grades, relationships = split_tags(rule.grades), split_tags(rule.relationships)
    return (not grades or party.grade in grades) and (not relationships or party.relationship_state in relationships)


def _rules() -> QuerySet[Any]:
    return PoolRule.objects.filter(is_active=True)


def _day(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)
