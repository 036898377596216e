"""Plain to use: few steps, one look in all modules, every function found by its name."""

import re
from typing import Any

import pytest
from tests.company import create, press

from keta.kernel.access import Actor, Scope
from keta.kernel.objects import Kind, kinds

MODULES = ("parties.customer", "parties.contact", "activities.activity", "crm.opportunity", "sales.quotation")
MODULES += ("sales.contract", "catalog.product")
STYLES = re.compile(r'<link[^>]*rel="stylesheet"[^>]*href="([^"?]+)')
LANDMARKS = re.compile(r"<(nav|main|header|aside)\b")


@pytest.mark.feature("SAA-09")
def test_from_a_name_to_a_contract_takes_three_entries_and_four_presses(
    anna: Actor, seat: Any, product: Any, price: Any
) -> None:
    price("1130")
    answered = seat.client.post("/crm.lead/new", {"name": "支架", "company_name": "大同煤业有限公司"})
    assert answered.status_code == 302
    lead = kinds()["crm.lead"].model.objects.get()
    opportunity = press(lead, "qualify_lead", anna).result
    lines = [{"product": str(product.pk), "quantity": "2"}]
    answered = seat.client.patch(
        f"/api/v1/crm.opportunity/{opportunity.pk}", {"lines": lines}, content_type="application/json"
    )
    assert answered.status_code == 200
    quotation = press(opportunity, "quote_opportunity", anna).result
    quotation = press(quotation, "issue_quotation", anna).record
    contract = press(quotation, "accept_quotation", anna).result
    assert str(contract.amount) == "2260.00"


@pytest.mark.feature("SAA-09")
def test_a_customer_needs_nothing_but_a_name(seat: Any) -> None:
    assert seat.client.post("/parties.customer/new", {"name": "大同煤业有限公司"}).status_code == 302


@pytest.mark.feature("SAA-10")
def test_no_page_brings_a_style_of_its_own(seat: Any, customer: Any) -> None:
    pages = [f"/{key}" for key in MODULES] + [f"/{key}/new" for key in MODULES if key != "catalog.product"]
    pages += [f"/parties.customer/{customer.pk}", "/"]
    styles = set()
    for path in pages:
        html = seat.page(path)
        assert "<style" not in html, path
        assert not re.search(r'\sstyle="', html), path
        styles.add(tuple(STYLES.findall(html)))
    assert len(styles) == 1
    assert styles.pop()


@pytest.mark.feature("SAA-11")
def test_every_module_has_the_same_build(seat: Any, customer: Any, anna: Actor) -> None:
    create("crm.opportunity", anna, name="支架", customer=customer)
    builds = {}
    for key in MODULES:
        html = seat.page(f"/{key}")
        around = html.split("<main")[0]
        builds[key] = (LANDMARKS.findall(around), 'name="q"' in html, "<h1" in html, 'aria-current="page"' in around)
    assert len({str(build) for build in builds.values()}) == 1, builds


@pytest.mark.feature("SAA-12")
def test_every_function_that_is_open_stands_in_the_navigation_and_no_other(seat: Any, office: Any) -> None:
    for person in (seat, office):
        html = person.page("/")
        for kind in kinds().values():
            if kind.spec.menu:
                assert (f'href="/{kind.key}"' in html) == _is_open(kind, person.actor), kind.key


def _is_open(kind: Kind, actor: Actor) -> bool:
    return actor.rights.scope(kind, "read") is not Scope.NONE
