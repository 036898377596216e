"""Two people press at once: exactly one wins, the other is told why; and nobody waits for anybody in a ring."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction
from tests.company import HOUSE, again, create, money, press

from keta.kernel.refusals import Conflict, Refused
from keta.kernel.versions import version
from keta.modules.billing.models import Receipt, Receivable
from keta.modules.billing.operations import draft_invoice, issue_invoice
from keta.modules.billing.tests.conftest import booked, wrong
from keta.modules.ledger.models import Voucher

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def db(transactional_db: None) -> Iterator[None]:
    """In place of the fixture of this name: what is written here is seen by other threads."""
    yield


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Runs deeds in threads that begin together; gives what each returned, or its refusal.

    SQLite lets one writer in at a time: there they come one after the other, which must end alike.
    """
    gate, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        version.refresh()
        gate.wait(timeout=30)
        results[place] = _result(deed)
        connections.close_all()

    if connection.vendor == "sqlite":
        return [_result(deed) for deed in deeds]
    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def _result(deed: Callable[[], Any]) -> Any:
    try:
        return deed()
    except Refused as refusal:
        return refusal


def draft(bank: Any, customer: Any, amount: str, **values: Any) -> Any:
    return create("billing.receipt", customer=customer, cash_account=bank, amount=amount, **values)


def test_two_cashiers_book_the_same_receipt(contract: Any, bank: Any, customer: Any) -> None:
    receipt = draft(bank, customer, "100")
    results = at_once(*[lambda: press(receipt, "receive_payment", settles_oldest=True)] * 2)
    (refusal,) = [each for each in results if isinstance(each, Conflict)]
    assert "“Received”" in str(refusal.message)
    assert (Voucher.objects.count(), booked("1002"), wrong()) == (1, money("100"), {})


def test_two_cashiers_enter_the_same_line_of_the_bank_statement(contract: Any, bank: Any, customer: Any) -> None:
    drafts = [draft(bank, customer, "100", bank_reference="B-1") for __ in range(2)]
    results = at_once(*[lambda each=each: press(each, "receive_payment") for each in drafts])
    assert len([each for each in results if isinstance(each, Refused)]) == 1
    assert (Receipt.objects.filter(state="received").count(), booked("1002"), wrong()) == (1, money("100"), {})


def test_two_receipts_settle_the_same_receivable(contract: Any, bank: Any, customer: Any) -> None:
    first = Receivable.objects.get(contract=contract, instalment=1)
    lines = [{"receivable": first.pk, "amount": "339"}]
    drafts = [draft(bank, customer, "339", allocations=lines) for __ in range(2)]
    results = at_once(*[lambda each=each: press(each, "receive_payment") for each in drafts])
    (refusal,) = [each for each in results if isinstance(each, Conflict)]
    assert "only 0.00 is still owed" in str(refusal.message)
    assert (again(first).allocated, wrong()) == (money("339"), {})


def test_everything_at_once_for_one_customer_keeps_the_books_true(contract: Any, bank: Any, customer: Any) -> None:
    with transaction.atomic():
        invoice = draft_invoice(contract, actor=HOUSE)
        issue_invoice(invoice, actor=HOUSE)
    drafts = [draft(bank, customer, "150") for __ in range(4)]
    paid = press(draft(bank, customer, "400"), "receive_payment", settles_oldest=True).record
    refund = create("billing.refund", customer=customer, amount="10", cash_account=bank)
    lost = Receivable.objects.get(contract=contract, instalment=2)
    results = at_once(
        *[lambda each=each: press(each, "receive_payment", settles_oldest=True) for each in drafts],
        lambda: press(invoice, "red_letter", reason="return"),
        lambda: press(paid, "reverse_receipt", reason="x"),
        lambda: press(refund, "pay_refund"),
        lambda: press(lost, "write_off", reason="x"),
    )
    assert all(each is not None for each in results)
    assert wrong() == {}
