"""Drilling down by clicking a value."""

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
    found = links(browser.get("/parties.customer/facets").content.decode())
    assert found["Key"][1] == 4
    for url, count in found.values():
        assert browser.get(url).content.decode().count('scope="row"><a') == count


@pytest.mark.feature("SRC-03")
def test_values_go_further_down_within_the_filters(browser: Client, customers: list[Any]) -> None:
    found = links(browser.get("/parties.customer/facets?filter[grade][eq]=key&fields=name,founded_on").content.decode())
    assert "Major" not in found
    url, count = found["2026-01"]
    assert count == 1
    assert "grade" in url
    assert "founded_on" in url


def test_on_the_board_one_stays_on_the_board(browser: Client, customers: list[Any]) -> None:
    found = links(browser.get("/parties.customer/board/facets").content.decode())
    assert all(url.startswith("/parties.customer/board?") for url, __ in found.values())
