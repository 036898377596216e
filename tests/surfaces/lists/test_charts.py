"""The chart of a list: its figures, its table, and the way from a part to the rows behind it."""

import json
import re
from typing import Any

import pytest
from django.test import Client

LIST = "/parties.customer"


def chart(html: str) -> dict[str, Any]:
    found = re.search(r'<keta-chart[^>]*><script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found, html[:2000]
    content: dict[str, Any] = json.loads(found[1])
    return content


@pytest.mark.feature("STA-03")
def test_it_draws_one_axis_and_one_measure_with_a_table_behind(browser: Client, customers: list[Any]) -> None:
    html = browser.get(f"{LIST}?by=grade&measure=sum:credit_limit").content.decode()
    drawn = chart(html)
    assert drawn["categories"] == ["Key", "Major", "(none)"]
    assert drawn["series"][0]["values"] == [8000, 10000, 0]
    figures = html.partition("<details>")[2].partition("</details>")[0]
    assert "10,000.00" in figures


@pytest.mark.feature("STA-10")
def test_each_part_leads_to_its_rows(browser: Client, customers: list[Any]) -> None:
    drawn = chart(browser.get(f"{LIST}?by=founded_on:month&filter[grade][eq]=key").content.decode())
    for url, count in zip(drawn["urls"], drawn["series"][0]["values"], strict=True):
        html = browser.get(url).content.decode()
        assert html.count('scope="row"><a') == count
        assert "<keta-chart" not in html


@pytest.mark.feature("STA-03")
def test_a_second_axis_makes_series(browser: Client, customers: list[Any]) -> None:
    drawn = chart(browser.get(f"{LIST}?by=founded_on:quarter&then=grade").content.decode())
    assert drawn["kind"] == "stacked"
    assert {each["name"] for each in drawn["series"]} == {"Key", "Major", "(none)"}
    assert sum(sum(each["values"]) for each in drawn["series"]) == 12


def test_a_picture_of_shares_has_five_parts_at_most(browser: Client, customers: list[Any]) -> None:
    assert chart(browser.get(f"{LIST}?by=grade&picture=share").content.decode())["kind"] == "share"
    assert chart(browser.get(f"{LIST}?by=founded_on:day&picture=share").content.decode())["kind"] == "share"
    assert chart(browser.get(f"{LIST}?by=created_by&picture=share&then=grade").content.decode())["kind"] == "stacked"


@pytest.mark.parametrize("query", ["by=nonsense", "by=remarks", "by=grade&measure=sum:name", "by=founded_on:decade"])
def test_a_chart_that_cannot_be_drawn_leaves_the_list_standing(
    query: str, browser: Client, customers: list[Any]
) -> None:
    html = browser.get(f"{LIST}?{query}").content.decode()
    assert "notice-warning" in html
    assert html.count('scope="row"><a') == 12
