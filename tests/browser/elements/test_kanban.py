"""The kanban: a card moves at once, by mouse or keyboard, and comes back with the reason when the server refuses."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import findings
from .stage import Stage

pytestmark = pytest.mark.browser

IMPORTS = '{% from "design/kanban.html" import kanban, kanban_card, kanban_column %}'
CONTENT = """{% call kanban("商机") %}
{% call kanban_column("first", "接触", 2, "¥30") %}{{ kanban_card("a", "宝钢备件", "/a", "/a/move", "¥10") }}{{ kanban_card("b", "徐工液压", "/b", "/b/move", "¥20") }}{% endcall %}
{% call kanban_column("offer", "报价", 1, "¥5") %}{{ kanban_card("c", "港口维保", "/c", "/c/move", "¥5") }}{% endcall %}
{% endcall %}"""


@pytest.fixture
def board(page: Page, stage: Stage) -> Page:
    stage.answers["/a/move"] = lambda fields: (
        200,
        {
            "columns": {
                "first": {"count": 1, "sum": "¥20"},
                "offer": {"count": 2, "sum": "¥15"},
            }
        },
    )
    page.goto(stage.show(CONTENT, IMPORTS), wait_until="networkidle")
    return page


def column(board: Page, key: str) -> Locator:
    return board.locator(f"[data-kanban-column={key}]")


def test_a_card_is_carried_by_keyboard_and_the_server_counts(board: Page, stage: Stage) -> None:
    board.get_by_role("listitem", name="宝钢备件").focus()
    for key in ["Space", "ArrowRight", "Space"]:
        board.keyboard.press(key)
    expect(board.locator("[data-sum=offer]")).to_have_text("¥15")
    expect(board.locator("[data-count=first]")).to_have_text("1")
    assert stage.posts == [("/a/move", {"column": "offer", "before": "c"}, "a-token")]


def test_escape_takes_a_carried_card_back_and_asks_nobody(board: Page, stage: Stage) -> None:
    board.get_by_role("listitem", name="宝钢备件").focus()
    for key in ["Space", "ArrowRight", "Escape"]:
        board.keyboard.press(key)
    expect(column(board, "first").locator("[data-card-key]").first).to_have_attribute("data-card-key", "a")
    assert stage.posts == []


def test_a_card_is_dragged_by_mouse(board: Page, stage: Stage) -> None:
    board.get_by_role("listitem", name="宝钢备件").drag_to(column(board, "offer").locator("[data-card-key=c]"))
    expect(board.locator("[data-sum=offer]")).to_have_text("¥15")
    assert stage.posts[0][1]["column"] == "offer"


def test_a_refused_move_is_taken_back_with_its_reason(board: Page, stage: Stage, faults: list[str]) -> None:
    stage.answers["/a/move"] = lambda fields: (409, {"detail": "先填写预算"})
    board.get_by_role("listitem", name="宝钢备件").focus()
    for key in ["Space", "ArrowRight", "Space"]:
        board.keyboard.press(key)
    expect(board.get_by_role("alert")).to_contain_text("先填写预算")
    expect(column(board, "first").locator("[data-card-key]").first).to_have_attribute("data-card-key", "a")
    faults.clear()


def test_a_move_that_needs_inputs_opens_its_dialog(board: Page, stage: Stage) -> None:
    stage.answers["/a/move"] = lambda fields: (200, {"dialog": "/a/lose"})
    stage.answers["/a/lose"] = lambda query: (
        200,
        '<dialog data-opens aria-label="输单原因"><button data-close>关闭</button></dialog>',
    )
    board.get_by_role("listitem", name="宝钢备件").focus()
    for key in ["Space", "ArrowRight", "Space"]:
        board.keyboard.press(key)
    expect(board.get_by_role("dialog", name="输单原因")).to_be_visible()
    expect(column(board, "first").locator("[data-card-key]")).to_have_count(2)


def test_nothing_stands_in_the_way_of_a_screen_reader(board: Page) -> None:
    assert findings(board) == []
