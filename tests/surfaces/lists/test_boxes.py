"""The boxes above a list, and drilling down by clicking a value."""

import json
import re
from typing import Any

import pytest
from django.test import Client


def links(html: str) -> dict[str, tuple[str, int]]:
    found = re.findall(
        r'<a class="chip" href="([^"]*)"><span class="chip-text">([^<]*)</span> <span class="count">(\d+)',
        html,
    )
    return {label: (url.replace("&amp;", "&"), int(count)) for url, label, count in found}


@pytest.mark.feature("SRC-04")
def test_each_value_tells_how_many_and_leads_to_them(browser: Client, customers: list[Any]) -> None:
    found = links(browser.get("/parties.customer/boxes/facets").content.decode())
    assert found["Key"][1] == 4
    for url, count in found.values():
        assert browser.get(url).content.decode().count('scope="row"><a') == count


@pytest.mark.feature("SRC-03")
def test_values_go_further_down_within_the_filters(browser: Client, customers: list[Any]) -> None:
    found = links(
        browser.get("/parties.customer/boxes/facets?filter[grade][eq]=key&fields=name,founded_on").content.decode()
    )
    assert "Major" not in found
    url, count = found["2026-01"]
    assert count == 1
    assert "grade" in url
    assert "founded_on" in url


def test_on_the_board_one_stays_on_the_board(browser: Client, customers: list[Any]) -> None:
    found = links(browser.get("/parties.customer/board/boxes/facets").content.decode())
    assert all(url.startswith("/parties.customer/board?") for url, __ in found.values())


@pytest.mark.parametrize("name", ["filter", "facets", "columns", "axes"])
def test_each_box_has_its_content(name: str, browser: Client, customers: list[Any]) -> None:
    html = browser.get("/parties.customer?by=grade").content.decode()
    url = re.search(rf'hx-get="([^"]*/boxes/{name}[^"]*)"', html)
    assert url
    content = browser.get(url[1].replace("&amp;", "&"), headers={"hx-request": "true"})
    assert content.status_code == 200
    assert "<html" not in content.content.decode()
    assert browser.get("/parties.customer/boxes/nonsense").status_code == 404


def test_the_filter_builder_knows_fields_operators_and_the_present_tree(browser: Client, customers: list[Any]) -> None:
    html = browser.get("/parties.customer/boxes/filter?filter[grade][eq]=key").content.decode()
    description = json.loads(re.findall(r"data-description>(.*?)</script>", html, re.DOTALL)[0])
    fields = {field["name"]: field for field in description["fields"]}
    assert {"key", "major"} <= {each["value"] for each in fields["grade"]["options"]}
    assert fields["owner"]["url"] == "/organisation.member/choose"
    assert [each["name"] for each in fields["founded_on"]["operators"]][0] == "within"
    assert json.loads(re.findall(r"data-tree>(.*?)</script>", html, re.DOTALL)[0]) == {
        "all": [{"field": "grade", "operator": "eq", "value": "key"}]
    }
