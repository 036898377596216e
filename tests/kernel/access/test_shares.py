"""Single records shared with people and departments: who may, what it opens, when it ends, what must not leak."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.company import HOUSE, Company, create

from keta.kernel import records
from keta.kernel.access import Actor, actor_of, records_for, require
from keta.kernel.columns import new_id
from keta.kernel.events.models import Event
from keta.kernel.history.past import entries_of
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Member
from keta.kernel.records.inserting import insert_columns
from keta.kernel.records.sharing import Grant, end_share, share, shares_of
from keta.kernel.refusals import Invalid, NotAllowed, NotFound
from keta.kernel.shares.models import Share
from keta.kernel.versions import version
from keta.surfaces.details.entries import entry_views
from keta.surfaces.notices.listening import tell_receivers
from keta.surfaces.notices.models import Notice
from keta.surfaces.requests import showing_here

CUSTOMER = "parties.customer"


def now(actor: Actor) -> Actor:
    """The actor as his next request knows him."""
    version.refresh()
    return actor_of(Member.objects.get(pk=actor.member_id))


def sees(actor: Actor, record: Any, operation: str = "read") -> bool:
    return records_for(now(actor), kind_of(record), operation).filter(pk=record.pk).exists()


def to(actor: Actor, **more: Any) -> Grant:
    return Grant(member=actor.member_id, **more)


@pytest.mark.feature("PRM-03")
def test_a_share_for_reading_is_read_and_not_changed(customer: Any, anna: Actor, ben: Actor) -> None:
    assert not sees(ben, customer)
    share(kind_of(CUSTOMER), customer.pk, to(ben), actor=anna)
    assert sees(ben, customer)
    assert not sees(ben, customer, "update")
    with pytest.raises(NotAllowed):
        records.update(kind_of(CUSTOMER), customer.pk, {"remarks": "x"}, actor=now(ben))


def test_a_share_for_editing_is_changed_but_neither_deleted_nor_passed_on(
    customer: Any, anna: Actor, ben: Actor, director: Actor
) -> None:
    share(kind_of(CUSTOMER), customer.pk, to(ben, may_edit=True), actor=anna)
    records.update(kind_of(CUSTOMER), customer.pk, {"remarks": "seen"}, actor=now(ben))
    with pytest.raises(NotAllowed):
        records.delete(kind_of(CUSTOMER), customer.pk, actor=now(ben))
    with pytest.raises(NotAllowed, match="not share it"):
        share(kind_of(CUSTOMER), customer.pk, to(director), actor=now(ben))


def test_it_ends_after_its_last_day(customer: Any, anna: Actor, ben: Actor) -> None:
    today = timezone.localdate()
    made = share(kind_of(CUSTOMER), customer.pk, to(ben, until=today), actor=anna)
    assert sees(ben, customer)
    Share.objects.filter(pk=made.pk).update(until=today - datetime.timedelta(days=1))
    assert not sees(ben, customer)
    with pytest.raises(NotFound):
        records.get(kind_of(CUSTOMER), customer.pk, actor=now(ben))


def test_it_ends_when_it_is_taken_back(customer: Any, anna: Actor, ben: Actor) -> None:
    made = share(kind_of(CUSTOMER), customer.pk, to(ben), actor=anna)
    with pytest.raises(NotAllowed):
        end_share(kind_of(CUSTOMER), customer.pk, made.pk, actor=now(ben))
    end_share(kind_of(CUSTOMER), customer.pk, made.pk, actor=anna)
    assert not sees(ben, customer)
    with pytest.raises(NotFound):
        end_share(kind_of(CUSTOMER), customer.pk, made.pk, actor=anna)


def test_sharing_again_replaces_what_was_given_before(customer: Any, anna: Actor, ben: Actor) -> None:
    share(kind_of(CUSTOMER), customer.pk, to(ben, may_edit=True), actor=anna)
    share(kind_of(CUSTOMER), customer.pk, to(ben), actor=anna)
    (left,) = shares_of(kind_of(CUSTOMER), customer.pk, actor=anna)
    assert (left.member_id, left.may_edit) == (ben.member_id, False)


def test_a_department_shares_with_those_below_it_and_not_with_those_above(
    customer: Any, anna: Actor, ben: Actor, company: Company
) -> None:
    above = company.hire("门卫", "salesperson", company.head_office)
    share(kind_of(CUSTOMER), customer.pk, Grant(department=company.west.pk), actor=anna)
    assert sees(ben, customer)
    assert not sees(above, customer)
    share(kind_of("parties.customer"), customer.pk, Grant(department=company.head_office.pk), actor=anna)
    assert sees(above, customer)


def test_one_shares_only_what_is_in_his_range_and_no_further_than_he_may_himself(
    customer: Any, ben: Actor, anna: Actor, company: Company
) -> None:
    with pytest.raises(NotFound):
        share(kind_of(CUSTOMER), customer.pk, to(anna), actor=ben)
    rights = [{"object_key": "*", "read_scope": "everyone", "share_scope": "everyone"}]
    position = create("organisation.position", name="Reader", rights=rights)
    reader = company.actor(create("organisation.member", name="R", positions=[position.pk]))
    share(kind_of(CUSTOMER), customer.pk, to(ben), actor=reader)
    with pytest.raises(NotAllowed, match="for reading only"):
        share(kind_of(CUSTOMER), customer.pk, to(ben, may_edit=True), actor=reader)


@pytest.mark.parametrize("wrong", ["nobody", "both", "oneself", "unknown", "past"])
def test_a_share_with_nobody_or_in_the_past_is_refused(wrong: str, customer: Any, anna: Actor, ben: Actor) -> None:
    grants = {
        "nobody": Grant(),
        "both": Grant(member=ben.member_id, department=anna.department_id),
        "oneself": to(anna),
        "unknown": Grant(member=customer.pk),
        "past": to(ben, until=timezone.localdate() - datetime.timedelta(days=1)),
    }
    with pytest.raises(Invalid):
        share(kind_of(CUSTOMER), customer.pk, grants[wrong], actor=anna)
    assert not Share.objects.exists()


@pytest.mark.feature("VIS-13")
def test_history_tells_the_share_and_the_receiver_gets_a_notice(customer: Any, anna: Actor, ben: Actor) -> None:
    kind = kind_of(CUSTOMER)
    share(kind, customer.pk, to(ben, may_edit=True, until=timezone.localdate()), actor=anna)
    newest = entries_of(kind, customer.pk)[0]
    assert (newest.cause, newest.actor_name, newest.changes["share"]["with"]) == ("share", "安娜", "李本")
    (told,) = entry_views(kind, [newest], HOUSE.rights, showing_here())[0]["changes"]
    assert told["after"].startswith("李本, for changing, until ")
    tell_receivers(Event.objects.get(name="parties.party.share"))
    notice = Notice.objects.get(member=ben.member_id)
    assert (notice.reason, notice.actor_name, notice.record_id) == ("shared", "安娜", customer.pk)


def test_a_list_without_any_right_shows_what_is_shared_and_nothing_else(
    customer: Any, anna: Actor, company: Company
) -> None:
    create("parties.customer", anna, name="Another one")
    stranger = company.actor(create("organisation.member", name="Stranger"))
    with pytest.raises(NotAllowed):
        require(stranger, kind_of(CUSTOMER), "read")
    share(kind_of(CUSTOMER), customer.pk, to(stranger), actor=anna)
    stranger = now(stranger)
    require(stranger, kind_of(CUSTOMER), "read")
    assert list(records_for(stranger, kind_of(CUSTOMER))) == [customer]
    for kind, operation in ((kind_of(CUSTOMER), "update"), (kind_of("crm.lead"), "read")):
        with pytest.raises(NotAllowed):
            require(stranger, kind, operation)


@pytest.mark.feature("CUS-46")
def test_collaborators_read_the_customer_as_long_as_they_are_named(customer: Any, anna: Actor, ben: Actor) -> None:
    kind = kind_of(CUSTOMER)
    records.update(kind, customer.pk, {"collaborators": [str(ben.member_id)]}, actor=anna)
    assert now(ben).has_shares
    assert sees(ben, customer)
    assert not sees(ben, customer, "update")
    (kept,) = shares_of(kind, customer.pk, actor=anna)
    with pytest.raises(Invalid, match="Collaborators"):
        end_share(kind, customer.pk, kept.pk, actor=anna)
    records.update(kind, customer.pk, {"collaborators": []}, actor=anna)
    assert not sees(ben, customer)


def test_a_collaborator_keeps_a_share_of_his_own_when_he_is_no_longer_named(
    customer: Any, anna: Actor, ben: Actor
) -> None:
    kind = kind_of(CUSTOMER)
    share(kind, customer.pk, to(ben), actor=anna)
    records.update(kind, customer.pk, {"collaborators": [str(ben.member_id)]}, actor=anna)
    records.update(kind, customer.pk, {"collaborators": []}, actor=anna)
    assert sees(ben, customer)


def test_nothing_is_shared_any_more_of_a_record_that_is_gone(customer: Any, ben: Actor) -> None:
    share(kind_of(CUSTOMER), customer.pk, to(ben), actor=HOUSE)
    records.delete(kind_of(CUSTOMER), customer.pk, actor=HOUSE)
    assert not Share.objects.exists()


@pytest.mark.slow
def test_a_hundred_thousand_shares_leave_the_plan_of_a_list_as_it_was(customer: Any, anna: Actor, ben: Actor) -> None:
    """The shares of others and one's own are looked up record by record, or in one index, never read through."""
    share(kind_of(CUSTOMER), customer.pk, to(ben), actor=anna)
    count = 100_000
    columns: dict[str, list[Any]] = {
        "id": [new_id() for __ in range(count)],
        "object_key": ["parties.party"] * count,
        "record_id": [customer.pk if number % 2 else anna.member_id for number in range(count)],
        "member_id": [anna.member_id] * count,
        "may_edit": [False] * count,
        "field": [""] * count,
        "shared_at": [timezone.now()] * count,
    }
    insert_columns(Share, columns)
    rows = records_for(now(ben), kind_of(CUSTOMER)).order_by("name", "pk")
    with CaptureQueriesContext(connection) as asked:
        assert list(rows[:50]) == [customer]
    assert len(asked) == 1
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE shares_share")
        plan = rows[:50].explain()
    assert "index" in plan.lower(), plan
    assert "Seq Scan on shares_share" not in plan
    assert not re.search(r"SCAN (u0|shares_share)(?! USING)", plan), plan
