"""Charts: drawn only where needed, drilled by a click, redrawn with the theme, with their table behind them."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import findings
from .stage import Stage

pytestmark = pytest.mark.browser

IMPORTS = '{% from "design/charts.html" import chart %}'
CONTENT = '{{ chart("按月合同金额", picture, ["月", "金额"], [["10月", "120"], ["11月", "180"]], "2026 年，万元") }}'


def picture(kind: str) -> dict[str, object]:
    return {
        "kind": kind,
        "unit": "万元",
        "categories": ["10月", "11月"],
        "urls": ["/october", "/november"],
        "series": [{"name": "金额", "values": [120, 180], "texts": ["120", "180"]}],
    }


@pytest.mark.parametrize("kind", ["bar", "stacked", "line", "area", "funnel", "pyramid", "share"])
def test_every_kind_is_drawn_and_told_as_a_table(page: Page, stage: Stage, kind: str) -> None:
    page.goto(stage.show(CONTENT, IMPORTS, picture=picture(kind)))
    expect(page.locator("keta-chart[data-drawn] .picture-canvas :is(canvas, svg)")).to_be_visible()
    page.get_by_text("Figures").click()
    expect(page.get_by_role("row", name="11月 180")).to_be_visible()
    assert findings(page) == []


def test_a_click_goes_to_the_rows_behind_a_bar(page: Page, stage: Stage) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(stage.show(CONTENT, IMPORTS, picture=picture("bar")))
    canvas = page.locator("keta-chart[data-drawn] canvas")
    canvas.wait_for()
    box = canvas.bounding_box()
    assert box
    canvas.click(position={"x": box["width"] * 0.76, "y": box["height"] * 0.8})
    page.wait_for_url("**/november")


def test_a_layer_of_a_pyramid_is_a_link(page: Page, stage: Stage) -> None:
    page.goto(stage.show(CONTENT, IMPORTS, picture=picture("pyramid")))
    page.get_by_role("link", name="10月 120").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/october")


@pytest.mark.parametrize("kind", ["line", "funnel"])
def test_the_picture_is_saved_as_png(page: Page, stage: Stage, kind: str) -> None:
    page.goto(stage.show(CONTENT, IMPORTS, picture=picture(kind)))
    page.locator("keta-chart[data-drawn]").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as PNG").click()
    assert download.value.suggested_filename == "按月合同金额.png"


def test_a_picture_out_of_sight_costs_nothing(page: Page, stage: Stage) -> None:
    page.goto(
        stage.show(
            '<div class="prose">' + "<p>行</p>" * 120 + "</div>" + CONTENT,
            IMPORTS,
            picture=picture("bar"),
        ),
        wait_until="networkidle",
    )
    assert page.evaluate("window.echarts === undefined")
    page.locator("keta-chart").scroll_into_view_if_needed()
    expect(page.locator("keta-chart[data-drawn]")).to_be_visible()
