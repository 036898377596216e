"""Vouchers: booked once, balanced, numbered without gaps, taken back in red, and kept by the database itself."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.company import HOUSE, Company, again, money

from keta.kernel import records
from keta.kernel.checking import ask
from keta.kernel.objects import kind_of
from keta.kernel.refusals import NotAllowed, Refused
from keta.modules.ledger.checks import CHECKS
from keta.modules.ledger.entries import Entry, credit, debit
from keta.modules.ledger.models import Account, Posting, Voucher
from keta.modules.ledger.operations import post, reverse
from keta.modules.ledger.queries import account_book, balances, trial_balance

JANUARY = datetime.date(2026, 1, 20)
FEBRUARY = datetime.date(2026, 2, 3)


def sale(customer: Any, amount: str = "113.00", tax: str = "13.00") -> list[Entry]:
    whole, part = money(amount), money(tax)
    return [debit("1122", whole, customer.pk), credit("6001", whole - part), credit("222101", part)]


def book(source: Any, purpose: str = "sale", on: datetime.date = JANUARY, **told: Any) -> Voucher:
    return post(source, purpose, sale(source, **told), actor=HOUSE, on=on)


@pytest.mark.feature("FIN-11", "FIN-17")
def test_a_voucher_holds_what_was_booked(customer: Any) -> None:
    voucher = again(book(customer))
    assert (voucher.state, voucher.amount, voucher.booked_on) == ("posted", money("113.00"), JANUARY)
    lines = [(line.account.code, line.debit, line.credit, line.party_id) for line in voucher.lines_of("lines")]
    assert lines == [
        ("1122", money("113.00"), money("0.00"), customer.pk),
        ("6001", money("0.00"), money("100.00"), None),
        ("222101", money("0.00"), money("13.00"), None),
    ]


def test_the_same_deed_is_booked_once(customer: Any) -> None:
    first = book(customer)
    assert book(customer, amount="999.00").pk == first.pk
    assert Voucher.objects.count() == 1


def test_numbers_follow_each_other_month_by_month_without_a_gap(customer: Any) -> None:
    for purpose in ("one", "two"):
        book(customer, purpose)
    with pytest.raises(Refused):
        post(customer, "wrong", [debit("1122", money("1"))], actor=HOUSE, on=JANUARY)
    book(customer, "three")
    book(customer, "four", FEBRUARY)
    numbers = sorted(Voucher.objects.values_list("number", flat=True))
    assert numbers == ["PZ202601-0001", "PZ202601-0002", "PZ202601-0003", "PZ202602-0001"]


def test_it_refuses_what_does_not_balance(customer: Any) -> None:
    with pytest.raises(Refused, match=r"differ by 0\.01"):
        post(customer, "sale", [debit("1122", money("1.00")), credit("6001", money("0.99"))], actor=HOUSE)
    assert not Voucher.objects.exists()


def test_it_refuses_an_account_that_the_chart_lacks(customer: Any) -> None:
    with pytest.raises(Refused, match="no account 9999"):
        post(customer, "sale", [debit("9999", money("1")), credit("6001", money("1"))], actor=HOUSE)


def test_what_is_taken_back_leaves_nothing(customer: Any) -> None:
    voucher = book(customer)
    red = reverse(voucher, actor=HOUSE, because="Wrong customer", on=FEBRUARY)
    assert (red.purpose, red.reversal_of_id, red.amount) == ("reverse_sale", voucher.pk, money("-113.00"))
    assert reverse(voucher, actor=HOUSE, because="Again").pk == red.pk
    assert set(balances(["1122"], [customer.pk]).values()) == {money("0.00")}
    with pytest.raises(Refused, match="takes another one back"):
        reverse(red, actor=HOUSE, because="Back")


def refused(change: Any) -> bool:
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_every_change_of_a_posted_voucher(customer: Any) -> None:
    voucher = book(customer)
    other = book(customer, "other")
    vouchers, postings = Voucher.objects.filter(pk=voucher.pk), Posting.objects.filter(voucher=voucher)
    account = Account.objects.get(code="1001")
    assert refused(lambda: vouchers.update(booked_on=FEBRUARY))
    assert refused(lambda: vouchers.update(state="draft"))
    assert refused(lambda: vouchers.delete())
    assert refused(lambda: postings.update(debit=Decimal(1)))
    assert refused(lambda: postings.update(voucher=other))
    assert refused(lambda: postings.delete())
    assert refused(lambda: Posting(voucher=voucher, account=account, debit=Decimal(1)).save(force_insert=True))
    assert again(voucher).amount == money("113.00")


def test_the_database_refuses_to_post_what_does_not_balance(customer: Any) -> None:
    voucher = Voucher(booked_on=JANUARY)
    account = Account.objects.get(code="1001")
    voucher.set_lines("lines", [Posting(account=account, debit=money("1.00"))])
    records.save(voucher, actor=HOUSE, cause="create")
    empty = Voucher(booked_on=JANUARY)
    records.save(empty, actor=HOUSE, cause="create")
    assert refused(lambda: Voucher.objects.filter(pk=voucher.pk).update(state="posted"))
    assert refused(lambda: Voucher.objects.filter(pk=empty.pk).update(state="posted"))
    born = Voucher(booked_on=JANUARY, state="posted", number="X")
    assert refused(lambda: born.save(force_insert=True))


@pytest.mark.feature("FIN-12")
def test_the_trial_balance_is_equal_on_both_sides_three_times(customer: Any) -> None:
    book(customer)
    book(customer, "more", FEBRUARY, amount="226.00", tax="26.00")
    post(
        customer,
        "paid",
        [debit("1002", money("100")), credit("1122", money("100"), customer.pk)],
        actor=HOUSE,
        on=FEBRUARY,
    )
    found = trial_balance(FEBRUARY, datetime.date(2026, 2, 28))
    assert found.is_equal
    assert (found.opening.debit, found.turnover.debit, found.closing.debit) == (
        money("113.00"),
        money("326.00"),
        money("339.00"),
    )
    (receivable,) = [row for row in found.rows if row.code == "1122"]
    assert (receivable.opening.debit, receivable.turnover, receivable.closing.debit) == (
        money("113.00"),
        (money("226.00"), money("100.00")),
        money("239.00"),
    )


@pytest.mark.feature("FIN-12")
def test_the_account_book_runs_from_opening_to_closing(customer: Any) -> None:
    book(customer)
    book(customer, "more", FEBRUARY)
    account = Account.objects.get(code="1122")
    found = account_book(account.pk, FEBRUARY, FEBRUARY, customer.pk)
    assert (found.opening, [line.balance for line in found.lines], found.closing) == (
        money("113.00"),
        [money("226.00")],
        money("226.00"),
    )


def test_nobody_writes_a_voucher_by_hand(company: Company, customer: Any) -> None:
    kind = kind_of("ledger.voucher")
    accountant = company.hire("会计", "accountant")
    voucher = book(customer)
    with pytest.raises(NotAllowed):
        records.create(kind, {"booked_on": "2026-01-01"}, actor=accountant)
    with pytest.raises(NotAllowed):
        records.update(kind, voucher.pk, {"words": "changed"}, actor=accountant)
    with pytest.raises(NotAllowed):
        records.delete(kind, voucher.pk, actor=accountant)
    assert records.get(kind, voucher.pk, actor=accountant) == voucher


def test_the_checks_find_nothing_wrong_in_true_books(customer: Any) -> None:
    reverse(book(customer), actor=HOUSE, because="Wrong")
    assert [str(ask(check)) for check in CHECKS if not ask(check).is_sound] == []
    draft = Voucher(booked_on=JANUARY)
    draft.set_lines("lines", [Posting(account=Account.objects.get(code="1122"), debit=money("1.00"))])
    records.save(draft, actor=HOUSE, cause="create")
    found = {problem for check in CHECKS for problem in ask(check).problems}
    assert {words.partition(" ")[2] for words in found} == {
        "is a draft",
        "is out of balance by 1.00",
        "posts to an account kept by party without naming one",
    }
