"""The line grid: moves and takes pasted rows like a spreadsheet, and lets the server do the sums."""

import threading
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import findings
from .stage import Fields, Stage

pytestmark = pytest.mark.browser

IMPORTS = '{% from "design/lines.html" import lines %}'
CONTENT = """<form>{{ lines([
  {"key": "product", "label": "产品", "input": "chooser", "field": {"url": "/products.json"}},
  {"key": "quantity", "label": "数量", "input": "number", "align": "end"},
  {"key": "price", "label": "单价", "input": "number", "align": "end"},
  {"key": "amount", "label": "金额", "align": "end", "is_total": true}],
  [{"row": "0", "id": "l1", "cells": {"quantity": "2", "price": "10"}}, {"row": "1", "cells": {"quantity": "3", "price": "5"}}],
  "lines", "明细", "/preview") }}</form>"""
PRODUCTS = [("p1", "轴承座 ZC-220"), ("p2", "液压缸 HG-80")]


def compute(fields: Fields) -> tuple[int, dict[str, Any]]:
    """What a server would say: amounts by line, their total, one refusal."""
    amounts: dict[str, int] = {}
    errors: dict[str, str] = {}
    for name, text in fields.items():
        row = name.split("-")[1]
        if name.endswith("-quantity") and text.isdigit():
            amounts[f"{row}.amount"] = int(text) * int(fields[f"lines-{row}-price"] or 0)
        elif name.endswith("-quantity") and text:
            errors[f"{row}.quantity"] = "请填整数"
    cells = {place: f"{amount:,}.00" for place, amount in amounts.items()}
    return 200, {
        "cells": cells,
        "totals": {"amount": f"{sum(amounts.values()):,}.00"},
        "errors": errors,
    }


@pytest.fixture
def grid(page: Page, stage: Stage) -> Page:
    stage.answers["/preview"] = compute
    stage.answers["/products.json"] = lambda query: (
        200,
        {"items": [{"value": v, "label": n} for v, n in PRODUCTS if query.get("q", "") in n]},
    )
    page.goto(stage.show(CONTENT, IMPORTS))
    page.locator("keta-lines:defined").wait_for()
    return page


def cell(grid: Page, row: int, name: str) -> Locator:
    return grid.locator("keta-lines tbody tr").nth(row).locator(f"[data-field={name}]")


def field(grid: Page, row: int, name: str) -> Locator:
    return cell(grid, row, name).locator("input:not([type=hidden])")


def paste(grid: Page, text: str) -> None:
    grid.evaluate("text => navigator.clipboard.writeText(text)", text)
    grid.keyboard.press("Control+V")


def test_the_server_fills_the_computed_cells_and_the_focus_stays(grid: Page) -> None:
    field(grid, 0, "quantity").fill("40")
    expect(cell(grid, 0, "amount").locator("output")).to_have_text("400.00")
    expect(grid.locator("[data-total=amount]")).to_have_text("415.00")
    expect(field(grid, 0, "quantity")).to_be_focused()


def test_an_answer_that_comes_too_late_is_dropped(grid: Page, stage: Stage) -> None:
    gate = threading.Event()

    def slow_first(fields: Fields) -> tuple[int, dict[str, Any]]:
        if fields["lines-0-quantity"] == "7":
            gate.wait(3)
        return compute(fields)

    stage.answers["/preview"] = slow_first
    with grid.expect_request("**/preview"):
        field(grid, 0, "quantity").fill("7")
    field(grid, 0, "quantity").fill("9")
    expect(cell(grid, 0, "amount").locator("output")).to_have_text("90.00")
    gate.set()
    expect(cell(grid, 0, "amount").locator("output")).to_have_text("90.00")


def test_arrows_move_between_cells_and_enter_adds_a_line_at_the_end(grid: Page) -> None:
    field(grid, 0, "quantity").focus()
    grid.keyboard.press("ArrowRight")
    expect(field(grid, 0, "price")).to_be_focused()
    grid.keyboard.press("ArrowDown")
    expect(field(grid, 1, "price")).to_be_focused()
    grid.keyboard.press("Enter")
    expect(grid.locator("keta-lines tbody tr")).to_have_count(3)
    expect(field(grid, 2, "product")).to_be_focused()


def test_the_caret_moves_inside_a_text_before_it_leaves_the_cell(grid: Page) -> None:
    field(grid, 0, "price").focus()
    grid.keyboard.press("End")
    grid.keyboard.press("ArrowLeft")
    expect(field(grid, 0, "price")).to_be_focused()


def test_rows_from_a_spreadsheet_spread_over_cells_and_new_lines(grid: Page, stage: Stage) -> None:
    field(grid, 1, "product").focus()
    paste(grid, "轴承座 ZC-220\t4\t100\n液压缸 HG-80\t5\t200\r\n")
    expect(grid.locator("keta-lines tbody tr")).to_have_count(3)
    expect(field(grid, 2, "product")).to_have_value("液压缸 HG-80")
    expect(field(grid, 2, "price")).to_have_value("200")
    expect(grid.locator("[data-total=amount]")).to_have_text("1,420.00")
    sent = stage.posts[-1][1]
    assert (
        sent["lines-1-product"],
        sent["lines-n1-product"],
        sent["lines-n1-quantity"],
    ) == ("p1", "p2", "5")


def test_a_pasted_name_that_nothing_bears_is_marked(grid: Page) -> None:
    field(grid, 0, "product").focus()
    paste(grid, "没有的产品\t4")
    expect(field(grid, 0, "product")).to_have_attribute("aria-invalid", "true")
    expect(field(grid, 0, "quantity")).to_have_value("4")


def test_a_refusal_stands_in_its_cell_and_goes_when_it_is_mended(grid: Page) -> None:
    field(grid, 0, "quantity").fill("两个")
    expect(cell(grid, 0, "quantity")).to_contain_text("请填整数")
    expect(field(grid, 0, "quantity")).to_have_attribute("aria-invalid", "true")
    expect(field(grid, 0, "quantity")).to_have_accessible_description("请填整数")
    field(grid, 0, "quantity").fill("2")
    expect(cell(grid, 0, "quantity")).not_to_contain_text("请填整数")


def test_a_removed_line_comes_back_where_it_was(grid: Page) -> None:
    cell(grid, 0, "quantity").locator("xpath=..").get_by_role("button", name="Remove the line").click()
    expect(grid.locator("keta-lines tbody tr")).to_have_count(1)
    grid.get_by_role("button", name="Undo").click()
    expect(field(grid, 0, "quantity")).to_have_value("2")


def test_a_line_moves_by_keyboard_and_the_form_keeps_the_new_order(grid: Page) -> None:
    field(grid, 1, "quantity").focus()
    grid.keyboard.press("Alt+ArrowUp")
    expect(field(grid, 0, "quantity")).to_be_focused()
    names = grid.evaluate("[...new FormData(document.querySelector('keta-lines').closest('form')).keys()]")
    assert names.index("lines-1-quantity") < names.index("lines-0-quantity")


def test_nothing_stands_in_the_way_of_a_screen_reader(grid: Page) -> None:
    assert findings(grid) == []
