"""The page of a record: quick entries, files, the way through the list, sharing; and the home page that leads to it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from keta.kernel.access import Actor
from keta.kernel.organisation.models import Member
from keta.kernel.shares.models import Share
from keta.modules.activities.models import Note

pytestmark = pytest.mark.django_db


def page_of(record: Any) -> str:
    return f"/parties.customer/{record.pk}"


def test_a_note_is_written_down_on_the_page_of_its_customer(browser: Client, customers: list[Any]) -> None:
    html = browser.get(page_of(customers[0])).content.decode()
    url = f"/activities.note/quick/0?party={customers[0].pk}"
    assert url in html
    assert browser.post(url, {"text": ""}).status_code == 422
    answer = browser.post(url, {"text": "Wants a second offer"})
    assert answer.headers["HX-Refresh"] == "true"
    assert Note.objects.get().party_id == customers[0].pk
    assert "Wants a second offer" in browser.get(f"{page_of(customers[0])}/timeline").content.decode()
    assert "Wants" not in browser.get(f"{page_of(customers[0])}/timeline?only=changes").content.decode()


def test_the_page_leads_on_in_the_order_of_the_list(browser: Client, customers: list[Any]) -> None:
    first, second, third = sorted(customers, key=lambda each: each.name)[:3]
    html = browser.get(f"{page_of(second)}/neighbours?order=name").content.decode()
    assert html.index(page_of(first)) < html.index(page_of(third))
    html = browser.get(f"{page_of(second)}/neighbours?order=-name").content.decode()
    assert html.index(page_of(third)) < html.index(page_of(first))


def test_a_record_is_shared_and_taken_back_in_the_dialog(
    signed_in: Callable[..., tuple[Client, Actor]], customers: list[Any]
) -> None:
    browser, __ = signed_in("Zhao Min", read="everyone", update="everyone", share="everyone")
    colleague = Member.objects.create(name="Zhang", title="Zhang")
    url = f"{page_of(customers[0])}/sharing"
    assert browser.post(url, {}).status_code == 422
    assert browser.post(url, {"member": str(colleague.pk), "until": "soon"}).status_code == 422
    html = browser.post(url, {"member": str(colleague.pk), "may_edit": "1"}).content.decode()
    share = Share.objects.get()
    assert "Zhang" in html
    assert share.may_edit
    browser.post(f"{url}/{share.pk}/end")
    assert not Share.objects.exists()


def test_what_was_opened_last_stands_on_the_home_page(browser: Client, customers: list[Any]) -> None:
    browser.get(page_of(customers[0]))
    browser.get(page_of(customers[1]), headers={"Sec-Purpose": "prefetch"})
    html = browser.get("/").content.decode()
    assert customers[0].name in html
    assert page_of(customers[1]) not in html
    assert "My to-dos" in html


def test_an_empty_company_reads_what_to_do_first(browser: Client) -> None:
    assert "First steps" in browser.get("/").content.decode()


def test_a_fragment_after_the_session_was_lost_says_so(customers: list[Any]) -> None:
    answer = Client().get(page_of(customers[0]), headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert Client().get(page_of(customers[0])).status_code == 302


def test_a_page_shows_its_own_account_and_makes_a_token_once(browser: Client) -> None:
    html = browser.post("/account/me/tokens", {"name": "Sheets", "days": "90"}).content.decode()
    assert "This token is shown only now" in html
    again = browser.get("/account/me").content.decode()
    assert "Sheets" in again
    assert "This token is shown only now" not in again
