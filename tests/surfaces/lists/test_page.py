"""The list page: what stands on it, for whom, and with how few queries."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.surfaces.reading.company import make

from keta.kernel.objects import kind_of
from keta.surfaces.lists.asking import asked

LIST = "/parties.customer"


def body(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:800]
    return answer.content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r'<th class="table-first" scope="row"><a[^>]*>(.*?)</a>', html)


@pytest.mark.feature("CUS-02")
def test_it_shows_the_columns_and_rows_that_its_address_asks_for(browser: Client, customers: list[Any]) -> None:
    html = body(browser, f"{LIST}?filter[grade][eq]=key&order=-name&fields=name,credit_limit,founded_on")
    assert titles(html) == sorted((each.name for each in customers if each.grade == "key"), reverse=True)
    assert re.findall(r'data-column="(\w+)"', html)[:3] == ["name", "credit_limit", "founded_on"]
    assert 'aria-sort="descending"' in html


@pytest.mark.feature("SRC-05")
def test_each_filter_is_a_chip_that_leads_to_the_list_without_it(browser: Client, customers: list[Any]) -> None:
    html = body(browser, f"{LIST}?filter[grade][eq]=key&filter[founded_on][within]=2026-01")
    removals = re.findall(r'chip-remove" href="([^"]*)"', html)
    assert len(removals) == 2
    assert len(titles(body(browser, removals[0].replace("&amp;", "&")))) == 3
    assert len(titles(body(browser, removals[1].replace("&amp;", "&")))) == 4


def test_a_chip_says_the_words_of_a_nested_filter(browser: Client, customers: list[Any]) -> None:
    grade = '{"field":"grade","operator":"eq","value":"key"}'
    tree = f'{{"any":[{grade},{{"field":"owner","operator":"me","value":""}}]}}'
    html = body(browser, f"{LIST}?where={tree}")
    assert re.search(r"Grade Key or Owner Me", html)


def test_a_wrong_parameter_is_told_and_the_rest_still_shown(browser: Client, customers: list[Any]) -> None:
    html = body(browser, f"{LIST}?filter[nonsense][eq]=1&filter[grade][eq]=key&cursor=broken")
    assert "There is no field “nonsense” here." in html
    assert "cursor" in html
    assert len(titles(html)) == 4


def test_pages_lead_on_and_back(browser: Client, customers: list[Any]) -> None:
    html = body(browser, f"{LIST}?limit=5")
    assert "1–5 of 12" in html
    following = re.search(r'href="([^"]*cursor=[^"]*)" aria-label="Next page"', html)
    assert following
    second = body(browser, following[1].replace("&amp;", "&"))
    assert "6–10 of 12" in second
    assert not set(titles(html)) & set(titles(second))
    back = re.search(r'href="([^"]*cursor=[^"]*)" aria-label="Previous page"', second)
    assert back
    assert titles(body(browser, back[1].replace("&amp;", "&"))) == titles(html)


def test_an_empty_list_says_why_and_what_helps(browser: Client, db: None) -> None:
    assert "Nothing here yet" in body(browser, LIST)
    assert "Nothing fits these filters" in body(browser, f"{LIST}?filter[grade][eq]=key")


@pytest.mark.feature("PRM-01")
def test_without_the_right_to_read_there_is_a_reason(signed_in: Callable[..., Any], db: None) -> None:
    client, __ = signed_in(read="none")
    assert "administrator" in body(client, LIST, 403)


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize("limit", [2, 12])
def test_it_takes_at_most_five_queries_of_its_own(limit: int, browser: Client, customers: list[Any]) -> None:
    address = f"{LIST}?limit={limit}&fields=name,owner,grade,tags,parent.grade&filter[grade][in]=key,major"
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        body(browser, address)
    around = r"django_session|organisation_user|versions_version|notices_|SAVEPOINT"
    own = [each["sql"] for each in queries if not re.search(around, each["sql"])]
    assert len(own) <= 5, own


def test_totals_come_for_the_whole_result(browser: Client, db: None, customers: list[Any]) -> None:
    key = next(
        (kind.key for kind in _kinds() if any(spec.totalled and spec.type.is_measure for spec in kind.fields.values())),
        "",
    )
    assert key
    assert browser.get(f"/{key}/totals").status_code == 200


def _kinds() -> list[Any]:
    return [kind_of(key) for key in ("crm.opportunity", "sales.contract")]


def test_member_s_columns_are_kept(browser: Client, customers: list[Any]) -> None:
    assert browser.post(f"{LIST}/columns", {"fields": "name,credit_limit"}).status_code == 200
    assert re.findall(r'data-column="(\w+)"', body(browser, LIST))[:2] == ["name", "credit_limit"]
    assert browser.post(f"{LIST}/columns", {"fields": "name,salary"}).status_code == 422
    assert browser.post(f"{LIST}/columns", {"fields": ""}).status_code == 200
    assert "grade" in re.findall(r'data-column="(\w+)"', body(browser, LIST))


def test_a_link_out_of_sight_is_no_name_in_a_chip(signed_in: Callable[..., Any], db: None) -> None:
    client, __ = signed_in(read="own")
    hidden = make("parties.customer", name="Top secret", owner=make("organisation.member", name="Other").pk)
    assert "Top secret" not in body(client, f"{LIST}?filter[parent][eq]={hidden.pk}")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "'\"", "{{ 7 * 7 }}"])
def test_no_name_becomes_markup(text: str, browser: Client, db: None) -> None:
    make("parties.customer", name=text)
    html = body(browser, f"{LIST}?filter[name][contains]={text}&q=")
    assert "<script>alert(1)" not in html
    assert len(titles(html)) == 1


def test_the_address_alone_says_what_is_shown(browser: Client, customers: list[Any], house: Any) -> None:
    wanted = asked(kind_of("parties.customer"), QueryDict("by=grade&filter[grade][eq]=key&order=-name"), house)
    assert wanted.url() == "/parties.customer?filter[grade][eq]=key&order=-name&by=grade"
