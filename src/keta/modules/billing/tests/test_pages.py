"""The pages of money and ledger: figures with their sums, each in its reader's sight, each opening what is behind it."""

import datetime
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.company import HOUSE, Company, create, money, press

from keta.kernel.access import Actor
from keta.kernel.organisation.models import Member, User
from keta.kernel.refusals import Invalid
from keta.modules.billing.models import Receivable
from keta.modules.billing.operations import draft_invoice, fire_event, issue_invoice
from keta.modules.billing.queries import ageing, bucket_of, collection_list
from keta.modules.ledger.models import Account

YEAR = "from=2026-01-01&to=2026-12-31"


def browser(actor: Actor) -> Client:
    user = User.objects.create_user(f"user-{actor.member_id}", password="it-is-long-enough")
    Member.objects.filter(pk=actor.member_id).update(user=user)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(client: Client, path: str) -> str:
    answered = client.get(path)
    assert answered.status_code == 200, answered.content.decode()[-2000:]
    return unescape(answered.content.decode())


@pytest.fixture
def invoice(contract: Any) -> Any:
    made = draft_invoice(contract, actor=HOUSE)
    issue_invoice(made, actor=HOUSE, issued_on=datetime.date(2026, 1, 20))
    return made


@pytest.mark.feature("FIN-12")
def test_the_trial_balance_opens_the_book_of_each_account(
    invoice: Any, pay: Any, accountant: Actor, customer: Any
) -> None:
    pay("400")
    client = browser(accountant)
    page = text(client, f"/ledger/trial-balance?{YEAR}")
    assert "1122 " in page and page.count("1,530.00") == 2 and page.count("1,130.00") == 3
    account = Account.objects.get(code="1122")
    assert f"/ledger/accounts/{account.pk}/book?{YEAR}" in page
    book = text(client, f"/ledger/accounts/{account.pk}/book?{YEAR}&party={customer.pk}")
    assert "730.00" in book and customer.name in book
    told = client.get(f"/api/v1/ledger/trial-balance?{YEAR}").json()
    assert told["is_equal"] and told["total"]["turnover"] == {"debit": "1530.00", "credit": "1530.00"}
    assert text(client, "/ledger/trial-balance?from=2020-01-01&to=2020-01-31").count("Nothing is booked") == 1


def test_a_document_shows_its_vouchers(invoice: Any, accountant: Actor) -> None:
    page = text(browser(accountant), f"/billing.invoice/{invoice.pk}?tab=ledger.voucher:source")
    assert "PZ202601-0001" in page


def test_the_books_are_not_for_everybody(invoice: Any, anna: Actor, cashier: Actor) -> None:
    for actor in (anna, cashier):
        client = browser(actor)
        assert client.get("/ledger/trial-balance").status_code == 403
        assert client.get("/api/v1/ledger/trial-balance").status_code == 403
        assert "/ledger/trial-balance" not in text(client, "/billing/ageing")


def test_a_day_that_is_none_is_refused(accountant: Actor) -> None:
    client = browser(accountant)
    assert client.get("/ledger/trial-balance?from=nonsense").status_code == 422
    assert client.get("/api/v1/ledger/trial-balance?from=2026-02-01&to=2026-01-01").status_code == 422


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(-5, "not_due"), (0, "not_due"), (1, "days_30"), (30, "days_30"), (31, "days_60"), (60, "days_60"),
     (61, "days_90"), (90, "days_90"), (91, "older")],
)  # fmt: skip
def test_debts_are_sorted_by_the_days_since_they_fell_due(days: int, bucket: str) -> None:
    today = datetime.date(2026, 11, 22)
    assert bucket_of(today - datetime.timedelta(days=days), today) == bucket
    assert bucket_of(None, today) == "not_due"


@pytest.mark.feature("FIN-22", "FIN-03")
def test_ageing_adds_up_and_opens_the_receivables_behind_each_figure(
    contract: Any, anna: Actor, ben: Actor, customer: Any
) -> None:
    today = timezone.localdate()
    fire_event(contract, "delivery", on=today - datetime.timedelta(days=45), actor=HOUSE)
    (aged,) = ageing(anna)
    assert aged.amounts == {"older": money("339"), "days_60": money("339"), "not_due": money("452")}
    assert (aged.total, ageing(ben)) == (money("1130"), [])
    client = browser(anna)
    page = text(client, "/billing/ageing")
    assert page.count("1,130.00") == 2
    drills = re.findall(r'href="(/billing.receivable[^"]*between[^"]*)">([^<]*)<', page)
    ((address, figure),) = drills
    (listed,) = client.get(f"/api/v1{address}").json()["items"]
    assert listed["amount"] == figure == "339.00"


@pytest.mark.feature("FIN-22")
def test_who_is_asked_first_owes_most_for_longest_and_has_promised_nothing(
    contract: Any, anna: Actor, cashier: Actor
) -> None:
    today = timezone.localdate()
    fire_event(contract, "delivery", on=today - datetime.timedelta(days=1), actor=HOUSE)
    first, second = (Receivable.objects.get(contract=contract, instalment=number) for number in (1, 2))
    assert [each.receivable for each in collection_list(anna)] == [first, second]
    press(first, "note_promise", anna, promised_on=str(today + datetime.timedelta(days=3)))
    assert [each.receivable for each in collection_list(anna)] == [second]
    page = text(browser(anna), "/billing/collection")
    assert second.title in page and first.title not in page
    assert second.title in text(browser(cashier), "/billing/collection")


@pytest.mark.feature("EXT-13")
def test_the_statement_tells_invoices_and_receipts_with_the_balance(
    invoice: Any, pay: Any, cashier: Actor, customer: Any
) -> None:
    press(pay("100"), "reverse_receipt", reason="x")
    pay("400")
    page = text(browser(cashier), f"/billing/statements/{customer.pk}?{YEAR}")
    assert "1,130.00" in page and "-100.00" in page and page.count("730.00") >= 2


@pytest.mark.feature("QUO-04", "QUO-05", "CUS-19", "CUS-20", "CUS-12", "CUS-13", "CUS-14")
def test_contract_and_customer_show_their_money(invoice: Any, pay: Any, contract: Any, anna: Actor) -> None:
    pay("400", settles=True)
    client = browser(anna)
    for path in (f"/sales.contract/{contract.pk}", f"/parties.customer/{contract.customer_id}"):
        page = text(client, path)
        for figure in ("1,130.00", "400.00", "730.00"):
            assert figure in page, (path, figure)
        for related in ("Invoices", "Receivables", "Receipts"):
            assert related in page, (path, related)


def test_amounts_that_a_position_hides_are_on_no_page(contract: Any, company: Company, customer: Any) -> None:
    hidden = [{"object_key": "billing.receivable", "field_name": "balance", "access": "hidden"}]
    rights = [{"object_key": "*", "read_scope": "everyone"}]
    position = create("organisation.position", name="瞎子", rights=rights, field_rights=hidden)
    member = create("organisation.member", name="某人", positions=[position])
    client = browser(company.actor(member))
    assert client.get("/billing/ageing").status_code == client.get("/billing/collection").status_code == 403
    assert client.get(f"/billing/statements/{customer.pk}").status_code == 200


def test_a_closed_account_takes_no_money(bank: Any, pay: Any) -> None:
    closed = create("billing.cash_account", name="旧户", kind="bank", is_closed=True)
    with pytest.raises(Invalid, match="closed"):
        pay("1", cash_account=closed)
