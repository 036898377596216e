"""Reads over money: how old debts are, whom to ask for money today, what a contract has come to."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Text
from keta.modules.billing.models import Invoice, Receivable, Refund
from keta.modules.ledger import chart
from keta.modules.ledger.queries import balance as ledger_balance
from keta.modules.ledger.queries import postings
from keta.modules.stock.queries import DeliveredFigures, delivered_figures

NOTHING = Decimal()
BOOKED = ("issued", "red")


class Bucket(NamedTuple):
    """Debts of one age: days past the day on which they fell due."""

    key: str
    label: Text
    first: int | None
    last: int | None


BUCKETS = (
    Bucket("not_due", _("Not due yet"), None, 0),
    Bucket("days_30", _("1–30 days"), 1, 30),
    Bucket("days_60", _("31–60 days"), 31, 60),
    Bucket("days_90", _("61–90 days"), 61, 90),
    Bucket("older", _("More than 90 days"), 91, None),
)
"""What waits for its event counts as not due."""


def bucket_of(due_on: datetime.date | None, today: datetime.date) -> str:
    days = (today - due_on).days if due_on else 0
    return next(each.key for each in BUCKETS if each.last is None or days <= each.last)


@dataclass
class Aged:
    """What one customer owes, by age."""

    party_id: UUID
    name: str
    amounts: dict[str, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), NOTHING)


def open_receivables(actor: Actor) -> "QuerySet[Receivable]":
    """Those that the actor may see."""
    return records_for(actor, kind_of(Receivable)).filter(state="open")


def ageing(actor: Actor, *, on: datetime.date | None = None) -> list[Aged]:
    """Customers by what they owe today, the largest first, in the actor's sight. Ages are counted to `on`."""
    today = on or timezone.localdate()
    found: dict[UUID, Aged] = {}
    rows = open_receivables(actor).values_list("customer", "customer__title", "due_on").order_by()
    for party, name, due_on, amount in rows.annotate(total=Sum("balance")):
        aged = found.setdefault(party, Aged(party, name))
        bucket = bucket_of(due_on, today)
        aged.amounts[bucket] = aged.amounts.get(bucket, NOTHING) + amount
    return sorted(found.values(), key=lambda each: -each.total)


@dataclass(frozen=True)
class ToAsk:
    """An overdue receivable and what one should know before asking for it."""

    receivable: Receivable
    days: int

    @property
    def weight(self) -> Decimal:
        """Amount × days: what waits longest and weighs most comes first."""
        return Decimal(self.receivable.balance * self.days)


def collection_list(actor: Actor, *, on: datetime.date | None = None, most: int = 200) -> list[ToAsk]:
    """Whom to ask for money today, in the actor's sight; those with a promise for a later day are left in peace."""
    today = on or timezone.localdate()
    rows = open_receivables(actor).filter(due_on__lt=today).exclude(promised_on__gt=today)
    overdue = (ToAsk(each, (today - each.due_on).days) for each in rows.select_related("customer", "contract", "owner"))
    return sorted(overdue, key=lambda each: -each.weight)[:most]


@dataclass(frozen=True)
class ContractFigures:
    """A contract in money, with tax; margin and cost without."""

    quoted: Decimal = NOTHING
    signed: Decimal = NOTHING
    delivered: Decimal = NOTHING
    invoiced: Decimal = NOTHING
    received: Decimal = NOTHING
    refunded: Decimal = NOTHING
    credited: Decimal = NOTHING
    """What is not owed any more, without having been paid: returns, allowances, what was called off."""
    balance: Decimal = NOTHING
    """What is still owed by the collection plan."""
    delivered_net: Decimal = NOTHING
    cost: Decimal = NOTHING

    @property
    def margin(self) -> Decimal:
        """Of what has been delivered: without tax, less its cost."""
        return self.delivered_net - self.cost

    @property
    def receipt_margin(self) -> Decimal:
        """Of what has come in: its part of the margin of what was delivered."""
        return (self.received * self.margin / self.delivered).quantize(Decimal("0.01")) if self.delivered else NOTHING


def contract_figures(contract_ids: Collection[UUID]) -> dict[UUID, ContractFigures]:
    """Each figure the sum of its documents; the caller has seen to it that the reader may see the contracts."""
    contracts = kind_of("sales.contract").model.objects.filter(pk__in=contract_ids)
    amounts = {key: parts for key, *parts in contracts.values_list("pk", "quotation__amount", "amount")}
    invoiced = _sums(Invoice.objects.filter(contract__in=contract_ids, state__in=BOOKED), "amount")
    refunded = _sums(Refund.objects.filter(contract__in=contract_ids, state="paid"), "amount")
    plan = Receivable.objects.filter(contract__in=contract_ids)
    received, credited = _sums(plan, "allocated"), _sums(plan, "credited")
    owed = _sums(plan.filter(state="open"), "balance")
    delivered = delivered_figures(contract_ids)
    return {
        key: ContractFigures(
            quoted=quoted or NOTHING,
            signed=signed or NOTHING,
            invoiced=invoiced.get(key, NOTHING),
            received=received.get(key, NOTHING),
            refunded=refunded.get(key, NOTHING),
            credited=credited.get(key, NOTHING),
            balance=owed.get(key, NOTHING),
            **_of_goods(delivered[key]),
        )
        for key, (quoted, signed) in amounts.items()
    }


def _of_goods(figures: DeliveredFigures) -> dict[str, Decimal]:
    return {"delivered": figures.amount, "delivered_net": figures.net_amount, "cost": figures.cost}


def _sums(rows: "QuerySet[Any]", name: str) -> dict[UUID, Decimal]:
    return dict(rows.values_list("contract").annotate(total=Sum(name)).order_by())


class Dealing(NamedTuple):
    """One line of a statement of account."""

    on: datetime.date
    words: str
    object: str
    id: UUID
    invoiced: Decimal
    received: Decimal


@dataclass(frozen=True)
class Statement:
    """The dealings with a customer in money over a period: what he owed, invoices and receipts, what he owes."""

    opening: Decimal
    lines: list[tuple[Dealing, Decimal]]
    """Each with the balance after it."""
    closing: Decimal


def party_statement(party_id: UUID, first: datetime.date, last: datetime.date) -> Statement:
    """From `first` to `last`, both included; a balance below nothing is paid ahead."""
    dealings = sorted(_dealings(party_id, last), key=lambda each: (each.on, each.words))
    balance, opening, lines = NOTHING, NOTHING, []
    for each in dealings:
        balance += each.invoiced - each.received
        if each.on < first:
            opening = balance
        else:
            lines.append((each, balance))
    return Statement(opening, lines, balance)


def _dealings(party_id: UUID, last: datetime.date) -> Iterator[Dealing]:
    """By the vouchers, so that what was taken back stands there as it happened."""
    codes = (chart.RECEIVABLES, chart.ADVANCES)
    booked = postings().filter(party=party_id, account__code__in=codes, booked_on__lte=last)
    rows = booked.values_list("voucher", "booked_on", "voucher__words", "voucher__source_object", "voucher__source_id")
    for __, on, words, key, source, change in rows.annotate(change=ledger_balance()).order_by():
        if change:
            is_invoice = key == "billing.invoice"
            yield Dealing(on, words, key, source, change if is_invoice else NOTHING, NOTHING if is_invoice else -change)
