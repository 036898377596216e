"""What stands together on one page: everything about a customer, an opportunity, a product."""

from types import SimpleNamespace
from typing import Any

import pytest
from tests.company import HOUSE, create, press

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.fieldtypes import plain_showing
from keta.kernel.history.past import entries_of, values_of_version
from keta.kernel.objects import kind_of
from keta.surfaces.details.related import related_to, tally


def lists_on(record: Any, actor: Actor, key: str = "") -> dict[str, int]:
    """The related lists of a page that hold something, with their counts."""
    shown = related_to(kind_of(key or record), actor)
    counts = {each.key: each.rows(record.pk, actor).count() for each in shown}
    return {name: count for name, count in counts.items() if count}


def cards_on(record: Any, actor: Actor, key: str = "") -> dict[str, str]:
    """The summary cards of a page."""
    request: Any = SimpleNamespace(actor=actor, showing=plain_showing("en"))
    kind = kind_of(key or record)
    __, cards = tally(kind, record.pk, request)
    return {str(card["label"]): str(card["value"]) for card in cards}


@pytest.fixture
def sold(anna: Actor, customer: Any, product: Any) -> Any:
    """A contract that came from an opportunity with a quotation; returns the opportunity."""
    lines = [{"product": product, "quantity": "2"}]
    opportunity = create("crm.opportunity", anna, name="支架", customer=customer, lines=lines)
    quotation = press(press(opportunity, "quote_opportunity", anna).result, "issue_quotation", anna).record
    contract = press(quotation, "accept_quotation", anna).result
    press(contract, "confirm_contract", anna)
    return opportunity


@pytest.mark.feature("CUS-04", "CUS-07", "CUS-08", "CUS-09", "CUS-10", "CUS-18", "CUS-22", "CUS-47", "SAA-14")
def test_a_customer_shows_all_dealings_with_counts_and_sums(anna: Actor, customer: Any, sold: Any) -> None:
    create("parties.contact", anna, name="王德明", party=customer)
    create("activities.activity", anna, name="回访", party=customer)
    create("activities.note", anna, text="满意", party=customer)
    create("crm.opportunity", anna, name="二期", customer=customer, amount="5000")

    assert lists_on(customer, anna, "parties.customer") == {
        "parties.contact:party": 1,
        "activities.activity:party": 1,
        "activities.note:party": 1,
        "crm.opportunity:customer": 2,
        "sales.quotation:customer": 1,
        "sales.contract:customer": 1,
        "billing.receivable:customer": 1,
    }
    cards = cards_on(customer, anna, "parties.customer")
    assert (cards["Contracts"], cards["Contract amount"]) == ("1", "2,260.00")
    assert (cards["Open opportunities"], cards["Present value"], cards["Won opportunities"]) == ("1", "500.00", "1")
    assert (cards["Quotations"], cards["Open to-dos"], cards["Contacts"]) == ("1", "1", "1")


def test_what_one_may_not_see_is_not_counted(ben: Actor, customer: Any, sold: Any) -> None:
    assert lists_on(customer, ben, "parties.customer") == {}
    assert set(cards_on(customer, ben, "parties.customer").values()) == {"0"}


@pytest.mark.feature("OPP-03", "OPP-08", "OPP-10", "QUO-07", "VIS-13")
def test_an_opportunity_shows_its_quotations_contracts_and_what_was_done(anna: Actor, sold: Any) -> None:
    about = f"crm.opportunity:{sold.pk}"
    create("activities.activity", anna, name="技术交流", kind="meeting", about=about)
    create("activities.note", anna, text="对方要求两年质保", about=about)
    assert lists_on(sold, anna) == {
        "sales.quotation:opportunity": 1,
        "sales.contract:opportunity": 1,
        "activities.activity:about": 1,
        "activities.note:about": 1,
    }
    assert cards_on(sold, anna) == {"Quotations": "1", "Contract amount": "2,260.00"}


@pytest.mark.feature("PRD-06", "PRD-01", "PRD-02", "PRD-03")
def test_a_product_shows_suppliers_followers_and_who_wanted_quoted_and_bought_it(
    anna: Actor, customer: Any, product: Any, sold: Any
) -> None:
    maker = create("parties.supplier", name="阀门厂", owner=None)
    supply = {"supplier": maker, "price": "700", "delivery_days": 20}
    values = {"suppliers": [supply], "followers": [customer]}
    updated = records.update(kind_of(product), product.pk, values, actor=HOUSE)

    assert [line.supplier_id for line in updated.lines_of("suppliers")] == [maker.pk]
    assert lists_on(product, anna) == {
        "crm.opportunity:product": 1,
        "sales.quotation:product": 1,
        "sales.contract:product": 1,
        "stock.level:product": 1,
    }
    assert lists_on(maker, anna, "parties.supplier") == {"catalog.product:supplier": 1}


@pytest.mark.feature("CUS-06")
def test_a_customer_can_be_read_as_it_was(anna: Actor, customer: Any) -> None:
    kind = kind_of("parties.customer")
    records.update(kind, customer.pk, {"grade": "key", "phone": "0351-1112223"}, actor=anna)
    (newest, first) = entries_of(kind, customer.pk)
    assert (newest.cause, set(newest.changes["fields"])) == ("update", {"grade", "phone", "completeness"})
    phones = [values_of_version(kind, customer.pk, version)["phone"] for version in (1, 2)]
    assert phones == [first.changes["fields"]["phone"][1], newest.changes["fields"]["phone"][1]]
    assert phones[0] != phones[1]
    assert first.cause == "create"


@pytest.mark.feature("CUS-02", "CUS-35", "CUS-36", "CUS-37", "CUS-38", "CUS-39", "CUS-40", "CUS-41")
def test_customers_are_classed_in_several_ways_at_once_and_the_company_words_them(anna: Actor) -> None:
    create("organisation.option", list="parties.grade", code="strategic", label="战略客户", colour="accent", position=1)
    dealer = create("parties.customer", anna, name="代理", kind="dealer", grade="战略客户", relationship_state="loyal")
    staff = create("parties.customer", anna, name="内部", kind="internal", staff_size="12", region=None)
    assert (dealer.kind, dealer.grade, dealer.relationship_state) == ("dealer", "strategic", "loyal")
    assert (staff.kind, staff.staff_size) == ("internal", 12)


@pytest.mark.feature("INF-08", "INF-35", "INF-39", "INF-41", "VIS-14")
def test_what_is_known_of_companies_and_people_has_its_place(anna: Actor, customer: Any) -> None:
    branch = {
        "parent": customer,
        "place_in_group": "regional",
        "legal_representative": "张总",
        "contact_preference": "visit",
    }
    plant = create("parties.customer", anna, name="大同分公司", **branch)
    buyer = create(
        "parties.contact", anna, name="李科长", party=plant, decision_rights=["buying", "Paying"], gender="female"
    )
    spec = kind_of(buyer).fields["decision_rights"]
    assert (plant.parent_id, plant.place_in_group, plant.contact_preference) == (customer.pk, "regional", "visit")
    assert set(spec.type.read(buyer, spec)) == {"buying", "paying"}
    assert lists_on(customer, anna, "parties.customer") == {"parties.party:parent": 1}
