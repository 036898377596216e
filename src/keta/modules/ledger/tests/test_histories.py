"""Random histories of vouchers posted, repeated and taken back: to the cent, whatever the order."""

import datetime
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.company import HOUSE

from keta.kernel.checking import ask
from keta.modules.ledger.checks import CHECKS
from keta.modules.ledger.entries import credit, debit
from keta.modules.ledger.models import Voucher
from keta.modules.ledger.operations import post, reverse
from keta.modules.ledger.queries import balances_of, trial_balance

CODES = ("1001", "1002", "1122", "2203", "6001")
AMOUNTS = st.decimals(min_value="-99999", max_value="99999", places=2)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("post", "repeat", "reverse")),
        st.sampled_from(CODES),
        st.sampled_from(CODES),
        AMOUNTS,
        st.dates(datetime.date(2025, 11, 1), datetime.date(2026, 2, 28)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_any_history_balances_and_adds_up(customer: Any, deeds: list[Any]) -> None:
    with transaction.atomic():
        _play(customer, deeds)
        transaction.set_rollback(True)


def _play(customer: Any, deeds: list[Any]) -> None:
    expected: dict[str, Any] = dict.fromkeys(CODES, 0)
    booked: list[tuple[Voucher, list[Any]]] = []
    for number, (verb, left, right, amount, on) in enumerate(deeds):
        if verb == "post" and amount:
            entries = [debit(left, amount, customer.pk), credit(right, amount, customer.pk)]
            booked.append((post(customer, f"deed {number}", entries, actor=HOUSE, on=on), entries))
            _count(expected, entries, 1)
        elif verb == "repeat" and booked:
            voucher, __ = booked[-1]
            again = post(customer, voucher.purpose, [debit("1001", amount), credit("1002", amount)], actor=HOUSE)
            assert again.pk == voucher.pk
        elif verb == "reverse" and booked:
            voucher, entries = booked[len(booked) // 2]
            is_first = not Voucher.objects.filter(reversal_of=voucher).exists()
            reverse(voucher, actor=HOUSE, because="wrong")
            _count(expected, entries, -1 if is_first else 0)
    found = trial_balance(datetime.date(2025, 12, 1), datetime.date(2027, 12, 31))
    assert found.is_equal
    assert [str(ask(check)) for check in CHECKS if not ask(check).is_sound] == []
    for code in CODES:
        assert sum(balances_of(code).values(), 0) == expected[code]


def _count(expected: dict[str, Any], entries: list[Any], sign: int) -> None:
    for entry in entries:
        expected[entry.account] += sign * (entry.debit - entry.credit)
