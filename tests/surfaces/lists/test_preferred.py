"""What a member prefers follows him: widths of columns, the order of his navigation; views may be changed."""

import json
from typing import Any

import pytest
from django.test import Client

from keta.surfaces.lists.models import Preference, SavedView

pytestmark = pytest.mark.django_db

LIST = "/parties.customer"


def test_widths_come_back_with_the_list(browser: Client, customers: list[Any]) -> None:
    answer = browser.post(f"{LIST}/columns", {"widths": json.dumps({"phone": 222, "nothing": 90, "name": 5})})
    assert answer.status_code == 200
    assert Preference.objects.get(object_key="parties.customer").widths == {"phone": 222}
    assert 'data-column="phone" data-width="222"' in browser.get(LIST).content.decode()


def test_widths_that_are_none_are_refused(browser: Client) -> None:
    assert browser.post(f"{LIST}/columns", {"widths": "wide"}).status_code == 422


def test_the_navigation_stands_in_the_order_of_the_member(browser: Client) -> None:
    html = browser.get(LIST).content.decode()
    assert html.index('href="/parties.customer"') < html.index('href="/parties.contact"')
    browser.post("/preferences/menu", {"keys": "/parties.contact,/parties.customer"})
    html = browser.get(LIST).content.decode()
    assert html.index('href="/parties.contact"') < html.index('title="Customer"')


def test_a_view_is_renamed_shared_and_brought_up_to_date(browser: Client, customers: list[Any]) -> None:
    browser.post(f"{LIST}/views?q=steel", {"name": "Steel"})
    view = SavedView.objects.get()
    form = {"name": "Steel and coal", "is_shared": "1", "keeps_present": "1"}
    browser.post(f"{LIST}/views/{view.pk}/edit?view={view.pk}&q=coal", form)
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Steel and coal", True)
    assert view.query.startswith("q=coal&")


def test_a_view_takes_no_name_that_is_taken(browser: Client) -> None:
    for name in ("One", "Two"):
        browser.post(f"{LIST}/views?q=a", {"name": name})
    view = SavedView.objects.get(name="Two")
    answer = browser.post(f"{LIST}/views/{view.pk}/edit", {"name": "One"})
    assert answer.status_code == 422
    assert "There is a view of this name already." in answer.content.decode()
