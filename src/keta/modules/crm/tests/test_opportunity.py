"""The way of an opportunity: stages with what they ask for, progress and value, won, lost, suspended."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from tests.company import HOUSE, again, create, money, press

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, Refused
from keta.modules.crm.queries import win_rate

KEY = "crm.opportunity"
TODAY = timezone.localdate()


def stage(code: str) -> Any:
    return kind_of("crm.stage").model.objects.get(code=code)


def update(opportunity: Any, actor: Actor, **values: Any) -> Any:
    return records.update(kind_of(KEY), opportunity.pk, values, actor=actor)


def days(opportunity: Any, name: str) -> int | None:
    spec = kind_of(KEY).fields[name]
    return spec.type.read(opportunity, spec)


@pytest.fixture
def opportunity(customer: Any, anna: Actor) -> Any:
    return create(KEY, anna, name="综采支架", customer=customer, amount="100000")


@pytest.fixture
def decider(customer: Any, anna: Actor) -> Any:
    return create("parties.contact", anna, name="王矿长", party=customer)


@pytest.mark.feature("OPP-06", "OPP-07", "OPP-21")
def test_it_begins_in_the_first_stage_with_its_probability(opportunity: Any) -> None:
    assert (opportunity.stage.code, opportunity.state, opportunity.currency) == ("first_contact", "open", "CNY")
    assert (opportunity.progress, opportunity.present_value) == (10, money("10000.00"))


@pytest.mark.feature("OPP-06", "OPP-21")
def test_progress_may_be_set_by_hand_with_a_reason(opportunity: Any, anna: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        update(opportunity, anna, progress_override="33.33")
    assert "progress_reason" in refusal.value.errors

    changed = update(opportunity, anna, progress_override="33.33", progress_reason="客户口头承诺")
    assert (changed.progress, changed.present_value) == (money("33.33"), money("33330.00"))


@pytest.mark.feature("OPP-24")
def test_it_leaves_a_stage_only_with_what_the_stage_requires(opportunity: Any, decider: Any, anna: Actor) -> None:
    press(opportunity, "move_stage", anna, stage=stage("needs"))
    with pytest.raises(Refused) as refusal:
        press(opportunity, "move_stage", anna, stage=stage("proposal"))
    assert "Budget of the customer, Decider known" in str(refusal.value.message)

    update(opportunity, anna, budget="90000", deciders=[{"contact": decider, "role": "decider"}])
    moved = press(opportunity, "move_stage", anna, stage=stage("proposal")).record
    assert (moved.stage.code, moved.progress) == ("proposal", 45)


@pytest.mark.feature("OPP-24")
def test_the_checklist_must_be_confirmed_entry_by_entry(opportunity: Any, anna: Actor) -> None:
    first = stage("first_contact")
    records.update(kind_of(first), first.pk, {"checklist": ["已拜访", "已寄资料"]}, actor=HOUSE)
    with pytest.raises(Refused) as refusal:
        press(opportunity, "move_stage", anna, stage=stage("needs"), confirmed=["已拜访"])
    assert "已寄资料" in str(refusal.value.message)
    assert "已拜访" not in str(refusal.value.message)

    moved = press(opportunity, "move_stage", anna, stage=stage("needs"), confirmed=["已拜访", "已寄资料"]).record
    assert moved.stage.code == "needs"
    assert moved.checked == ""


def test_back_it_goes_at_any_time(opportunity: Any, anna: Actor) -> None:
    press(opportunity, "move_stage", anna, stage=stage("needs"))
    assert press(opportunity, "move_stage", anna, stage=stage("first_contact")).record.progress == 10


@pytest.mark.feature("OPP-12", "OPP-25")
def test_every_stage_it_passed_is_kept_with_its_days(customer: Any, anna: Actor) -> None:
    opened = TODAY - datetime.timedelta(days=20)
    old = create(KEY, anna, name="旧机会", customer=customer, amount="1", opened_on=opened)
    assert (days(old, "days_in_stage"), days(old, "days_behind")) == (20, 13)

    moved = press(old, "move_stage", anna, stage=stage("needs")).record

    (passage,) = moved.lines_of("passages")
    assert (passage.stage.code, passage.days, passage.moved_to.code) == ("first_contact", 20, "needs")
    assert passage.moved_by_id == anna.member_id
    assert (days(moved, "days_in_stage"), days(moved, "days_behind")) == (0, None)


@pytest.mark.feature("OPP-04", "OPP-05", "OPP-26")
def test_the_decision_chain_says_which_roles_are_missing(opportunity: Any, decider: Any, anna: Actor) -> None:
    spec = kind_of(KEY).fields["missing_roles"]
    assert spec.type.read(opportunity, spec) == ("decider", "approver", "influencer", "user", "buyer")

    chain = [{"contact": decider, "role": "decider"}, {"contact": decider, "role": "buyer", "attitude": "neutral"}]
    changed = update(opportunity, anna, deciders=chain)
    assert spec.type.read(changed, spec) == ("approver", "influencer", "user")
    assert (changed.is_decider_known, changed.are_attitudes_known) == (True, False)


@pytest.mark.feature("OPP-11")
def test_a_competitor_is_on_file_or_at_least_named(opportunity: Any, anna: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        update(opportunity, anna, competitors=[{"price": "90000"}])
    assert "competitors.0.competitor" in refusal.value.errors
    changed = update(opportunity, anna, competitors=[{"name": "郑煤机", "price": "90000", "our_answer": "交期短"}])
    assert len(changed.lines_of("competitors")) == 1


def test_product_lines_make_the_amount_at_the_price_of_the_policy(
    opportunity: Any, product: Any, price: Any, anna: Actor
) -> None:
    price("1000")
    changed = update(
        opportunity, anna, lines=[{"product": product, "quantity": "7"}, {"product": product, "price": "1"}]
    )
    assert changed.amount == money("7001.00")


@pytest.mark.feature("OPP-02")
def test_won_and_lost_make_the_win_rate(customer: Any, anna: Actor) -> None:
    made = [create(KEY, anna, name=f"机会{place}", customer=customer, amount=str(place * 100)) for place in range(1, 5)]
    press(made[0], "win_opportunity", anna)
    press(made[1], "lose_opportunity", anna, reason="price")
    press(made[2], "win_opportunity", anna, reason="product")

    rate = win_rate(records_for(anna, kind_of(KEY)))

    assert (rate.won_count, rate.lost_count, rate.by_amount) == (2, 1, money("400") / money("600"))
    assert round(rate.by_count or 0, 4) == money("0.6667")


def test_a_won_one_stands_in_the_last_stage_with_its_day(opportunity: Any, anna: Actor) -> None:
    won = press(opportunity, "win_opportunity", anna, reason="product").record
    assert (won.state, won.stage.code, won.closed_on, won.progress) == ("won", "won", TODAY, 100)
    assert (days(won, "days_in_stage"), won.present_value) == (None, money("100000.00"))


def test_dragging_to_the_last_stages_wins_or_loses_it(opportunity: Any, anna: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        press(opportunity, "move_stage", anna, stage=stage("lost"))
    assert "reason" in refusal.value.errors

    lost = press(opportunity, "move_stage", anna, stage=stage("lost"), reason="price").record
    assert (lost.state, lost.lost_because, lost.progress, lost.present_value) == ("lost", "price", 0, 0)
    resumed = press(lost, "resume_opportunity", anna).record
    assert (resumed.state, resumed.stage.code, resumed.lost_because) == ("open", "first_contact", "")
    assert press(resumed, "move_stage", anna, stage=stage("won")).record.state == "won"


def test_it_refuses_to_win_what_has_no_amount(customer: Any, anna: Actor) -> None:
    vague = create(KEY, anna, name="意向", customer=customer)
    with pytest.raises(Refused, match="amount"):
        press(vague, "win_opportunity", anna)


def test_suspended_it_rests_in_its_stage_and_is_not_behind(opportunity: Any, anna: Actor) -> None:
    suspended = press(opportunity, "suspend_opportunity", anna, reason="停产检修", resumes_on="2030-01-01").record
    assert (suspended.state, suspended.stage_due_on) == ("suspended", None)
    with pytest.raises(Conflict):
        press(suspended, "move_stage", anna, stage=stage("needs"))
    resumed = press(suspended, "resume_opportunity", anna).record
    assert (resumed.state, resumed.resumes_on) == ("open", None)
    assert resumed.stage_due_on is not None


@pytest.mark.feature("OPP-27")
def test_a_director_assigns_it_to_somebody_of_his_branch(
    opportunity: Any, anna: Actor, ben: Actor, director: Actor
) -> None:
    assigned = press(opportunity, "assign_opportunity", director, owner=ben.member_id).record
    assert (assigned.owner_id, assigned.department_id) == (ben.member_id, ben.department_id)
    assert assigned.booked_department_id == anna.department_id


def test_nobody_writes_the_stage_past_the_button(opportunity: Any, anna: Actor) -> None:
    with pytest.raises(Invalid):
        update(opportunity, anna, stage=stage("negotiation").pk)
    assert again(opportunity).stage.code == "first_contact"
