"""Quotations: prices found and checked, versions, the answer of the customer."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.utils import timezone
from tests.company import again, create, money, press

from keta.kernel import gates, records
from keta.kernel.access import Actor
from keta.kernel.actions import action_named
from keta.kernel.actions.running import perform
from keta.kernel.columns import new_id
from keta.kernel.gates import OPEN, OpenGate, Passage
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, Refused

TODAY = timezone.localdate()


@pytest.fixture
def quote(anna: Actor, customer: Any, product: Any) -> Callable[..., Any]:
    def make(price: str | None = None, quantity: str = "1") -> Any:
        line = {"product": product, "quantity": quantity, **({"price": price} if price else {})}
        return create("sales.quotation", anna, name="支架", customer=customer, lines=[line])

    return make


class ApprovalBelowFloor:
    """A gate that wants an approval for what lies below the floor."""

    def ask(self, action: str, record: Any, inputs: Mapping[str, Any], actor: Actor) -> Passage:
        if not self.guards(action, record):
            return OPEN
        return Passage(is_open=False, reason=record.price_reason, approval_id=new_id())

    def guards(self, action: str, record: Any) -> bool:
        return action == "sales.quotation.issue_quotation" and bool(record.is_below_floor)


@pytest.fixture
def approvals() -> Iterator[None]:
    gates.stand_before_actions(ApprovalBelowFloor())
    yield
    gates.stand_before_actions(OpenGate())


@pytest.mark.feature("QUO-01", "PRD-08")
def test_a_price_left_open_is_found_by_the_policy(quote: Callable[..., Any], price: Callable[..., Any]) -> None:
    price("1130", floor="1000")
    (line,) = quote().lines_of("lines")
    assert (line.price, line.list_price, line.floor_price, line.tax_rate) == (1130, 1130, 1000, "13")
    assert line.unit.code == "piece"


def test_issued_it_is_valid_for_thirty_days_unless_said_otherwise(quote: Callable[..., Any], anna: Actor) -> None:
    issued = press(quote(), "issue_quotation", anna).record
    assert (issued.state, issued.quoted_on) == ("issued", TODAY)
    assert issued.valid_until == TODAY + datetime.timedelta(days=30)
    with pytest.raises(Invalid):
        press(quote(), "issue_quotation", anna, valid_until=TODAY - datetime.timedelta(days=1))


def test_it_refuses_to_issue_nothing(anna: Actor, customer: Any) -> None:
    empty = create("sales.quotation", anna, name="空", customer=customer)
    with pytest.raises(Refused, match="lines"):
        press(empty, "issue_quotation", anna)


@pytest.mark.feature("QUO-02", "PRD-09")
def test_below_the_floor_it_needs_a_reason_and_somebody_who_may(
    quote: Callable[..., Any], price: Callable[..., Any], anna: Actor, director: Actor
) -> None:
    price("1130", floor="1000")
    quotation = quote("999.99")
    assert quotation.is_below_floor
    with pytest.raises(Invalid) as refusal:
        press(quotation, "issue_quotation", director)
    assert "price_reason" in refusal.value.errors
    with pytest.raises(Refused, match="below the floor"):
        press(quotation, "issue_quotation", anna, price_reason="首单")
    assert again(quotation).state == "draft"

    issued = press(quotation, "issue_quotation", director, price_reason="首单").record
    assert (issued.state, issued.price_reason) == ("issued", "首单")


def test_a_discount_counts_against_the_floor(quote: Callable[..., Any], price: Callable[..., Any], anna: Actor) -> None:
    price("1130", floor="1000")
    quotation = quote("1130")
    assert not quotation.is_below_floor
    (line,) = quotation.lines_of("lines")
    values = {"lines": [{"id": line.pk, "discount": "20"}]}
    assert records.update(kind_of(quotation), quotation.pk, values, actor=anna).is_below_floor


@pytest.mark.feature("QUO-02")
def test_where_an_approval_stands_before_it_the_question_goes_there_with_the_reason(
    quote: Callable[..., Any], price: Callable[..., Any], anna: Actor, approvals: None
) -> None:
    price("1130", floor="1000")
    quotation = quote("900")
    records.update(kind_of(quotation), quotation.pk, {"price_reason": "首单"}, actor=anna)

    outcome = press(quotation, "issue_quotation", anna)

    assert (outcome.is_done, str(outcome.reason)) == (False, "首单")
    assert again(quotation).state == "draft"
    kind = kind_of(quotation)
    held = records.lock(kind, quotation.pk, actor=anna)
    perform(kind, action_named(kind, "issue_quotation"), held, {}, actor=anna)
    assert again(quotation).state == "issued"


def test_a_floor_that_rose_since_the_draft_is_found_on_issuing(
    quote: Callable[..., Any], price: Callable[..., Any], anna: Actor, approvals: None
) -> None:
    quotation = quote("1100")
    price("1200", floor="1150")
    with pytest.raises(Refused, match="below the floor"):
        press(quotation, "issue_quotation", anna, price_reason="老价格")


@pytest.mark.feature("QUO-01", "OPP-10")
def test_a_new_version_takes_the_place_of_the_one_before(quote: Callable[..., Any], anna: Actor) -> None:
    first = press(quote("1000", "5"), "issue_quotation", anna).record
    second = press(first, "revise_quotation", anna).result
    assert again(first).state == "replaced"
    assert (second.number, second.version_count, second.previous_id) == (f"{first.number}-2", 2, first.pk)
    assert (second.state, second.amount) == ("draft", first.amount)

    third = press(press(second, "issue_quotation", anna).record, "revise_quotation", anna).result
    assert third.number == f"{first.number}-3"


def test_what_the_customer_rejected_can_be_revised_but_not_accepted(quote: Callable[..., Any], anna: Actor) -> None:
    rejected = press(press(quote(), "issue_quotation", anna).record, "reject_quotation", anna, reason="price").record
    assert (rejected.state, rejected.answered_on) == ("rejected", TODAY)
    with pytest.raises(Conflict):
        press(rejected, "accept_quotation", anna)
    assert press(rejected, "revise_quotation", anna).result.version_count == 2


def test_an_expired_one_is_not_accepted_any_more(quote: Callable[..., Any], anna: Actor) -> None:
    issued = press(quote(), "issue_quotation", anna).record
    type(issued).objects.filter(pk=issued.pk).update(valid_until=TODAY - datetime.timedelta(days=1))
    with pytest.raises(Conflict, match="valid until"):
        press(issued, "accept_quotation", anna)


def test_accepted_it_becomes_one_contract_at_the_prices_offered(quote: Callable[..., Any], anna: Actor) -> None:
    issued = press(quote("1017", "2"), "issue_quotation", anna).record
    contract = press(issued, "accept_quotation", anna, answer="同意").result
    assert (contract.state, contract.amount, contract.net_amount) == ("draft", money("2034.00"), money("1800.00"))
    assert contract.quotation_id == issued.pk
    with pytest.raises(Conflict):
        press(issued, "accept_quotation", anna)
