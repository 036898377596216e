"""A salesman's day in a real browser: from a new customer to a signed contract, with the rights of a salesman."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import House, sign_in, violations, window

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def choose(page: Page, name: str, text: str) -> None:
    """Types into a chooser as people do, and takes the first that is offered."""
    box = page.locator(f"keta-chooser:has(select[name='{name}']) input[role=combobox]").first
    box.click()
    box.fill(text)
    page.locator("[role=option]", has_text=text).first.click()


def save(page: Page) -> None:
    page.locator("[data-save]").first.click()


def press(page: Page, label: str) -> None:
    """Presses a button of the record's page; where it opens a dialog, confirms that too."""
    page.get_by_role("button", name=label, exact=True).first.click()


@pytest.mark.feature("CUS-04")
@pytest.mark.feature("OPP-03")
@pytest.mark.feature("QUO-01")
@pytest.mark.feature("QUO-03")
def test_a_salesman_goes_from_a_customer_to_a_signed_contract(house: House, chromium: Browser, faults: list[str]):
    page = window(chromium, faults)
    sign_in(page, house, "demo-sales")

    page.goto(f"{house.url}/parties.customer/new")
    page.fill("[name=name]", "太原晋泰矿山机械有限公司")
    page.fill("[name=phone]", "0351-7654321")
    save(page)
    page.wait_for_url(re.compile(r"/parties\.customer/[0-9a-f-]{36}$"))
    expect(page.locator("h1")).to_contain_text("太原晋泰矿山机械有限公司")
    customer = page.url.rsplit("/", 1)[1]
    assert violations(page) == []

    page.goto(f"{house.url}/crm.opportunity/new?customer={customer}")
    page.fill("[name=name]", "井下配电改造")
    page.fill("[name=amount]", "120000")
    save(page)
    page.wait_for_url(re.compile(r"/crm\.opportunity/[0-9a-f-]{36}$"))
    opportunity = page.url.rsplit("/", 1)[1]

    page.goto(f"{house.url}/sales.quotation/new?customer={customer}&opportunity={opportunity}")
    page.fill("[name=name]", "井下配电改造报价")
    choose(page, "lines-n1-product", "RT-16")
    page.fill("[name='lines-n1-quantity']", "100")
    page.fill("[name='lines-n1-price']", "20")
    save(page)
    page.wait_for_url(re.compile(r"/sales\.quotation/[0-9a-f-]{36}$"))
    quotation = page.url
    expect(page.locator("body")).to_contain_text("2,000.00")

    page.request.get(f"{quotation}/prints/quotation_sheet")
    for name in ("issue_quotation", "accept_quotation"):
        page.goto(quotation)
        _act(page, name)
    page.wait_for_url(re.compile(r"/sales\.contract/[0-9a-f-]{36}$"))
    contract = page.url
    page.goto(f"{contract}/edit")
    page.fill("[name=signed_on]", "2026-11-20")
    save(page)
    page.wait_for_url(contract)
    _act(page, "confirm_contract")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".steps [aria-current=step]")).to_have_text("执行中")
    assert faults == []


def _act(page: Page, name: str) -> None:
    """Presses the button of an action; where its dialog opens, confirms with what it offers."""
    button = page.locator(f"[hx-post$='/actions/{name}'], [hx-get$='/actions/{name}']").first
    is_dialog = button.get_attribute("hx-get") is not None
    button.click()
    if is_dialog:
        page.locator("dialog [data-save]").click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)


@pytest.mark.feature("SAA-07")
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_the_pages_of_a_working_day_are_sound(
    house: House, chromium: Browser, faults: list[str], width: int, theme: str
):
    page = window(chromium, faults, width, theme=theme)
    sign_in(page, house, "demo-manager")
    for path in (
        "/",
        "/parties.customer",
        "/crm.opportunity/board",
        "/crm.opportunity",
        "/parties.customer/new",
        "/sales.quotation/new",
        "/activities.activity",
        "/sales.contract",
        "/parties.customer/import",
        "/account/me",
    ):
        page.goto(house.url + path)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), f"{path} scrolls sideways"
    assert faults == []


@pytest.mark.feature("SRC-01")
def test_ctrl_k_finds_a_customer_by_pinyin_initials(house: House, chromium: Browser, faults: list[str]):
    page = window(chromium, faults)
    sign_in(page, house, "demo-director")
    page.goto(f"{house.url}/parties.customer")
    name = page.locator("tbody th a").first.inner_text()
    page.keyboard.press("Control+k")
    page.locator("dialog.palette input").fill(name[:6])
    page.locator("dialog.palette [role=option]", has_text=name).first.click()
    expect(page.locator("h1")).to_contain_text(name)
    assert faults == []
