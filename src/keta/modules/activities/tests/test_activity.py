"""Activities are planned, done with a result, or cancelled; customers remember when they were last followed up."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from tests.company import again, create, press

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, NotAllowed

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def visit(customer: Any, anna: Actor) -> Any:
    return create("activities.activity", anna, name="拜访设备科", kind="visit", party=customer, due_on=TODAY - 3 * DAY)


def days(activity: Any, name: str) -> int | None:
    spec = kind_of(activity).fields[name]
    return spec.type.read(activity, spec)


def test_what_is_planned_becomes_overdue_and_what_is_done_no_more(visit: Any, anna: Actor) -> None:
    assert days(visit, "days_overdue") == 3
    overdue = (
        kind_of(visit)
        .fields["days_overdue"]
        .type.condition(kind_of(visit).fields["days_overdue"], "gte", 3, "overdue_since")
    )
    assert list(records_for(anna, kind_of(visit)).filter(overdue)) == [visit]

    done = press(visit, "complete_activity", anna, result="方案认可").record

    assert (done.state, days(done, "days_overdue")) == ("done", None)


@pytest.mark.feature("VIS-04")
def test_a_visit_is_done_only_with_a_result(visit: Any, anna: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        press(visit, "complete_activity", anna)
    assert "result" in refusal.value.errors


def test_a_next_step_is_planned_at_once(visit: Any, anna: Actor) -> None:
    following = press(
        visit, "complete_activity", anna, result="要报价", next_step="送报价单", next_on=TODAY + 7 * DAY
    ).result
    assert (following.name, following.due_on, following.state) == ("送报价单", TODAY + 7 * DAY, "planned")
    assert (following.party_id, following.owner_id) == (visit.party_id, anna.member_id)


def test_it_is_not_done_twice(visit: Any, anna: Actor) -> None:
    press(visit, "complete_activity", anna, result="好")
    with pytest.raises(Conflict):
        press(visit, "complete_activity", anna, result="好")
    with pytest.raises(Conflict):
        press(visit, "cancel_activity", anna, reason="改期")


@pytest.mark.feature("VIS-13", "OPP-09")
def test_a_leader_comments_and_a_salesman_may_not(visit: Any, anna: Actor, director: Actor) -> None:
    with pytest.raises(NotAllowed):
        press(visit, "comment_activity", anna, comment="自己写的")
    commented = press(visit, "comment_activity", director, comment="带上技术员").record
    assert (commented.leader_comment, commented.commented_by_id) == ("带上技术员", director.member_id)


@pytest.mark.feature("CUS-45")
def test_a_note_or_a_done_activity_tells_the_customer_that_it_was_followed_up(
    visit: Any, customer: Any, anna: Actor
) -> None:
    assert again(customer).followed_up_at is None
    note = create("activities.note", anna, text="来电询价", party=customer)
    assert again(customer).followed_up_at == note.created_at

    done = press(visit, "complete_activity", anna, result="好").record
    assert again(customer).followed_up_at == done.done_at
    assert again(customer).version == customer.version


def test_an_older_activity_never_replaces_a_later_one(customer: Any, anna: Actor) -> None:
    note = create("activities.note", anna, text="来电询价", party=customer)
    past = create("activities.activity", anna, name="旧事", party=customer, done_at="2020-01-01 10:00")
    press(past, "complete_activity", anna)
    assert again(customer).followed_up_at == note.created_at


def test_it_may_be_about_any_record_that_one_sees(customer: Any, anna: Actor, ben: Actor) -> None:
    contact = create("parties.contact", anna, name="王德明", party=customer)
    note = create("activities.note", anna, text="生日", about=f"parties.contact:{contact.pk}")
    spec = kind_of(note).fields["about"]
    (shown,) = spec.type.fetch(kind_of(note).model, spec, {note.pk: spec.type.read(note, spec)}).values()
    assert (shown.object, shown.title) == ("parties.contact", "王德明")

    for about in (f"parties.contact:{contact.pk}", f"no.object:{contact.pk}", "words"):
        with pytest.raises(Invalid) as refusal:
            create("activities.note", ben, text="看不到", about=about)
        assert "about" in refusal.value.errors


def test_an_activity_cannot_end_before_it_starts(visit: Any, anna: Actor) -> None:
    times = {"starts_at": "2026-11-21 10:00", "ends_at": "2026-11-21 09:00"}
    with pytest.raises(Invalid):
        records.update(kind_of(visit), visit.pk, times, actor=anna)
