"""Lists: keys, selection, filters and columns; what holds stands in the address bar."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .conftest import findings
from .stage import Fields, Stage

pytestmark = pytest.mark.browser

IMPORTS = """{% from "design/tables.html" import list_frame, selection_bar, table, table_box %}
{% from "design/controls.html" import button, popover %}{% from "design/builders.html" import filter_builder, column_choice %}"""
CONTENT = """{% call list_frame() %}<div class="toolbar"><input class="input" type="search" aria-label="查找" data-find>
{% call popover("筛选", "filter", "filter-box") %}{{ filter_builder(description, tree, target="") }}{% endcall %}
{% call popover("列", "columns-3", "columns-box") %}{{ column_choice([{"key": "name", "label": "名称", "is_shown": true, "is_fixed": true},
  {"key": "city", "label": "城市", "is_shown": true}, {"key": "amount", "label": "金额", "is_shown": false}], save_url="/columns") }}{% endcall %}</div>
{% call selection_bar("1,284") %}{{ button("转交") }}{% endcall %}
{% call table_box("3") %}{{ table([{"key": "name", "label": "名称"}, {"key": "city", "label": "城市", "card": "line"},
  {"key": "amount", "label": "金额", "align": "end", "total": "60.00", "card": "figure"}], rows, "客户", "chosen", key="customers") }}{% endcall %}{% endcall %}"""
ROWS = [
    {
        "key": key,
        "url": f"/customers/{key}",
        "label": name,
        "cells": [name, "上海", "20.00"],
    }
    for key, name in [("a", "宝钢"), ("b", "徐工"), ("c", "正泰")]
]
DESCRIPTION = {
    "fields": [
        {
            "name": "name",
            "label": "名称",
            "input": "text",
            "operators": [
                {"name": "contains", "label": "包含", "takes": "one"},
                {"name": "empty", "label": "为空", "takes": "none"},
            ],
        },
        {
            "name": "amount",
            "label": "金额",
            "input": "number",
            "operators": [
                {"name": "gte", "label": "不小于", "takes": "one"},
                {"name": "between", "label": "介于", "takes": "two"},
            ],
        },
        {
            "name": "level",
            "label": "级别",
            "input": "text",
            "options": [
                {"value": "a", "label": "A 战略"},
                {"value": "b", "label": "B 重点"},
            ],
            "operators": [{"name": "in", "label": "是其中之一", "takes": "many"}],
        },
    ]
}


@pytest.fixture
def listing(page: Page, stage: Stage) -> Page:
    page.goto(
        stage.show(CONTENT, IMPORTS, rows=ROWS, description=DESCRIPTION, tree=None),
        wait_until="networkidle",
    )
    return page


def parameter(page: Page, name: str) -> str:
    return parse_qs(urlsplit(page.url).query)[name][0]


def test_letters_walk_open_and_select(listing: Page) -> None:
    for key in "jjx":
        listing.keyboard.press(key)
    expect(listing.get_by_role("link", name="徐工")).to_be_focused()
    expect(listing.locator("tr.is-selected")).to_have_attribute("data-row", "b")
    listing.keyboard.press("o")
    listing.wait_for_url("**/customers/b")


def test_a_slash_goes_to_the_search_of_the_list_and_letters_are_text_there(
    listing: Page,
) -> None:
    listing.keyboard.press("/")
    listing.keyboard.type("jx")
    expect(listing.get_by_label("查找")).to_have_value("jx")
    expect(listing.locator("tr.is-selected")).to_have_count(0)


def test_letters_can_be_switched_off(listing: Page) -> None:
    listing.keyboard.press("?")
    listing.get_by_role("switch").uncheck()
    listing.keyboard.press("Escape")
    listing.keyboard.press("j")
    expect(listing.locator("tr.is-at")).to_have_count(0)


def test_a_page_is_selected_then_everything_that_matches(listing: Page) -> None:
    listing.get_by_label("Select this page").check()
    expect(listing.locator("[data-selection-count]")).to_have_text("3 selected")
    listing.get_by_role("button", name="Select all 1,284").click()
    expect(listing.locator("[data-selection-count]")).to_have_text("All 1,284 selected")
    expect(listing.locator("input[name=all]")).to_have_value("1")
    listing.get_by_label("Select 徐工").uncheck()
    expect(listing.locator("[data-selection-count]")).to_have_text("2 selected")
    expect(listing.locator("input[name=all]")).to_have_value("")


def test_shift_selects_the_rows_between(listing: Page) -> None:
    listing.get_by_label("Select 宝钢").click()
    listing.get_by_label("Select 正泰").click(modifiers=["Shift"])
    expect(listing.locator("tr.is-selected")).to_have_count(3)


def test_a_filter_with_a_group_is_written_into_the_address(listing: Page) -> None:
    listing.get_by_role("button", name="筛选").click()
    listing.get_by_label("名称: Value").fill("钢")
    listing.get_by_role("button", name="Group").click()
    inner = listing.locator(".condition-group .condition")
    inner.get_by_label("Field").select_option("amount")
    inner.get_by_label("Comparison").select_option("between")
    inner.get_by_label("金额: from").fill("10")
    inner.get_by_label("金额: to").fill("90")
    assert findings(listing) == []
    listing.get_by_role("button", name="Apply").last.click()
    listing.wait_for_url("**where=**")
    assert json.loads(parameter(listing, "where")) == {
        "all": [
            {"field": "name", "operator": "contains", "value": "钢"},
            {"any": [{"field": "amount", "operator": "between", "value": ["10", "90"]}]},
        ]
    }


def test_conditions_without_a_value_are_left_out(listing: Page) -> None:
    listing.get_by_role("button", name="筛选").click()
    listing.get_by_role("button", name="Condition").click()
    last = listing.locator(".condition").last
    last.get_by_label("Comparison").select_option("empty")
    listing.get_by_role("dialog").get_by_role("button", name="Apply").click()
    listing.wait_for_url("**where=**")
    assert json.loads(parameter(listing, "where")) == {"all": [{"field": "name", "operator": "empty", "value": ""}]}


def test_several_options_are_chosen_in_a_filter(listing: Page) -> None:
    listing.get_by_role("button", name="筛选").click()
    listing.get_by_label("Field").select_option("level")
    listing.get_by_role("combobox", name="级别: Value").click()
    listing.get_by_role("option", name="B 重点").click()
    listing.get_by_role("dialog").get_by_role("button", name="Apply").click()
    listing.wait_for_url("**where=**")
    assert json.loads(parameter(listing, "where"))["all"][0]["value"] == ["b"]


def test_columns_are_chosen_and_ordered_and_the_choice_is_sent(listing: Page, stage: Stage) -> None:
    listing.get_by_role("button", name="列").click()
    listing.get_by_label("金额", exact=True).check()
    listing.get_by_role("button", name="Move up 金额").focus()
    listing.keyboard.press("Enter")
    listing.get_by_role("dialog").get_by_role("button", name="Apply").click()
    listing.wait_for_url("**columns=**")
    assert parameter(listing, "columns") == "name,amount,city"
    assert stage.posts[0][:2] == ("/columns", {"columns": "name,amount,city"})


def test_a_column_keeps_the_width_it_was_given(listing: Page, stage: Stage) -> None:
    stage.answers["/customers/columns"] = lambda _query: (200, {})
    head = listing.get_by_role("columnheader", name="城市")
    before = head.bounding_box()
    grip = head.locator(".column-grip").bounding_box()
    assert before and grip
    listing.mouse.move(grip["x"] + 4, grip["y"] + 8)
    listing.mouse.down()
    listing.mouse.move(grip["x"] + 84, grip["y"] + 8)
    with listing.expect_response("**/customers/columns"):
        listing.mouse.up()
    after = head.bounding_box()
    assert after and after["width"] - before["width"] > 60
    address, form, *__ = stage.posts[-1]
    assert address == "/customers/columns"
    assert json.loads(form["widths"]) == {"city": round(after["width"])}


def test_the_phone_shows_cards_and_nothing_scrolls_sideways(listing: Page) -> None:
    listing.set_viewport_size({"width": 390, "height": 800})
    expect(listing.get_by_role("columnheader").first).not_to_be_visible()
    expect(listing.get_by_text("20.00").first).to_be_visible()
    assert listing.evaluate("document.documentElement.scrollWidth") == 390
    assert findings(listing) == []


def test_a_filter_swaps_only_the_list_and_the_way_back_undoes_it(page: Page, stage: Stage) -> None:
    content = CONTENT.replace('target=""', 'target="list"')

    def answer(query: Fields) -> tuple[int, str]:
        rows = ROWS[:1] if query.get("where") else ROWS
        stage.show(
            content,
            IMPORTS,
            path="/answer",
            rows=rows,
            description=DESCRIPTION,
            tree=None,
        )
        return 200, stage.pages["/answer"]

    stage.answers["/page"] = answer
    page.goto(stage.origin + "/page", wait_until="networkidle")
    page.evaluate("window.isSamePage = true")
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("名称: Value").fill("钢")
    page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.evaluate("window.isSamePage")
    assert "where=" in page.url
    page.go_back(wait_until="networkidle")
    expect(page.locator("tbody tr")).to_have_count(3)
    assert "where=" not in page.url
