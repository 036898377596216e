"""The one read path against a plain reckoning in Python, on small random organisations."""

import datetime
import random
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.company import HOUSE, create

from keta.kernel import records
from keta.kernel.access import Actor, Rights, Scope, actor_of, covers, records_for, ways_for
from keta.kernel.access.rights import OPERATIONS
from keta.kernel.objects import Kind, kind_of
from keta.kernel.shares.models import Share

KEYS = ("parties.customer", "crm.lead", "activities.note")
"""Two that are common where nobody owns them, one that never is."""
NAMES = {"parties.customer": "name", "crm.lead": "name", "activities.note": "text"}


@dataclass
class Organisation:
    """Five departments in a random tree, a member in each, and some records of everybody and of nobody."""

    parents: dict[UUID, UUID | None]
    members: list[Any]

    def is_below(self, department: UUID | None, top: UUID | None) -> bool:
        while department is not None:
            if department == top:
                return True
            department = self.parents[department]
        return False


def organisation(chance: random.Random) -> Organisation:
    parents: dict[UUID, UUID | None] = {}
    members = []
    for number in range(5):
        parent = chance.choice([None, *parents]) if parents else None
        department = create("organisation.department", name=f"D{number}", parent=parent)
        parents[department.pk] = parent
        members.append(create("organisation.member", name=f"M{number}", department=department.pk))
    return Organisation(parents, members)


def reckoned(kind: Kind, record: Any, actor: Actor, scope: Scope, among: Organisation) -> bool:
    """What the guide says of scopes, in so many words."""
    if scope is Scope.NONE:
        return False
    if scope is Scope.EVERYONE or record.owner_id == actor.member_id:
        return True
    if kind.spec.is_common and record.owner_id is None and record.department_id is None:
        return True
    if scope is Scope.DEPARTMENT:
        return record.department_id == actor.department_id
    return scope is Scope.BELOW and among.is_below(record.department_id, actor.department_id)


def is_shared(record: Any, actor: Actor, operation: str, among: Organisation) -> bool:
    if operation not in ("read", "update"):
        return False
    today = timezone.localdate()
    return any(
        (share.member_id == actor.member_id or _is_for(share.department_id, actor, among))
        and (share.until is None or share.until >= today)
        and (share.may_edit or operation == "read")
        for share in Share.objects.filter(record_id=record.pk)
    )


def _is_for(department: UUID | None, actor: Actor, among: Organisation) -> bool:
    """What is shared with a department is for those in it and below it."""
    return department is not None and among.is_below(actor.department_id, department)


def share_some(rows: list[Any], kind: Kind, among: Organisation, chance: random.Random) -> None:
    today = timezone.localdate()
    for row in chance.sample(rows, 4):
        member, department = chance.choice(among.members).pk, chance.choice(list(among.parents))
        to_member = chance.random() < 0.5
        Share.objects.create(
            object_key=kind.base,
            record_id=row.pk,
            member_id=member if to_member else None,
            department_id=None if to_member else department,
            may_edit=chance.random() < 0.5,
            until=chance.choice([None, today, today - datetime.timedelta(days=1)]),
        )


@pytest.mark.feature("PRM-02")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), key=st.sampled_from(KEYS))
def test_the_rows_in_sql_are_those_of_the_reckoning(db: None, seed: int, key: str) -> None:
    chance = random.Random(seed)
    among, kind = organisation(chance), kind_of(key)
    owners = [chance.choice([*among.members, None]) for __ in range(10)]
    rows = [
        create(key, **{NAMES[key]: f"R{number}", "owner": owner.pk if owner else None})
        for number, owner in enumerate(owners)
    ]
    share_some(rows, kind, among, chance)
    member = actor_of(chance.choice(among.members))
    for operation in OPERATIONS:
        for scope in Scope:
            actor = replace(member, rights=Rights(scopes={"*": {operation: scope}}))
            seen = set(
                records_for(actor, kind, operation).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
            )
            within = {row.pk for row in rows if reckoned(kind, row, actor, scope, among)}
            shared = {row.pk for row in rows if is_shared(row, actor, operation, among)}
            assert seen == within | shared, (operation, scope)
            if operation == "read" and (ways := ways_for(actor, kind)):
                by_ways = kind.rows().filter(reduce(or_, ways), pk__in=[row.pk for row in rows])
                assert set(by_ways.values_list("pk", flat=True)) == seen, scope
            covered = {row.pk for row in rows if covers(actor, kind, operation, row.owner_id, row.department_id)}
            assert covered == within, (operation, scope)


