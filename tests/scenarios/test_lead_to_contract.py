"""The story of a sale: from a lead to a signed contract, told in what each document holds at the end."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from tests.company import Company, again, create, money, press

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.history.past import entries_of
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, NotAllowed, Refused


def stage(code: str) -> Any:
    return kind_of("crm.stage").model.objects.get(code=code)


def sell(actor: Actor, product: Any, name: str) -> Any:
    """A lead becomes a contract; returns the contract."""
    lead = create(
        "crm.lead",
        actor,
        name=f"{name}支架更新",
        company_name=f"{name}矿业集团",
        person_name="王德明",
        mobile="13800138000",
    )
    opportunity = press(lead, "qualify_lead", actor, closes_on="2030-06-30", is_new_customer=True).result
    fill_in(opportunity, actor, product)
    press(opportunity, "move_stage", actor, stage=stage("needs"))
    press(opportunity, "move_stage", actor, stage=stage("proposal"))
    quotation = press(opportunity, "quote_opportunity", actor).result
    press(quotation, "issue_quotation", actor)
    press(opportunity, "move_stage", actor, stage=stage("negotiation"))
    contract = press(quotation, "accept_quotation", actor).result
    return press(contract, "confirm_contract", actor, signed_on="2026-11-20").record


def fill_in(opportunity: Any, actor: Actor, product: Any) -> None:
    values = {
        "budget": "50000",
        "lines": [{"product": product, "quantity": "30"}],
        "deciders": [
            {"contact": opportunity.contact_id, "role": "decider", "influence": "high", "attitude": "friendly"}
        ],
    }
    records.update(kind_of(opportunity), opportunity.pk, values, actor=actor)


@pytest.mark.feature("QUO-12", "OPP-03", "OPP-06", "OPP-12", "CUS-28", "QUO-03", "SAA-13")
def test_a_lead_becomes_a_contract(anna: Actor, product: Any, price: Callable[..., Any]) -> None:
    price("1130", floor="1000")

    contract = sell(anna, product, "大同")

    assert (contract.state, contract.number[:2]) == ("active", "HT")
    assert (contract.amount, contract.net_amount, contract.tax_amount) == (
        money("33900.00"),
        money("30000.00"),
        money("3900.00"),
    )
    (instalment,) = contract.lines_of("collections")
    assert (instalment.amount, instalment.due_on) == (contract.amount, datetime.date(2026, 11, 20))
    opportunity = contract.opportunity
    assert (opportunity.state, opportunity.progress, opportunity.present_value) == ("won", 100, contract.amount)
    assert [passed.stage.code for passed in opportunity.lines_of("passages")] == [
        "first_contact",
        "needs",
        "proposal",
        "negotiation",
    ]
    customer = again(contract.customer)
    assert (customer.relationship_state, customer.business_since) == ("new", datetime.date(2026, 11, 20))
    assert contract.owner_id == customer.owner_id == anna.member_id
    causes = [entry.cause for entry in entries_of(kind_of(contract), contract.pk)]
    assert causes == ["confirm_contract", "accept_quotation"]


def test_the_story_can_be_told_twice_and_by_two_salesmen(
    anna: Actor, ben: Actor, product: Any, price: Callable[..., Any]
) -> None:
    price("1130")

    contracts = [sell(anna, product, "大同"), sell(anna, product, "阳泉"), sell(ben, product, "榆林")]

    assert len({contract.number for contract in contracts}) == 3
    assert sum(contract.amount for contract in contracts) == money("101700.00")
    for actor, number in ((anna, 2), (ben, 1)):
        for key in ("sales.contract", "sales.quotation", "crm.opportunity", "crm.lead", "parties.contact"):
            assert records_for(actor, kind_of(key)).filter(owner=actor.member_id).count() == number
            assert records_for(actor, kind_of(key)).count() == number


@pytest.mark.feature("INF-34")
def test_qualifying_names_those_on_file_who_look_alike(anna: Actor, ben: Actor, customer: Any) -> None:
    lead = create("crm.lead", anna, name="支架", company_name="太原煤矿机械有限责任公司")
    with pytest.raises(Conflict, match="太原煤矿机械有限公司"):
        press(lead, "qualify_lead", anna)
    opportunity = press(lead, "qualify_lead", anna, customer=customer.pk).result
    assert opportunity.customer_id == customer.pk

    other = create("crm.lead", ben, name="支架", company_name="太原煤矿机械有限公司")
    with pytest.raises(Conflict) as refusal:
        press(other, "qualify_lead", ben)
    assert customer.name not in str(refusal.value.message)
    press(other, "qualify_lead", ben, is_new_customer=True, is_without_opportunity=True)
    assert again(other).state == "qualified"


@pytest.mark.feature("OPP-10", "OPP-11", "PRD-09")
def test_a_price_below_the_floor_goes_to_the_director_and_the_sale_is_lost_all_the_same(
    anna: Actor, director: Actor, customer: Any, product: Any, price: Callable[..., Any]
) -> None:
    price("1130", floor="1000")
    lines = [{"product": product, "quantity": "10"}]
    opportunity = create("crm.opportunity", anna, name="备件年单", customer=customer, lines=lines)
    quotation = press(opportunity, "quote_opportunity", anna).result
    (line,) = quotation.lines_of("lines")
    low = {"lines": [{"id": line.pk, "discount": "20"}], "price_reason": "对手低价"}
    records.update(kind_of(quotation), quotation.pk, low, actor=anna)
    with pytest.raises(Refused, match="below the floor"):
        press(quotation, "issue_quotation", anna)

    press(quotation, "issue_quotation", director)
    press(quotation, "reject_quotation", anna, reason="price")
    lost = press(opportunity, "lose_opportunity", anna, reason="competitor", remarks="对手送两年备件").record

    assert (lost.state, lost.lost_because, lost.stage.code) == ("lost", "competitor", "lost")
    assert (lost.present_value, lost.amount) == (money("0.00"), money("11300.00"))
    assert again(quotation).amount == money("9040.00")
    assert not kind_of("sales.contract").rows().exists()


@pytest.mark.feature("CUS-34", "CUS-44")
def test_who_was_lost_and_buys_again_is_won_back(anna: Actor, customer: Any, product: Any) -> None:
    for state in ("new", "lost"):
        records.update(kind_of("parties.customer"), customer.pk, {"relationship_state": state}, actor=anna)

    sold = create("crm.opportunity", anna, name="回头客", customer=customer, lines=[{"product": product}])
    quotation = press(press(sold, "quote_opportunity", anna).result, "issue_quotation", anna).record
    contract = press(quotation, "accept_quotation", anna).result
    press(contract, "confirm_contract", anna)

    assert again(customer).relationship_state == "won_back"
    assert again(sold).state == "won"


def test_a_customer_goes_round_through_the_pool(anna: Actor, ben: Actor, customer: Any) -> None:
    press(customer, "release_customer", anna, reason="一年没有进展")
    press(customer, "claim_customer", ben)

    assert not records_for(anna, kind_of("parties.customer")).filter(pk=customer.pk).exists()
    told = [(entry.cause, entry.changes["fields"]["owner"]) for entry in entries_of(kind_of(customer), customer.pk)[:2]]
    mine, yours = str(ben.member_id), str(anna.member_id)
    assert told == [("claim_customer", [None, mine]), ("release_customer", [yours, None])]


@pytest.mark.feature("QUO-01")
def test_what_was_quoted_from_an_opportunity_is_revised_like_any_other(
    anna: Actor, customer: Any, product: Any
) -> None:
    lines = [{"product": product, "quantity": "3", "price": "900"}]
    opportunity = create("crm.opportunity", anna, name="备件", customer=customer, lines=lines)
    first = press(press(opportunity, "quote_opportunity", anna).result, "issue_quotation", anna).record
    second = press(first, "revise_quotation", anna).result
    assert (first.version_count, second.version_count, second.opportunity_id) == (1, 2, opportunity.pk)
    assert (first.amount, second.amount) == (money("3390.00"), money("3390.00"))


def test_who_may_not_create_quotations_may_not_quote(anna: Actor, customer: Any, company: Company) -> None:
    opportunity = create("crm.opportunity", anna, name="备件", customer=customer)
    rights = {"crm.*": "everyone", "parties.*": "everyone"}
    lines = [{"object_key": key, "read_scope": scope, "update_scope": scope} for key, scope in rights.items()]
    create("organisation.position", name="项目助理", code="project_assistant", rights=lines)
    helper = company.hire("赵助理", "project_assistant")
    with pytest.raises(NotAllowed):
        press(opportunity, "quote_opportunity", helper)


def test_a_supplier_who_wants_to_buy_becomes_a_customer_too(anna: Actor) -> None:
    supplier = create("parties.supplier", anna, name="大同阀门厂")
    lead = create("crm.lead", anna, name="求购支架", company_name="大同阀门厂")
    with pytest.raises(Conflict, match="大同阀门厂"):
        press(lead, "qualify_lead", anna)
    opportunity = press(lead, "qualify_lead", anna, customer=supplier.pk).result
    party = again(supplier)
    assert (party.is_customer, party.is_supplier, opportunity.customer_id) == (True, True, supplier.pk)


def test_a_lead_is_known_by_the_mobile_and_mail_of_a_contact_and_not_by_his_name(
    anna: Actor, customer: Any, lead_of: Any
) -> None:
    create("parties.contact", anna, name="王德明", party=customer, mobile="13800138000", email="wang@example.com")
    for values in ({"mobile": "138 0013 8000"}, {"email": "Wang@Example.com"}):
        with pytest.raises(Conflict, match="王德明"):
            press(lead_of(company_name="另一家贸易行", **values), "qualify_lead", anna)
    assert press(lead_of(company_name="又一家贸易行", person_name="王德明"), "qualify_lead", anna).is_done


@pytest.fixture
def lead_of(anna: Actor) -> Any:
    return lambda **values: create("crm.lead", anna, name="Pump", **values)
