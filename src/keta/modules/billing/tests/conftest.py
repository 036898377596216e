"""A confirmed contract over 3-3-3-1 with its receivables, a bank account, a cashier and an accountant."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from tests.company import HOUSE, Company, create, press

from keta.kernel.access import Actor
from keta.kernel.checking import ask
from keta.modules.billing.checks import CHECKS
from keta.modules.billing.operations import create_receivables
from keta.modules.ledger.checks import CHECKS as LEDGER_CHECKS
from keta.modules.ledger.models import Posting

SIGNED = datetime.date(2026, 1, 10)
PLAN = [
    {"due_at": "signing", "share": "30", "days_after": 5},
    {"due_at": "delivery", "share": "30"},
    {"due_at": "acceptance", "share": "30", "days_after": 30},
    {"due_at": "warranty", "share": "10"},
]


@pytest.fixture
def bank(company: Company) -> Any:
    return create("billing.cash_account", name="建行基本户", kind="bank")


@pytest.fixture
def cashier(company: Company) -> Actor:
    return company.hire("出纳", "cashier")


@pytest.fixture
def accountant(company: Company) -> Actor:
    return company.hire("会计", "accountant")


@pytest.fixture
def contract(anna: Actor, customer: Any) -> Any:
    """1,130.00 with 13 % tax, in two lines."""
    lines = [
        {"description": "支架", "quantity": "3", "price": "300", "tax_rate": "13"},
        {"description": "安装", "quantity": "1", "price": "230", "tax_rate": "13"},
    ]
    values = {"name": "支架合同", "customer": customer, "lines": lines, "collections": PLAN, "warranty_months": 12}
    return confirmed(create("sales.contract", anna, **values), anna)


def confirmed(draft: Any, actor: Actor) -> Any:
    contract = press(draft, "confirm_contract", actor, signed_on=str(SIGNED)).record
    with transaction.atomic():
        create_receivables(contract, actor=HOUSE)
    return contract


@pytest.fixture
def pay(bank: Any, customer: Any) -> Callable[..., Any]:
    """Books a receipt; by default over the bank, settling the oldest."""

    def book(amount: str, actor: Actor = HOUSE, settles: bool = True, **values: Any) -> Any:
        values = {"customer": customer, "amount": amount, "cash_account": bank, "received_on": "2026-02-01", **values}
        draft = create("billing.receipt", actor, **values)
        return press(draft, "receive_payment", actor, **({"settles_oldest": True} if settles else {})).record

    return book


def booked(code: str, party: Any = None) -> Any:
    """Debits less credits of an account."""
    rows = Posting.objects.filter(account__code=code, **({"party": party} if party else {}))
    return sum(posting.debit - posting.credit for posting in rows)


def wrong() -> dict[str, tuple[str, ...]]:
    """What the checks of money and ledger find."""
    findings = [ask(check) for check in (*CHECKS, *LEDGER_CHECKS)]
    return {each.name: each.problems for each in findings if not each.is_sound}
