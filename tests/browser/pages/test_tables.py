"""Lists, imports and exports in a real browser, with the files people really have."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from .conftest import House, sign_in, violations, window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MESSY = [
    ["客户名称", "联系电话", "级别", "客户状态", "详细地址", "备注 "],
    ["吕梁离石建筑安装公司", "0358-8221133", "普通客户", "潜在", "山西省吕梁市离石区滨河路8号", '老客户，"要增票"'],
    ["  朔州平鲁洗煤设备厂  ", "13803491234", "重要客户", "现实", "", ""],
    ["", "不详", "VIP", "潜在", "", ""],
]


def as_csv(folder: Path) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(MESSY)
    path = folder / "客户 2026.csv"
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def as_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in MESSY:
        book.active.append(row)
    path = folder / "客户 2026.xlsx"
    book.save(path)
    return path


@pytest.mark.feature("EXT-20")
@pytest.mark.parametrize("file", [as_csv, as_workbook])
def test_a_messy_table_is_imported_and_taken_back(
    house: House, chromium: Browser, faults: list[str], tmp_path: Path, file
):
    page = window(chromium, faults)
    sign_in(page, house, "demo-manager")
    page.goto(f"{house.url}/parties.customer/import")
    assert violations(page) == []
    page.set_input_files("input[type=file]", file(tmp_path))
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url(re.compile(r"/import/[0-9a-f-]{36}$"))
    chosen = page.locator("select[name^=column-]").evaluate_all("all => all.map(one => one.selectedOptions[0].label)")
    assert chosen == ["名称", "电话", "客户级别", "客户状态", "地址", "备注"]
    assert violations(page) == []

    page.locator("button[value=check]").click()
    expect(page.locator("main")).to_contain_text("尚未写入", timeout=20_000)
    page.locator("button[value=write]").click()
    expect(page.locator(".figures")).to_be_visible(timeout=20_000)
    expect(page.locator("main")).to_contain_text("第 4 行 · 名称")
    assert violations(page) == []
    with page.expect_download() as refused:
        page.get_by_role("link", name="下载未通过的行").click()
    assert "不详" in Path(refused.value.path()).read_text("utf-8-sig")

    page.get_by_role("button", name="撤销此次导入").click()
    expect(page.locator("main")).to_contain_text("已撤销", timeout=20_000)
    page.goto(f"{house.url}/parties.customer?q=朔州平鲁洗煤")
    expect(page.locator("tbody tr")).to_have_count(0)
    assert faults == []


@pytest.mark.feature("EXT-20")
def test_ticked_rows_are_exported_and_no_others(house: House, chromium: Browser, faults: list[str]):
    page = window(chromium, faults)
    sign_in(page, house, "demo-director")
    page.goto(f"{house.url}/parties.customer")
    names = page.locator("tbody .table-first a").all_inner_texts()[:2]
    for row in range(2):
        page.locator("tbody .table-check input").nth(row).check()
    page.locator("[data-selection]").get_by_role("button", name="导出").click()
    page.wait_for_url(re.compile("/export"))
    assert violations(page) == []
    page.locator("[name=format][value=csv]").check()
    with page.expect_download() as file:
        page.get_by_role("button", name="导出").click()
    text = Path(file.value.path()).read_text("utf-8-sig")
    assert len(text.splitlines()) == 3
    assert all(name in text for name in names)
    assert faults == []


def test_a_view_is_saved_changed_and_deleted_and_widths_follow_the_member(
    house: House, chromium: Browser, faults: list[str]
):
    page = window(chromium, faults)
    sign_in(page, house, "demo-director")
    page.goto(f"{house.url}/parties.customer?q=矿山&order=-number")
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="保存为视图").click()
    page.fill("dialog [name=name]", "矿山客户")
    page.locator("dialog [data-save]").click()
    page.wait_for_url(re.compile("view="))
    page.get_by_role("button", name="当前视图").click()
    page.get_by_role("menuitem", name="重命名").click()
    page.fill("dialog [name=name]", "矿山老客户")
    page.locator("dialog [data-save]").click()
    expect(page.locator(".tabs [aria-current]")).to_have_text("矿山老客户")

    head = page.locator("th[data-column=phone]")
    before = head.bounding_box()["width"]
    head.locator("a").focus()
    with page.expect_response(re.compile("/columns")):
        for __ in range(3):
            page.keyboard.press("Alt+Shift+ArrowRight")
    other = window(chromium, faults)
    sign_in(other, house, "demo-director")
    other.goto(f"{house.url}/parties.customer")
    other.locator("table.has-widths").wait_for()
    assert other.locator("th[data-column=phone]").bounding_box()["width"] > before + 20

    page.get_by_role("button", name="当前视图").click()
    page.get_by_role("menuitem", name="删除").click()
    expect(page.locator(".tabs")).not_to_contain_text("矿山老客户")
    assert faults == []
