"""The frame: Ctrl-K, theme and density without a reload, menus, dialogs, messages with a way back."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import findings
from .stage import Fields, Stage

pytestmark = pytest.mark.browser


def find(query: Fields) -> tuple[int, dict[str, object]]:
    items = [
        {
            "label": "上海宝钢",
            "detail": "KH-000123",
            "url": "/customers/7",
            "icon": "building",
        }
    ]
    return 200, {"groups": [{"label": "客户", "items": items if query["q"] in "上海宝钢" else []}]}


@pytest.fixture
def opened(page: Page, stage: Stage) -> Page:
    stage.answers["/find"] = find
    page.goto(stage.show("<p>内容</p>"), wait_until="networkidle")
    return page


def send(page: Page, event: str, detail: str) -> None:
    page.evaluate(f"document.body.dispatchEvent(new CustomEvent('{event}', {{bubbles: true, detail: {detail}}}))")


def test_ctrl_k_finds_a_record_and_enter_opens_it(opened: Page) -> None:
    opened.keyboard.press("Control+k")
    opened.keyboard.type("宝钢")
    expect(opened.get_by_role("option", name="上海宝钢")).to_contain_text("KH-000123")
    assert findings(opened) == []
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/customers/7")


def test_ctrl_k_goes_to_a_module_by_its_pinyin_initials(opened: Page) -> None:
    opened.keyboard.press("Control+k")
    opened.keyboard.type("sj")
    expect(opened.get_by_role("option")).to_have_text(["商机"])
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/opportunities")


def test_the_theme_changes_at_once_and_stays(opened: Page, stage: Stage) -> None:
    opened.get_by_role("button", name="王芳").click()
    opened.get_by_role("menuitemradio", name="Dark").click()
    expect(opened.locator("html")).to_have_attribute("data-theme", "dark")
    opened.reload(wait_until="networkidle")
    expect(opened.locator("html")).to_have_attribute("data-theme", "dark")
    assert ("/preferences", {"theme": "dark"}, "a-token") in stage.posts
    assert findings(opened) == []


def test_density_and_folding_change_at_once_and_stay(opened: Page, stage: Stage) -> None:
    opened.get_by_role("button", name="王芳").click()
    opened.get_by_role("menuitemradio", name="Dense").click()
    opened.keyboard.press("Escape")
    opened.get_by_role("button", name="Fold").click()
    opened.reload(wait_until="networkidle")
    classes = opened.locator("html").get_attribute("class") or ""
    assert {"density-dense", "is-folded"} <= set(classes.split())
    assert [fields for path, fields, _ in stage.posts] == [
        {"density": "dense"},
        {"folded": "1"},
    ]
    expect(opened.get_by_role("link", name="客户").first).to_be_visible()
    assert findings(opened) == []


def test_a_menu_is_worked_by_keyboard_and_gives_focus_back(opened: Page) -> None:
    button = opened.get_by_role("button", name="Create", exact=True)
    button.focus()
    opened.keyboard.press("ArrowDown")
    expect(opened.get_by_role("menuitem", name="新客户")).to_be_focused()
    opened.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_a_second_press_closes_a_menu(opened: Page) -> None:
    button = opened.get_by_role("button", name="Create", exact=True)
    button.click()
    expect(opened.get_by_role("menuitem", name="新客户")).to_be_visible()
    button.click()
    expect(opened.get_by_role("menuitem", name="新客户")).not_to_be_visible()


def test_a_message_offers_the_way_back(opened: Page, stage: Stage) -> None:
    send(opened, "keta:toast", '{text: "已删除", undo_url: "/undo"}')
    with opened.expect_navigation():
        opened.get_by_role("button", name="Undo").click()
    assert stage.posts[0][0] == "/undo"


def test_a_message_of_the_request_before_is_shown(page: Page, stage: Stage) -> None:
    page.goto(stage.show("<p>内容</p>", toasts=[{"text": "合同已生效", "meaning": "good"}]))
    expect(page.get_by_role("status").filter(has_text="合同已生效")).to_be_visible()


def test_a_dialog_opens_saves_by_ctrl_enter_and_gives_focus_back(page: Page, stage: Stage) -> None:
    form = stage.templates.from_string(
        '{% from "design/dialogs.html" import dialog %}{% call dialog("输单", "/lose") %}<input name="why" aria-label="原因">{% endcall %}'
    )
    stage.answers["/lose"] = lambda fields: (200, form.render() if not fields else "")
    page.goto(
        stage.show('<button class="button" hx-get="/lose" hx-target="#dialogs">输单</button>'),
        wait_until="networkidle",
    )
    page.get_by_role("button", name="输单").click()
    expect(page.get_by_label("原因")).to_be_focused()
    assert findings(page) == []
    page.get_by_label("原因").fill("价格")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog", name="输单")).to_have_count(0)
    assert stage.posts == [("/lose", {"why": "价格"}, "a-token")]
    expect(page.get_by_role("button", name="输单")).to_be_focused()


def test_what_cannot_be_undone_wants_its_name(page: Page, stage: Stage) -> None:
    content = '{{ confirm_by_name("删除公司", "/delete", "华东", "一切都会消失。", "删除") }}'
    page.goto(
        stage.show(content, '{% from "design/dialogs.html" import confirm_by_name %}'),
        wait_until="networkidle",
    )
    button = page.get_by_role("dialog").get_by_role("button", name="删除", exact=True)
    expect(button).to_be_disabled()
    page.get_by_role("textbox").last.fill("华东")
    expect(button).to_be_enabled()


def test_a_sleeping_button_says_why(page: Page, stage: Stage) -> None:
    content = '{{ button("确认", reason="金额为零", attributes={"hx-post": "/confirm"}) }}'
    page.goto(
        stage.show(content, '{% from "design/controls.html" import button %}'),
        wait_until="networkidle",
    )
    page.get_by_role("button", name="确认").click(force=True)
    expect(page.locator("#toasts")).to_contain_text("金额为零")
    assert stage.posts == []


def test_a_refused_request_shows_its_sentence(page: Page, stage: Stage, faults: list[str]) -> None:
    stage.answers["/act"] = lambda fields: (409, {"detail": "合同已作废"})
    page.goto(
        stage.show('<button class="button" hx-post="/act">确认</button>'),
        wait_until="networkidle",
    )
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_role("alert")).to_contain_text("合同已作废")
    faults.clear()


def test_the_first_stop_of_tab_leads_to_the_content(opened: Page) -> None:
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("link", name="To the content")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator("main")).to_be_focused()


def test_the_phone_has_its_bar_and_a_drawer_of_modules(opened: Page) -> None:
    opened.set_viewport_size({"width": 390, "height": 800})
    expect(opened.get_by_role("navigation", name="Main places").get_by_role("link")).to_have_count(2)
    opened.get_by_role("button", name="Modules").click()
    expect(opened.get_by_role("link", name="商机")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("link", name="商机")).not_to_be_visible()
    assert opened.evaluate("document.documentElement.scrollWidth") == 390
    assert findings(opened) == []
