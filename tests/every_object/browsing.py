"""Reads a form as a browser does: the names and values that it would post."""

from html.parser import HTMLParser
from typing import Any


class Form(HTMLParser):
    """The successful controls of the form whose action is asked for, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.posted: dict[str, list[str]] = {}
        self.select = ""
        self.is_multiple = False
        self.text_area = ""
        self.templates = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        self.templates += tag == "template"
        if self.templates:
            return
        if tag == "input" and name and _is_successful(given):
            self._add(name, given.get("value") or "")
        elif tag == "select":
            self.select, self.is_multiple = name, "multiple" in given
            if name and not self.is_multiple:
                self.posted[name] = [""]
        elif tag == "option" and self.select and "selected" in given:
            self._choose(given.get("value") or "")
        elif tag == "textarea":
            self.text_area = name
            self._add(name, "")

    def handle_endtag(self, tag: str) -> None:
        self.templates -= tag == "template"
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.text_area = ""

    def handle_data(self, data: str) -> None:
        if self.text_area and not self.templates:
            self.posted[self.text_area][-1] += data

    def _add(self, name: str, value: str) -> None:
        self.posted.setdefault(name, []).append(value)

    def _choose(self, value: str) -> None:
        if self.is_multiple:
            self._add(self.select, value)
        else:
            self.posted[self.select] = [value]


def _is_successful(given: dict[str, Any]) -> bool:
    if given.get("type") in ("checkbox", "radio"):
        return "checked" in given
    return given.get("type") not in ("file", "submit", "button") and "disabled" not in given


def form_of(html: str) -> dict[str, list[str]]:
    """What the page's form for the record would post; the forms of the frame around it are left out."""
    start = html.index("<form", html.index('class="form"') - 400)
    form = Form()
    form.feed(html[start : html.index("</form>", start)])
    return form.posted