@pytest.mark.feature("PRM-03")
def test_the_narrower_key_of_a_position_wins_over_its_wider_ones() -> None:
    scopes = {"*": {"read": Scope.OWN}, "parties.*": {"read": Scope.BELOW}, "parties.contact": {"read": Scope.NONE}}
    rights = Rights(scopes=scopes)
    found = {key: rights.scope(kind_of(key), "read") for key in ("crm.lead", "parties.customer", "parties.contact")}
    assert found == {"crm.lead": Scope.OWN, "parties.customer": Scope.BELOW, "parties.contact": Scope.NONE}


@pytest.mark.feature("PRM-03")
def test_of_two_positions_the_wider_scope_counts(db: None) -> None:
    held = [
        create("organisation.position", name=name, rights=[{"object_key": "*", **scopes}])
        for name, scopes in (("A", {"read_scope": "own", "update_scope": "own"}), ("B", {"read_scope": "below"}))
    ]
    actor = actor_of(create("organisation.member", name="Both", positions=[each.pk for each in held]))
    kind = kind_of("crm.lead")
    assert (actor.rights.scope(kind, "read"), actor.rights.scope(kind, "update")) == (Scope.BELOW, Scope.OWN)


def test_what_is_administered_is_written_by_administrators_alone(db: None) -> None:
    kind = kind_of("catalog.unit")
    plain = Rights(scopes={"*": dict.fromkeys(OPERATIONS, Scope.EVERYONE)})
    assert plain.scope(kind, "read") is Scope.EVERYONE
    assert plain.scope(kind, "create") is Scope.NONE
    assert replace(plain, is_administrator=True).scope(kind, "create") is Scope.EVERYONE


def test_nobody_creates_a_record_out_of_his_own_range(db: None) -> None:
    other = create("organisation.member", name="Other")
    member = actor_of(create("organisation.member", name="Own"))
    actor = replace(member, rights=Rights(scopes={"*": {"read": Scope.OWN, "create": Scope.OWN}}))
    assert records.create(kind_of("activities.note"), {"text": "mine"}, actor=actor).owner_id == actor.id
    with pytest.raises(Exception, match="outside the range"):
        records.create(kind_of("activities.note"), {"text": "his", "owner": str(other.pk)}, actor=HOUSE_LIKE(actor))


def HOUSE_LIKE(actor: Actor) -> Actor:
    """One who sees everybody but creates for himself alone."""
    return replace(actor, rights=Rights(scopes={"*": {"read": Scope.EVERYONE, "create": Scope.OWN}}))


def test_the_house_itself_may_everything(db: None) -> None:
    assert HOUSE.rights.scope(kind_of("catalog.unit"), "delete") is Scope.EVERYONE


def test_a_branch_of_too_many_departments_to_be_named_is_seen_as_well(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = create("organisation.department", name="Top")
    below = create("organisation.department", name="Below", parent=top.pk)
    beside = create("organisation.department", name="Beside")
    head, mine, other = (
        create("organisation.member", name=each.name, department=each.pk) for each in (top, below, beside)
    )
    seen = create("crm.lead", name="Seen", owner=mine.pk)
    create("crm.lead", name="Unseen", owner=other.pk)
    actor = replace(actor_of(head), rights=Rights(scopes={"*": {"read": Scope.BELOW}}))
    for most in (50, 0):
        monkeypatch.setattr("keta.kernel.access.scope.NAMED_DEPARTMENTS", most)
        assert list(records_for(actor, kind_of("crm.lead")).values_list("pk", flat=True)) == [seen.pk]
