"""The chooser: finds on the server, stays a plain select for the form, needs no mouse."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import findings
from .stage import Fields, Stage

pytestmark = pytest.mark.browser

IMPORTS = '{% from "design/fields.html" import field %}'
CUSTOMERS = [
    ("c1", "上海宝钢", "上海 · KH-000123"),
    ("c2", "宝山汽车", "上海 · KH-000987"),
    ("c3", "苏州新锐", "苏州 · KH-000555"),
]


def find(query: Fields) -> tuple[int, dict[str, list[dict[str, str]]]]:
    text = query.get("q", "")
    found = [one for one in CUSTOMERS if text in one[1]]
    return 200, {"items": [{"value": v, "label": n, "detail": d, "group": "" if text else "最近"} for v, n, d in found]}


@pytest.fixture
def opened(page: Page, stage: Stage) -> Page:
    stage.answers["/customers.json"] = find
    content = """<form>{{ field({"input": "chooser", "name": "customer", "label": "客户", "url": "/customers.json",
        "create_url": "/new", "is_required": true, "help": "名称或编号"}) }}
        {{ field({"input": "tags", "name": "tags", "label": "标签", "may_add": true,
        "options": [{"value": "1", "label": "加急", "is_selected": true}, {"value": "2", "label": "样品"}]}) }}</form>"""
    page.goto(stage.show(content, IMPORTS))
    page.locator("keta-chooser:defined").first.wait_for()
    return page


def customer(page: Page) -> Locator:
    return page.get_by_role("combobox", name="客户")


def take_baoshan(page: Page) -> None:
    customer(page).fill("宝山")
    expect(page.get_by_role("option", name="宝山汽车")).to_contain_text("KH-000987")
    page.keyboard.press("Enter")


def value(page: Page, name: str) -> list[str]:
    sent: list[str] = page.evaluate(
        "name => new FormData(document.forms[document.forms.length - 1]).getAll(name)",
        name,
    )
    return sent


def test_it_shows_recent_records_before_anything_is_typed(opened: Page) -> None:
    customer(opened).click()
    expect(opened.get_by_role("group", name="最近").get_by_role("option")).to_have_count(3)


def test_it_takes_the_record_that_was_typed_and_confirmed_by_enter(
    opened: Page,
) -> None:
    take_baoshan(opened)
    expect(customer(opened)).to_have_value("宝山汽车")
    assert value(opened, "customer") == ["c2"]


def test_arrow_keys_walk_through_the_options(opened: Page) -> None:
    box = customer(opened)
    box.focus()
    opened.keyboard.press("ArrowDown")
    expect(opened.get_by_role("option")).to_have_count(3)
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    expect(box).to_have_value("宝山汽车")


def test_escape_gives_the_old_choice_back(opened: Page) -> None:
    take_baoshan(opened)
    customer(opened).fill("苏州")
    expect(opened.get_by_role("option", name="苏州新锐")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(customer(opened)).to_have_value("宝山汽车")
    assert value(opened, "customer") == ["c2"]


def test_an_emptied_box_empties_the_value(opened: Page) -> None:
    take_baoshan(opened)
    customer(opened).fill("")
    opened.keyboard.press("Tab")
    assert value(opened, "customer") == [""]


def test_it_creates_in_place_what_is_not_there(opened: Page, stage: Stage) -> None:
    stage.answers["/new"] = lambda query: (
        200,
        f'<dialog data-opens aria-label="新客户"><input aria-label="名称" value="{query["name"]}"></dialog>',
    )
    customer(opened).fill("长江")
    opened.get_by_role("option", name="Create “长江”").click()
    expect(opened.get_by_role("dialog").get_by_label("名称")).to_have_value("长江")
    opened.evaluate("""() => { const send = (name, detail) => document.body.dispatchEvent(new CustomEvent(name, {bubbles: true, detail}));
        send("keta:created", {value: "c9", label: "长江机械"}); send("keta:close-dialog"); }""")
    expect(customer(opened)).to_have_value("长江机械")
    assert value(opened, "customer") == ["c9"]


def test_several_values_are_added_and_taken_away_by_keyboard(opened: Page) -> None:
    tags = opened.get_by_role("combobox", name="标签")
    tags.fill("样")
    expect(opened.get_by_role("option", name="样品")).to_be_visible()
    opened.keyboard.press("Enter")
    assert value(opened, "tags") == ["1", "2"]
    opened.keyboard.press("Backspace")
    assert value(opened, "tags") == ["1"]
    tags.fill("新标签")
    expect(opened.get_by_role("option", name="Add “新标签”")).to_be_visible()
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    assert value(opened, "tags") == ["1", "新标签"]


def test_nothing_stands_in_the_way_of_a_screen_reader(opened: Page) -> None:
    customer(opened).click()
    expect(opened.get_by_role("option")).to_have_count(3)
    assert findings(opened) == []
