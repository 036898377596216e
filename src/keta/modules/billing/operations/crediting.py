"""Credits: receivables fall without money, by a red letter, a return, a cancelled contract, a loss."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import BusinessObject, key_of
from keta.kernel.refusals import Refused, Text
from keta.modules.billing.claims import standing, take_back
from keta.modules.billing.holding import hold_customer, hold_receipts, hold_receivables
from keta.modules.billing.models import Allocation, Credit, Invoice, Receivable
from keta.modules.billing.models.words import CREDIT_KINDS
from keta.modules.billing.settling import refresh_receivables
from keta.modules.ledger import chart
from keta.modules.ledger.entries import credit as to_credit
from keta.modules.ledger.entries import debit as to_debit
from keta.modules.ledger.operations import post
from keta.modules.sales.models import Contract
from keta.modules.stock.models import Return


def credit_receivables(
    contract: Contract, amount: Decimal, *, source: BusinessObject, kind: str, actor: Actor, **told: Any
) -> list[Credit]:
    """Lowers what is owed for a contract by `amount`, once for each source and kind.

    What is open falls first, from the last instalment on; then what has come in already, which thereby becomes an
    advance that can settle something else or be paid back. `told` are `on` and `reason`. Gives the credits; what
    exceeds the whole contract is left out.
    """
    hold_customer(contract.customer_id, [contract.pk])
    done = list(Credit.objects.filter(source_id=source.pk, kind=kind, state="valid", receivable__contract=contract.pk))
    if done or amount <= 0:
        return done
    keys = Receivable.objects.filter(contract=contract.pk).values_list("pk", flat=True)
    held = sorted(hold_receivables(keys), key=lambda each: -each.instalment)
    parts = _parts(held, amount)
    made = [_credit(each, parts[each.pk], source, kind, told) for each in held if parts.get(each.pk)]
    records.save(made, actor=actor, cause="credit_receivables")
    _release({each.pk: max(parts.get(each.pk, Decimal()) - each.balance, Decimal()) for each in held}, actor)
    refresh_receivables(parts, actor=actor, cause="credit_receivables")
    return made


def _parts(held: Iterable[Receivable], amount: Decimal) -> dict[UUID, Decimal]:
    """How much each receivable falls."""
    parts: dict[UUID, Decimal] = {}
    for name in ("balance", "allocated"):
        for each in held:
            part = min(getattr(each, name), amount)
            parts[each.pk] = parts.get(each.pk, Decimal()) + part
            amount -= part
    return {key: part for key, part in parts.items() if part}


def _credit(
    receivable: Receivable, amount: Decimal, source: BusinessObject, kind: str, told: Mapping[str, Any]
) -> Credit:
    made = Credit(receivable=receivable, kind=kind, source_object=key_of(type(source)), source_id=source.pk)
    made.amount = amount
    made.credited_on = told.get("on") or timezone.localdate()
    made.reason = str(told.get("reason") or "")[:300]
    return made


def _release(wanted: Mapping[UUID, Decimal], actor: Actor) -> None:
    """Takes money off receivables, the latest receipts first, so that it is an advance again."""
    wanted = {key: amount for key, amount in wanted.items() if amount}
    rows = Allocation.objects.filter(receivable__in=wanted, receipt__state="received")
    held = hold_receipts(rows.values_list("receipt", flat=True)) if wanted else []
    for receipt in sorted(held, key=lambda each: (each.received_on, each.pk), reverse=True):
        for line in receipt.lines_of("allocations"):
            part = min(line.amount, wanted.get(line.receivable_id, Decimal()))
            if part:
                line.amount -= part
                wanted[line.receivable_id] -= part
        receipt.set_lines("allocations", [line for line in receipt.lines_of("allocations") if line.amount])
    records.save(held, actor=actor, cause="release")


def withdraw_credits(source: BusinessObject, kind: str, *, actor: Actor) -> None:
    """What was credited because of `source` is owed again; the caller holds the contract."""
    withdrawn = list(Credit.objects.filter(source_id=source.pk, kind=kind, state="valid"))
    for each in withdrawn:
        each.state = "withdrawn"
    records.save(withdrawn, actor=actor, cause="withdraw_credits")
    refresh_receivables([each.receivable_id for each in withdrawn], actor=actor, cause="withdraw_credits")


def credit_return(contract: Contract, *, source: BusinessObject, actor: Actor, on: datetime.date) -> None:
    """Lowers the claim by what came back and is not replaced, or by the red letters for it, whichever is more.

    So neither the return nor its red letter credits the same goods twice, in whatever order they come.
    """
    returned = Return.objects.filter(contract=contract.pk, state="received", is_replaced=False)
    reds = Invoice.objects.filter(contract=contract.pk, red_reason="return", original__isnull=False)
    credited = Credit.objects.filter(receivable__contract=contract.pk, kind="return", state="valid")
    due = max(_total(returned), -_total(reds.exclude(state="cancelled")))
    told = {"on": on, "reason": CREDIT_KINDS["return"]}
    credit_receivables(contract, due - _total(credited), source=source, kind="return", actor=actor, **told)


def _total(rows: "QuerySet[Any]") -> Decimal:
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal()


def write_off(receivable: Receivable, *, actor: Actor, reason: str, amount: Decimal | None = None) -> Credit:
    """Gives up what a customer will not pay, as a loss; only what has been invoiced is a claim that can be lost."""
    amount = min(amount or receivable.balance, receivable.balance)
    party: Any = receivable.customer_id
    hold_customer(party, is_late=True)
    owed, __ = standing(party)
    if amount > owed:
        raise Refused(
            _("In the books this customer owes %(owed)s; what is not invoiced is credited or cancelled, not lost.")
            % {"owed": owed},
            code="not_invoiced",
        )
    loss = _credit(receivable, amount, receivable, "write_off", {"reason": reason})
    loss.source_object, loss.source_id = "", None
    records.save(loss, actor=actor, cause="write_off")
    entries = [to_debit(chart.BAD_DEBTS, amount), to_credit(chart.RECEIVABLES, amount, party)]
    words = _("Written off: %(reason)s") % {"reason": reason}
    post(loss, "write_off", entries, actor=actor, on=loss.credited_on, words=words)
    receivable.written_off += amount
    return loss


def why_not_withdrawn(credit: Credit) -> Text | None:
    return None if credit.kind == "write_off" else _("It follows from another document; take that back.")


def withdraw_credit(credit: Credit, *, actor: Actor, reason: str) -> None:
    """The customer pays after all: the loss is taken back."""
    if credit.state == "withdrawn":
        return
    party = credit.receivable.customer_id
    hold_customer(party, is_late=True)
    take_back(credit, "write_off", party, actor=actor, because=reason)
    credit.state = "withdrawn"
    records.save(credit, actor=actor, cause="withdraw_credit")
    refresh_receivables([credit.receivable_id], actor=actor, cause="withdraw_credit")
