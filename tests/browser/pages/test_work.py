"""What people do all day, in a real browser: typing that is never lost, lines as in a spreadsheet, steps in one press."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import House, sign_in, violations, window
from .test_story import choose, save

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def open_first(page: Page, path: str) -> None:
    """Opens the first record of a list as people do: by its link."""
    page.goto(path)
    page.locator("tbody .table-first a").first.click()
    page.wait_for_url(re.compile(r"/[0-9a-f-]{36}"))


@pytest.mark.feature("SAA-09")
def test_what_was_typed_survives_a_lost_session(house: House, chromium: Browser, faults: list[str]):
    page = window(chromium, faults)
    sign_in(page, house, "demo-sales", is_fresh=True)
    page.goto(f"{house.url}/parties.customer/new")
    page.fill("[name=name]", "忻州古城热力有限公司")
    page.fill("[name=phone]", "0350-3021188")
    page.context.clear_cookies(name="sessionid")
    save(page)
    page.wait_for_url(re.compile("/account/login/"))

    page.fill("[name=login]", "demo-sales")
    page.fill("[name=password]", house.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{house.url}/parties.customer/new")
    expect(page.locator("[name=name]")).to_have_value("忻州古城热力有限公司")
    expect(page.locator("[name=phone]")).to_have_value("0350-3021188")
    save(page)
    page.wait_for_url(re.compile(r"/parties\.customer/[0-9a-f-]{36}$"))

    page.goto(f"{house.url}/parties.customer/new")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[name=name]")).to_have_value("")
    assert [fault for fault in faults if "401" not in fault] == []


@pytest.mark.feature("SAA-09")
def test_what_was_typed_survives_a_refusal(house: House, chromium: Browser, faults: list[str]):
    page = window(chromium, faults)
    sign_in(page, house, "demo-sales")
    page.goto(f"{house.url}/sales.quotation/new")
    page.fill("[name=name]", "没有客户的报价")
    choose(page, "lines-n1-product", "RT-16")
    page.fill("[name='lines-n1-quantity']", "3")
    save(page)
    expect(page.locator(".notice-danger")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("没有客户的报价")
    page.wait_for_load_state("networkidle")
    assert page.locator("keta-lines tbody tr").count() == 1
    expect(page.get_by_role("combobox", name="客户").first).to_be_focused()
    assert [fault for fault in faults if "422" not in fault] == []


def test_lines_work_like_a_spreadsheet(house: House, chromium: Browser, faults: list[str]):
    page = window(chromium, faults)
    sign_in(page, house, "demo-sales")
    page.goto(f"{house.url}/sales.quotation/new")
    page.locator("keta-lines keta-chooser input[role=combobox]").first.click()
    page.keyboard.type("RT-16")
    page.keyboard.press("Enter")  # faster than the server: what is found for these words is meant
    expect(page.get_by_role("combobox", name="产品").first).to_have_value(re.compile("RT-16"))
    page.locator("[name='lines-n1-quantity']").focus()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "10\\r\\n20\\r\\n30\\r\\n");
          const cell = document.activeElement;
          cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("[name='lines-n3-quantity']")).to_have_value("30")
    page.locator("[name='lines-n1-price']").fill("12.5")
    expect(page.locator("keta-lines tbody tr").first.locator("[data-field=amount] output")).to_have_text("125.00")
    expect(page.locator("[data-total=amount]")).to_have_text("125.00")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name='lines-n2-price']")).to_be_focused()
    page.locator("[name='lines-n3-quantity']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("keta-lines tbody tr")).to_have_count(4)
    assert faults == []


def test_the_next_step_is_one_press_on_the_page_of_a_record(house: House, chromium: Browser, faults: list[str]):
    page = window(chromium, faults)
    sign_in(page, house, "demo-sales")
    open_first(page, f"{house.url}/crm.opportunity?view=open")
    first = page.url

    page.get_by_role("button", name="写跟进").click()
    expect(page.locator("dialog textarea")).to_be_focused()
    page.keyboard.type("客户下周三看现场，请技术一起去。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("客户下周三看现场")
    page.locator("#timeline .chip", has_text="变更").click()
    expect(page.locator("#timeline")).not_to_contain_text("客户下周三看现场")

    page.get_by_role("button", name="推进阶段").first.click()
    chosen = page.locator("dialog input[role=combobox]").first
    expect(chosen).to_be_focused()
    expect(chosen).to_have_value(page.locator(".steps [aria-current=step]").inner_text())
    page.keyboard.press("Escape")

    page.locator(".tabs a", has_text="跟进记录").click()
    expect(page.locator("#part")).to_contain_text("客户下周三看现场")
    assert "tab=" in page.url
    page.go_back()
    page.locator("keta-neighbours nav").wait_for()
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url.split("?")[0] != first)
    page.locator("keta-neighbours nav").wait_for()
    page.keyboard.press("k")
    page.wait_for_url(first)
    assert violations(page) == []
    assert faults == []


def test_a_record_is_shared_with_a_colleague_and_taken_back(house: House, chromium: Browser, faults: list[str]):
    page = window(chromium, faults)
    sign_in(page, house, "demo-manager")
    open_first(page, f"{house.url}/parties.customer?view=mine")
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="共享").click()
    member = page.locator("dialog input[role=combobox]").first
    expect(member).to_be_focused()
    member.click()
    colleague = page.locator("dialog [role=option]").nth(3)
    name = colleague.get_attribute("data-label")
    colleague.click()
    page.locator("dialog [data-save]").click()
    entry = page.locator("dialog .panel-list li", has_text=name)
    expect(entry).to_contain_text("只读")
    assert violations(page) == []
    entry.get_by_role("button", name="停止共享").click()
    expect(page.locator("dialog .panel-list")).to_have_count(0)
    assert faults == []


def test_my_account_tells_devices_in_words_and_signs_them_out(house: House, chromium: Browser, faults: list[str]):
    elsewhere, page = window(chromium, faults), window(chromium, faults)
    for each in (elsewhere, page):
        sign_in(each, house, "demo-assistant", is_fresh=True)
    page.goto(f"{house.url}/account/me")
    expect(page.locator("main")).to_contain_text("上的 Chrome")
    assert "Mozilla" not in page.locator("main").inner_text()
    assert violations(page) == []
    page.get_by_role("button", name="退出其他所有设备").click()
    page.wait_for_url(f"{house.url}/account/me")
    elsewhere.goto(f"{house.url}/parties.customer")
    assert "/account/login/" in elsewhere.url

    moved = page.locator("keta-columns li").nth(2)
    name = moved.locator("label").inner_text()
    moved.locator("[data-up]").click()
    page.locator("keta-columns [data-apply]").click()
    expect(page.locator(".modules-link[data-go]").nth(1)).to_have_text(name)
    page.locator("keta-columns [data-reset]").click()
    page.wait_for_load_state("networkidle")
    assert faults == []
