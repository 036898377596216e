"""A contract in force is altered by a change order, called off, closed before its end, or opened again."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.flows.contract_standing import held, refresh_contract, tell_figures
from keta.kernel import records
from keta.kernel.access import Actor, require
from keta.kernel.actions import action
from keta.kernel.objects import field, kind_of
from keta.kernel.refusals import Refused, clauses
from keta.modules.billing import operations as billing
from keta.modules.billing.models import Invoice, Receivable
from keta.modules.billing.parts import Taken, invoiced_of
from keta.modules.billing.queries import contract_figures
from keta.modules.sales.lines import CARRIED
from keta.modules.sales.models import Collection, Contract, ContractChange, ContractLine
from keta.modules.stock import operations as stock
from keta.modules.stock.models import Delivery
from keta.modules.stock.models.delivery import OPEN
from keta.modules.stock.queries import progress_of

REASON = {"reason": field.Text(_("Reason"), required=True, max_length=300)}


# -- altered ----------------------------------------------------------------------------------------------------------
@action("sales.contract", label=_("Change order"), from_=("active", "done"), takes=REASON, icon="file-text")
def change_contract(contract: Contract, *, actor: Actor, reason: str) -> ContractChange:
    """A draft with the lines as they are: alter it, then apply it."""
    require(actor, kind_of(ContractChange), "create")
    change = ContractChange(contract=contract, reason=reason, owner_id=contract.owner_id)
    records.save(change, actor=actor, cause="change_contract", event="create")
    return change


@action("sales.contract_change", label=_("Drop"), from_=("draft",), to="dropped", icon="ban", is_danger=True)
def drop_change(change: ContractChange, *, actor: Actor) -> None:
    """The contract stays as it is."""


@action(
    "sales.contract_change",
    label=_("Apply"),
    from_=("draft",),
    to="applied",
    needs="sales.confirm",
    holds=("contract",),
    takes={"applied_on": field.Date(_("Applied on"))},
    is_main=True,
    icon="check",
)
def apply_change(change: ContractChange, *, actor: Actor, applied_on: datetime.date | None = None) -> None:
    """The contract says it from now on, and so do its plan and receivables; another change order is the way back.

    Raises `Refused` where less would remain than has been delivered, invoiced or paid.
    """
    change.applied_on = applied_on or timezone.localdate()
    contract = held(change.contract_id, "apply_change")
    if contract.state not in ("active", "done"):
        raise Refused(_("The contract is not in force; edit it itself."), code="contract")
    _refuse_less_than_done(contract, change)
    before = contract.amount
    contract.is_being_changed = True
    contract.set_lines("lines", [_altered(line, contract) for line in change.lines_of("lines")])
    contract.derive()
    _follow_plan(contract, contract.amount - before, change.due_on)
    records.save(contract, actor=actor, cause="apply_change")
    billing.create_receivables(contract, actor=actor)
    change.difference = contract.amount - before
    refresh_contract(contract, actor=actor, cause="apply_change")


def _altered(line: Any, contract: Contract) -> Any:
    found: Any = line.contract_line or ContractLine()
    for name in CARRIED:
        setattr(found, name, getattr(line, name))
    found.contract = contract
    found.derive()
    return found


def _refuse_less_than_done(contract: Contract, change: ContractChange) -> None:
    wanted = {line.contract_line_id: line.quantity for line in change.lines_of("lines") if line.contract_line_id}
    goods, invoiced = progress_of([contract.pk]), invoiced_of(line.pk for line in contract.lines_of("lines"))
    short = []
    for line in contract.lines_of("lines"):
        delivered = goods[line.pk].kept / goods[line.pk].factor if line.pk in goods else Decimal()
        done = max(delivered, invoiced.get(line.pk, Taken()).quantity)
        if wanted.get(line.pk, Decimal()) < done:
            name = line.product.name if line.product_id else line.description
            short.append(_("%(line)s at least %(done)s") % {"line": name, "done": f"{done.normalize():f}"})
    if short:
        raise Refused(
            _("So much is delivered or invoiced already: %(lines)s. Keep that, or take it back first.")
            % {"lines": clauses(short)},
            code="done_already",
        )


def _follow_plan(contract: Contract, difference: Decimal, due_on: datetime.date | None) -> None:
    """Instalments keep their amounts; the difference is one of its own, or goes to the last that are still open."""
    plan: list[Any] = contract.lines_of("collections")
    for instalment in plan:
        instalment.share, instalment.amount = None, instalment.loaded("amount")
    if difference > 0 and due_on:
        new = Collection(due_on=due_on)
        new.amount = difference
        plan.append(new)
    elif difference > 0:
        plan[-1].amount += difference
    else:
        _cut(contract, plan, -difference)
    contract.derive()


def _cut(contract: Contract, plan: list[Any], rest: Decimal) -> None:
    rows = Receivable.objects.filter(contract=contract.pk).values_list("instalment", "balance")
    balances = dict(rows)
    for place, instalment in reversed(list(enumerate(plan, start=1))):
        part = min(balances.get(place, instalment.amount), rest)
        instalment.amount -= part
        rest -= part
    if rest:
        raise Refused(
            _("%(amount)s more than the new amount is paid already; pay it back or credit it first.")
            % {"amount": rest},
            code="collected",
        )


# -- ended ------------------------------------------------------------------------------------------------------------
@action(
    "sales.contract",
    label=pgettext_lazy("contract", "Cancel"),
    from_=("draft", "active"),
    to="cancelled",
    takes=REASON,
    icon="ban",
    is_danger=True,
)
def cancel_contract(contract: Contract, *, actor: Actor, reason: str) -> None:
    """It no longer counts as revenue; what was paid becomes an advance. The opportunity is resumed by hand.

    Raises `Refused` where goods or invoices are out: they go back first, or the contract is closed.
    """
    contract.cancelled_because, contract.cancelled_on = reason, timezone.localdate()
    if contract.state == "draft":
        return
    figures = contract_figures([contract.pk])[contract.pk]
    if figures.delivered or figures.invoiced:
        raise Refused(
            _("Delivered %(delivered)s, invoiced %(invoiced)s: take that back first, or close the contract.")
            % {"delivered": figures.delivered, "invoiced": figures.invoiced},
            code="begun",
        )
    _drop_drafts(contract, reason, actor)
    billing.credit_receivables(contract, contract.amount, source=contract, kind="cancelled", actor=actor, reason=reason)
    tell_figures(contract)


@action(
    "sales.contract",
    label=pgettext_lazy("contract", "Close"),
    from_=("active",),
    to="done",
    takes=REASON,
    icon="lock",
)
def close_contract(contract: Contract, *, actor: Actor, reason: str) -> None:
    """Nothing more is delivered or invoiced; what is not delivered is not owed, what is delivered still is."""
    _drop_drafts(contract, reason, actor)
    figures = contract_figures([contract.pk])[contract.pk]
    not_done = figures.signed - figures.credited - max(figures.delivered, figures.invoiced)
    billing.credit_receivables(contract, not_done, source=contract, kind="closed", actor=actor, reason=reason)
    contract.closed_on, contract.closed_because = timezone.localdate(), reason
    tell_figures(contract)


@action(
    "sales.contract",
    label=_("Open again"),
    from_=("done",),
    to="active",
    when=lambda contract: None if contract.closed_on else _("It is fulfilled; a change order can add to it."),
    icon="lock-open",
)
def reopen_contract(contract: Contract, *, actor: Actor) -> None:
    """The way back of closing: all that was signed is owed again."""
    billing.withdraw_credits(contract, "closed", actor=actor)
    contract.closed_on, contract.closed_because = None, ""
    tell_figures(contract)


def _drop_drafts(contract: Contract, reason: str, actor: Actor) -> None:
    """Deliveries that have not left and invoices that are not issued."""
    for delivery in Delivery.objects.filter(contract=contract.pk, state__in=OPEN).order_by("pk"):
        stock.cancel_delivery(delivery, actor=actor, reason=reason)
    drafts = list(Invoice.objects.filter(contract=contract.pk, state="draft").order_by("pk"))
    for invoice in drafts:
        invoice.state = "cancelled"
    records.save(drafts, actor=actor, cause="cancel_invoice")
