"""Saved views: kept, found again, private or shared."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from keta.surfaces.lists.models import SavedView

LIST = "/parties.customer"
GRADE = '{"field":"grade","operator":"eq","value":"key"}'
ANY = f'{{"any":[{GRADE},{{"field":"staff_size","operator":"gt","value":"9"}}]}}'


def save(client: Client, query: str, **form: str) -> SavedView:
    answer = client.post(f"{LIST}/views?{query}", form)
    assert answer.status_code in (204, 302), answer.content.decode()
    return SavedView.objects.get(name=form["name"])


@pytest.mark.feature("SRC-06")
@pytest.mark.parametrize("query", ["filter[grade][eq]=key", f"where={ANY}", f"where={ANY}&filter[grade][eq]=key"])
def test_a_view_shows_the_same_rows_again(query: str, browser: Client, customers: list[Any]) -> None:
    view = save(browser, f"{query}&order=-name&fields=name,grade", name="Best ones")
    again = browser.get(f"{LIST}?view={view.pk}").content.decode()
    asked = browser.get(f"{LIST}?{query}&order=-name&fields=name,grade").content.decode()
    rows = [each.name for each in sorted(customers, key=lambda each: each.name, reverse=True) if each.grade == "key"]
    for html in (again, asked):
        positions = [html.index(f">{name}</a>") for name in rows]
        assert positions == sorted(positions)
        assert "Customer 05</a>" not in html
    assert 'aria-current="page">Best ones' in again


@pytest.mark.feature("SRC-05")
def test_a_view_on_a_view_keeps_the_filters_of_both(browser: Client, customers: list[Any]) -> None:
    view = save(browser, "view=key&filter[founded_on][within]=2026-01", name="Early key")
    assert "filter%5Bgrade%5D" in view.query
    assert "founded_on" in view.query


def test_a_private_view_is_its_owners_alone(
    browser: Client, signed_in: Callable[..., Any], customers: list[Any]
) -> None:
    view = save(browser, "filter[grade][eq]=key", name="Private")
    other, __ = signed_in("Other", read="everyone")
    html = other.get(f"{LIST}?view={view.pk}").content.decode()
    assert "Private" not in html
    assert "not shared with you" in html
    assert other.post(f"{LIST}/views/{view.pk}").status_code == 404


def test_a_shared_view_is_everybodys_to_use_but_not_to_delete(
    browser: Client, signed_in: Callable[..., Any], customers: list[Any]
) -> None:
    view = save(browser, "filter[grade][eq]=key", name="Everybody's", is_shared="1")
    other, __ = signed_in("Other", read="everyone")
    assert other.get(f"{LIST}?view={view.pk}").content.decode().count('scope="row"><a') == 4
    assert other.post(f"{LIST}/views/{view.pk}").status_code == 403
    assert browser.post(f"{LIST}/views/{view.pk}").status_code == 302
    assert not SavedView.objects.exists()


def test_a_view_that_names_a_field_one_may_not_read_is_still_of_use(
    browser: Client, signed_in: Callable[..., Any], customers: list[Any]
) -> None:
    query = "filter[credit_limit][gte]=1000&filter[grade][eq]=key&fields=name,credit_limit&order=credit_limit"
    view = save(browser, query, name="Rich", is_shared="1")
    other, __ = signed_in("Other", read="everyone", fields=[("parties.party", "credit_limit", "hidden")])
    html = other.get(f"{LIST}?view={view.pk}").content.decode()
    assert html.count('scope="row"><a') == 4
    assert "credit_limit" not in html.partition("<tbody")[2].partition("</tbody")[0]


def test_a_view_needs_a_name(browser: Client, customers: list[Any]) -> None:
    answer = browser.post(f"{LIST}/views?filter[grade][eq]=key", {"name": " "})
    assert answer.status_code == 422
    assert "Give the view a name" in answer.content.decode()


def test_delivered_views_are_tabs(browser: Client, customers: list[Any]) -> None:
    html = browser.get(f"{LIST}?view=key").content.decode()
    assert 'aria-current="page">Key customers' in html
    assert html.count('scope="row"><a') == 4
