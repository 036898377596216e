"""Receipts: money comes in, settles receivables now or later, and is taken back where it was booked wrongly."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.refusals import Conflict, Invalid, Refused, Text
from keta.modules.billing.claims import less, take_back
from keta.modules.billing.holding import hold_customer, hold_receivables
from keta.modules.billing.models import Allocation, Receipt, Receivable
from keta.modules.billing.settling import refresh_receivables
from keta.modules.ledger import chart
from keta.modules.ledger.entries import debit
from keta.modules.ledger.operations import post

PURPOSE = "receive_payment"


def receive_payment(receipt: Receipt, *, actor: Actor, settles_oldest: bool = False, private_because: str = "") -> None:
    """The money is in: it stands in the books, and the receivables it names are settled. A repeat does nothing."""
    if receipt.state != "draft":
        return
    receipt.received_on = receipt.received_on or timezone.localdate()
    receipt.private_because = private_because or receipt.private_because
    _check_account(receipt)
    _refuse_double(receipt)
    lines = receipt.lines_of("allocations")
    contracts = Receivable.objects.filter(customer=receipt.customer_id, state="open").values_list("contract", flat=True)
    named = Receivable.objects.filter(pk__in=[line.receivable_id for line in lines]).values_list("contract", flat=True)
    hold_customer(receipt.customer_id, contracts if settles_oldest else named)
    if settles_oldest:
        _settle_oldest(receipt)
    _check_allocations(receipt, receipt.lines_of("allocations"))
    _post(receipt, actor)
    receipt.state = "received"
    receipt.bill_course = "held" if receipt.is_bill else ""
    receipt.bill_course_on = receipt.received_on if receipt.is_bill else None
    records.save(receipt, actor=actor, cause=PURPOSE)
    _refresh(receipt, actor, PURPOSE)


def _check_account(receipt: Receipt) -> None:
    if receipt.is_bill:
        return
    account = receipt.cash_account
    if account is None:
        raise Invalid({"cash_account": [_("Choose the account into which the money came.")]})
    if account.is_closed:
        raise Invalid({"cash_account": [_("This account is closed; choose another one.")]})
    if account.is_private and not receipt.private_because:
        raise Invalid(
            {"private_because": [_("This is a private account: say why company money goes there, or choose another.")]}
        )


def _refuse_double(receipt: Receipt) -> None:
    """The same line of a bank statement comes but once."""
    same = Receipt.objects.filter(
        cash_account=receipt.cash_account_id, bank_reference=receipt.bank_reference, state="received"
    ).first()
    if receipt.bank_reference and same is not None:
        raise Conflict(
            _("The bank reference %(reference)s is booked already, as %(receipt)s.")
            % {"reference": receipt.bank_reference, "receipt": same.title},
            code="booked",
        )


def _settle_oldest(receipt: Receipt) -> None:
    """Names the open receivables of the customer, the earliest due first, as far as the money reaches."""
    lines = receipt.lines_of("allocations")
    rest = receipt.amount - sum((line.amount for line in lines), Decimal())
    named = {line.receivable_id for line in lines}
    rows = Receivable.objects.filter(customer=receipt.customer_id, state="open").exclude(pk__in=named)
    last = datetime.date.max
    for each in sorted(rows, key=lambda row: (row.due_on or last, row.instalment, row.pk)):
        part = min(each.balance, rest)
        if part:
            lines.append(Allocation(receivable=each, amount=part))
            rest -= part


def _check_allocations(receipt: Receipt, lines: Sequence[Any]) -> None:
    held = {each.pk: each for each in hold_receivables(line.receivable_id for line in lines)}
    for place, line in enumerate(lines):
        receivable = held[line.receivable_id]
        line.contract_id = receivable.contract_id
        reason: Text = ""
        if receivable.customer_id != receipt.customer_id:
            reason = _("%(receivable)s is owed by another customer.")
        elif line.amount > receivable.balance:
            reason = _("Of %(receivable)s only %(balance)s is still owed; somebody may have booked it meanwhile.")
        if reason:
            told = {"receivable": receivable.title, "balance": receivable.balance}
            raise Conflict(reason % told, code="over_allocated", values={f"allocations.{place}.amount": {}})


def _post(receipt: Receipt, actor: Actor) -> None:
    party, amount = receipt.customer_id, receipt.amount
    came_in = (
        debit(chart.BILLS_RECEIVABLE, amount, party)
        if receipt.is_bill
        else debit(receipt.cash_account.ledger_account_id or chart.BANK, amount)
    )
    words = _("Received, %(receipt)s") % {"receipt": receipt.title}
    post(receipt, PURPOSE, [came_in, *less(party, amount)], actor=actor, on=receipt.received_on, words=words)


def _refresh(receipt: Receipt, actor: Actor, cause: str) -> None:
    named = {line.receivable_id for line in receipt.lines_of("allocations")}
    refresh_receivables(named, actor=actor, cause=cause)


def allocate(receipt: Receipt, *, actor: Actor, receivable: Receivable, amount: Decimal | None = None) -> None:
    """Settles a receivable with the advance that this receipt still holds; by default as far as both reach."""
    hold_customer(receipt.customer_id, [receivable.contract_id])
    (held,) = hold_receivables([receivable.pk])
    amount = amount or min(receipt.unallocated, held.balance)
    if not 0 < amount <= receipt.unallocated:
        raise Refused(
            _("This receipt still holds %(rest)s; settle at most that.") % {"rest": receipt.unallocated},
            code="over_allocated",
        )
    lines = receipt.lines_of("allocations")
    new = Allocation(receivable=held)
    new.amount = amount
    _check_allocations(receipt, [new])
    same = next((line for line in lines if line.receivable_id == held.pk), None)
    if same is None:
        lines.append(new)
    else:
        same.amount += amount
    records.save(receipt, actor=actor, cause="allocate")
    _refresh(receipt, actor, "allocate")


def why_not_reversible(receipt: Receipt) -> Text | None:
    if receipt.refunded:
        return _("Part of it was paid back; take the refund back first.")
    if receipt.bill_course not in ("", "held"):
        return _("The bill has been passed on; that cannot be taken back here.")
    return None


def reverse_receipt(receipt: Receipt, *, actor: Actor, reason: str) -> None:
    """The money did not come, or was booked wrongly: red in the books, its receivables are owed again."""
    if receipt.state != "received":
        return
    if why := why_not_reversible(receipt):
        raise Conflict(why, code="condition")
    hold_customer(receipt.customer_id, [line.contract_id for line in receipt.lines_of("allocations")])
    take_back(receipt, PURPOSE, receipt.customer_id, actor=actor, because=reason)
    receipt.state, receipt.bill_course = "reversed", ""
    receipt.reversed_on, receipt.reversed_because = timezone.localdate(), reason
    records.save(receipt, actor=actor, cause="reverse_receipt")
    _refresh(receipt, actor, "reverse_receipt")
