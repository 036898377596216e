"""Receivables follow the collection plan of their contract: made, due at their events, cancelled; and promised."""

import calendar
import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import field
from keta.kernel.refusals import Refused
from keta.modules.billing.holding import hold_customer, hold_receivables
from keta.modules.billing.models import Receivable
from keta.modules.billing.models.fitting import require_base_currency
from keta.modules.billing.operations.crediting import credit_receivables
from keta.modules.sales.models import Contract

STARTS_WARRANTY = ("acceptance", "delivery")
"""The event from which the warranty runs: the first of these that the plan knows, else the delivery."""


def create_receivables(contract: Contract, *, actor: Actor) -> list[Receivable]:
    """One for each instalment of the collection plan; called again it follows a changed plan.

    The contract is in hand, with `signed_on`. Raises `Refused` where an instalment falls below what has come in for it.
    """
    require_base_currency(contract.currency)
    hold_customer(contract.customer_id)
    known = {each.instalment: each for each in _of(contract)}
    found = []
    for place, instalment in enumerate(contract.lines_of("collections"), start=1):
        receivable = known.pop(place, None) or Receivable(contract=contract, instalment=place)
        _follow(receivable, instalment, contract)
        found.append(receivable)
    for surplus in known.values():
        surplus.amount = _at_least(surplus, surplus.credited + surplus.written_off)
    records.save([*found, *known.values()], actor=actor, cause="create_receivables")
    return found


def _of(contract: Contract) -> list[Receivable]:
    return hold_receivables(Receivable.objects.filter(contract=contract.pk).values_list("pk", flat=True))


def _follow(receivable: Receivable, instalment: Any, contract: Contract) -> None:
    is_same_event = receivable.due_at == instalment.due_at and not receivable._state.adding
    receivable.due_at, receivable.days_after = instalment.due_at, instalment.days_after
    if instalment.due_at == "date":
        receivable.due_on = instalment.due_on
    elif instalment.due_at == "signing":
        receivable.due_on = _later(contract.signed_on, receivable)
    elif not is_same_event:
        receivable.due_on = None
    receivable.amount = _at_least(receivable, instalment.amount)


def _at_least(receivable: Receivable, amount: Any) -> Any:
    taken = (receivable.allocated or 0) + (receivable.credited or 0) + (receivable.written_off or 0)
    if amount < taken:
        raise Refused(
            _("Instalment %(instalment)s cannot fall to %(amount)s: %(taken)s of it is collected or credited already.")
            % {"instalment": receivable.instalment, "amount": amount, "taken": taken},
            code="collected",
        )
    return amount


def fire_event(contract: Contract, event: str, *, on: datetime.date, actor: Actor) -> list[Receivable]:
    """An event of the plan (`delivery`, `acceptance`, `warranty`) has come: its instalments fall due.

    What is due already keeps its day. The warranty begins with the acceptance, or with the delivery where the plan
    knows no acceptance. Gives the receivables that have got a day.
    """
    hold_customer(contract.customer_id)
    waiting = [each for each in _of(contract) if each.due_on is None]
    for each in waiting:
        if each.due_at == event:
            each.due_on = _later(on, each)
        elif each.due_at == "warranty" and event == _warranty_begins(contract):
            each.due_on = _later(months_later(on, contract.warranty_months or 0), each)
    due = [each for each in waiting if each.due_on is not None]
    records.save(due, actor=actor, cause=f"fire_{event}")
    return due


def withdraw_event(contract: Contract, event: str, *, actor: Actor) -> None:
    """The event has not come after all: what is still open of its instalments waits for it again."""
    hold_customer(contract.customer_id)
    events = {event, *(("warranty",) if event == _warranty_begins(contract) else ())}
    held = [each for each in _of(contract) if each.due_at in events and each.state == "open"]
    for each in held:
        each.due_on = None
    records.save(held, actor=actor, cause=f"withdraw_{event}")


def cancel_open_receivables(contract: Contract, *, actor: Actor, on: datetime.date, reason: str = "") -> None:
    """What has not come in is not asked for any more; what has come in stays, see `credit_receivables`."""
    still_open = sum((each.balance for each in _of(contract)), start=0)
    credit_receivables(contract, still_open, source=contract, kind="cancelled", on=on, reason=reason, actor=actor)


def _warranty_begins(contract: Contract) -> str:
    known = set(Receivable.objects.filter(contract=contract.pk).values_list("due_at", flat=True))
    return next((event for event in STARTS_WARRANTY if event in known), "delivery")


def _later(day: datetime.date, receivable: Receivable) -> datetime.date:
    return day + datetime.timedelta(days=receivable.days_after or 0)


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@action(
    "billing.receivable",
    label=_("Note a promise"),
    from_=("open",),
    needs="read",
    takes={
        "promised_on": field.Date(_("Promised for"), required=True),
        "promise": field.Text(_("What was promised"), max_length=300),
    },
    is_main=True,
    icon="message-plus",
)
def note_promise(receivable: Receivable, *, actor: Actor, promised_on: datetime.date, promise: str = "") -> None:
    """What the customer said when he was asked for his money; the work list shows it."""
    receivable.promised_on, receivable.promise = promised_on, promise
