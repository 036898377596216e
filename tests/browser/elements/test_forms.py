"""Forms: drafts that survive, files, rich text, focus on what was refused."""

import re

import pytest
from playwright.sync_api import Dialog, FilePayload, Page, expect

from .conftest import findings
from .stage import Stage

pytestmark = pytest.mark.browser

IMPORTS = """{% from "design/fields.html" import field, form_foot %}{% from "design/builders.html" import draft %}
{% from "design/lines.html" import lines %}"""
CONTENT = """{% call draft("quotation/new", "1") %}<form method="post" action="/save" novalidate>
{{ field({"input": "text", "name": "title", "label": "标题", "value": "旧"}) }}
{{ field({"input": "yes_no", "name": "taxed", "label": "含税"}) }}
{{ lines([{"key": "quantity", "label": "数量", "input": "number"}], [{"row": "0", "cells": {"quantity": "1"}}], "lines", "明细") }}
{{ form_foot() }}</form>{% endcall %}"""
KINDS = [
    "text",
    "textarea",
    "email",
    "phone",
    "web",
    "whole_number",
    "number",
    "money",
    "percent",
    "date",
    "datetime",
    "month",
    "time",
    "yes_no",
    "select",
    "chooser",
    "tags",
    "file",
    "rich_text",
]


@pytest.fixture
def form(page: Page, stage: Stage) -> Page:
    page.goto(stage.show(CONTENT, IMPORTS), wait_until="networkidle")
    return page


def type_something(form: Page) -> None:
    form.get_by_label("标题").fill("新标题")
    form.get_by_role("switch").check()
    form.get_by_role("button", name="Add a line").click()
    form.get_by_label("数量").last.fill("7")
    expect(form.locator("[data-draft-note]")).to_contain_text("Draft kept")


def leave(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload(wait_until="networkidle")


def test_what_was_typed_is_back_after_the_window_was_lost(form: Page) -> None:
    type_something(form)
    leave(form)
    expect(form.get_by_text("Your unsaved changes are back.")).to_be_visible()
    expect(form.get_by_label("标题")).to_have_value("新标题")
    expect(form.get_by_role("switch")).to_be_checked()
    expect(form.get_by_label("数量").last).to_have_value("7")


def test_leaving_with_changes_asks(form: Page) -> None:
    asked: list[str] = []

    def stay_no_longer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    type_something(form)
    form.once("dialog", stay_no_longer)
    form.reload()
    assert asked == ["beforeunload"]


def test_a_discarded_draft_does_not_come_back(form: Page) -> None:
    type_something(form)
    leave(form)
    with form.expect_navigation():
        form.get_by_role("button", name="Discard").click()
    expect(form.get_by_label("标题")).to_have_value("旧")


def test_a_saved_draft_does_not_come_back(form: Page, stage: Stage) -> None:
    type_something(form)
    stage.answers["/save"] = lambda fields: (200, "<!doctype html><title>saved</title>")
    with form.expect_navigation():
        form.keyboard.press("Control+Enter")
    form.goto(
        stage.show("<p>gespeichert</p>", path="/next", toasts=[{"saved": "quotation/new"}]),
        wait_until="networkidle",
    )
    form.goto(stage.origin + "/page", wait_until="networkidle")
    expect(form.get_by_label("标题")).to_have_value("旧")


def test_focus_goes_to_the_first_refused_field(page: Page, stage: Stage) -> None:
    content = """<form>{{ field({"input": "text", "name": "a", "label": "甲"}) }}
        {{ field({"input": "text", "name": "b", "label": "乙", "error": "必填"}) }}</form>"""
    page.goto(stage.show(content, IMPORTS), wait_until="networkidle")
    expect(page.get_by_label("乙")).to_be_focused()
    expect(page.get_by_label("乙")).to_have_accessible_description("必填")


def test_files_are_listed_and_one_too_large_is_refused(page: Page, stage: Stage) -> None:
    content = """<form>{{ field({"input": "file", "name": "files", "label": "附件", "is_multiple": true, "limit_bytes": 2000}) }}</form>"""
    page.goto(stage.show(content, IMPORTS), wait_until="networkidle")
    small: FilePayload = {
        "name": "图纸.pdf",
        "mimeType": "application/pdf",
        "buffer": b"x" * 900,
    }
    large: FilePayload = {
        "name": "视频.mp4",
        "mimeType": "video/mp4",
        "buffer": b"x" * 5000,
    }
    page.locator("input[type=file]").set_input_files([small, large])
    expect(page.get_by_role("listitem").filter(has_text="图纸.pdf")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("视频.mp4")
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1


def test_rich_text_is_written_by_keys_and_foreign_markup_is_dropped(
    page: Page, stage: Stage, faults: list[str]
) -> None:
    content = """<form>{{ field({"input": "rich_text", "name": "terms", "label": "条款", "value": value}) }}</form>"""
    hostile = '<p onclick="x()">旧<img src=x><script>1</script></p>'
    page.goto(stage.show(content, IMPORTS, value=hostile), wait_until="networkidle")
    page.get_by_role("textbox", name="条款").click()
    page.keyboard.press("End")
    page.get_by_role("button", name="Bold").click()
    page.keyboard.type("新")
    sent = page.evaluate("new FormData(document.querySelector('main form')).get('terms')")
    assert re.fullmatch(r"<p>旧<b>新</b></p>", sent)
    faults.clear()  # the browser tells that it refused the foreign script


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_of_input_has_its_label_and_axe_finds_nothing(page: Page, stage: Stage, theme: str) -> None:
    content = """<form class="form"><div class="fields">{% for kind in kinds %}{{ field({"input": kind, "name": kind, "label": "字段" ~ loop.index,
      "help": "说明", "error": "原因", "is_required": true, "options": [{"value": "1", "label": "甲"}]}) }}{% endfor %}</div>{{ form_foot("保存", "/") }}</form>"""
    page.goto(stage.show(content, IMPORTS, kinds=KINDS, theme=theme), wait_until="networkidle")
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    assert findings(page) == []
