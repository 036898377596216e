"""Receivable (应收款): an instalment of a contract; what is due, what of it has come in, what is still owed."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, ObjectSpec, OwnedObject, Sections, ShowsOn, View, field
from keta.modules.billing.models import words
from keta.modules.billing.models.fitting import follow_cause
from keta.modules.sales.models.words import DUE_AT

SECTIONS: Sections = {
    _("Basics"): ("number", "contract", "instalment", "customer", "owner", "state"),
    _("Due"): ("due_at", "days_after", "due_on", "days_overdue"),
    _("Amounts"): ("amount", "allocated", "credited", "written_off", "balance"),
    _("Promise"): ("promised_on", "promise"),
}


class Receivable(OwnedObject):
    """What a customer owes at one time for one contract. All figures follow from receipts and credits."""

    number = field.Number("YS{year}{month}-{sequence:4}")
    contract = field.Link("sales.contract", _("Contract"), required=True, listed=True, filtered=True)
    instalment = field.Integer(_("Instalment"), required=True, least=1, most=999, listed=True, filtered=True)
    customer = field.Link(
        "parties.party", _("Customer"), window="parties.customer", computed=True, listed=True, filtered=True
    )
    due_at = field.Choice(_("Due"), DUE_AT, default="date", filtered=True)
    days_after = field.Integer(_("Days after"), least=0, most=3650)
    due_on = field.Date(pgettext_lazy("receivable", "Due on"), listed=True, filtered=True)
    overdue_from = field.Date(_("Counted from"), computed=True)
    days_overdue = field.Elapsed("overdue_from", _("Days overdue"), listed=True, filtered=True)
    amount = field.Money(_("Amount"), required=True, least=0, listed=True, filtered=True, totalled=True)
    allocated = field.Money(pgettext_lazy("money", "Received"), computed=True, listed=True, totalled=True)
    credited = field.Money(_("Credited"), computed=True, totalled=True)
    written_off = field.Money(_("Written off"), computed=True, totalled=True)
    balance = field.Money(_("Balance"), computed=True, listed=True, filtered=True, totalled=True)
    promised_on = field.Date(_("Promised for"), computed=True, filtered=True)
    promise = field.Text(_("What was promised"), computed=True, max_length=300)
    state = field.State(
        open=pgettext_lazy("receivable", "Open"),
        settled=pgettext_lazy("receivable", "Settled"),
        written_off=_("Written off"),
        cancelled=pgettext_lazy("receivable", "Cancelled"),
        colours={"settled": "good", "written_off": "bad"},
        importable=False,
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("contract", "instalment"), name="receivable_of_instalment"),)
        indexes = (models.Index(fields=("state", "due_on"), name="receivable_by_day"),)

    spec = ObjectSpec(
        label=_("Receivable"),
        menu="money",
        icon="calendar-due",
        position=10,
        title="{number}",
        order="due_on",
        columns=("title", "customer", "contract", "due_on", "amount", "allocated", "balance", "days_overdue", "state"),
        sections=SECTIONS,
        derives_from=("contract",),
        open_in=(),
        shows_on=(
            ShowsOn("sales.contract", "contract", _("Receivables"), position=50, in_timeline=False),
            ShowsOn("parties.party", "customer", _("Receivables"), position=60, in_timeline=False),
            ShowsOn("billing.receivable", "about", _("Activities"), shown="activities.activity", position=60),
        ),
        figures=(
            Figure("sales.contract", "contract", pgettext_lazy("money", "Received"), "sum:allocated", position=40),
            Figure("sales.contract", "contract", _("Still owed"), "sum:balance", {"state": "open"}, position=50),
            Figure("parties.party", "customer", pgettext_lazy("money", "Received"), "sum:allocated", position=52),
            Figure("parties.party", "customer", _("Still owed"), "sum:balance", {"state": "open"}, position=53),
        ),
        views=(
            View("open", pgettext_lazy("receivable", "Open"), {"state": {"eq": "open"}}, "due_on"),
            View("overdue", _("Overdue"), {"days_overdue": {"gt": 0}}, "-days_overdue"),
            View("this_month", _("Due this month"), {"due_on": {"within": "this_month"}, "state": {"eq": "open"}}),
            View("waiting", _("Waiting for their event"), {"due_on": {"empty": True}, "state": {"eq": "open"}}),
            View("mine", _("Mine"), {"owner": {"me": True}}),
        ),
    )

    def derive(self) -> None:
        contract = self.fetched("contract")
        if contract is not None:
            self.customer_id = contract.customer_id
        follow_cause(self, contract)
        for name in ("allocated", "credited", "written_off"):
            setattr(self, name, getattr(self, name) or Decimal())
        self.balance = (self.amount or Decimal()) - self.allocated - self.credited - self.written_off
        self.state = self._found_state()
        self.overdue_from = self.due_on if self.state == "open" else None

    def _found_state(self) -> str:
        if self.balance > 0:
            return "open"
        if self.written_off:
            return "written_off"
        return "settled" if self.allocated else "cancelled"

    def compose_title(self, words: dict[str, str]) -> str:
        contract = self.fetched("contract")
        return f"{words['number']} {contract.number}/{self.instalment}" if contract else words["number"]


class Credit(OwnedObject):
    """What lowers a receivable beside money: a red letter, a return, a cancelled contract, a loss written off."""

    receivable = field.Link("billing.receivable", _("Receivable"), required=True, listed=True, filtered=True)
    kind = field.Choice(_("Kind"), words.CREDIT_KINDS, required=True, default="return", listed=True, filtered=True)
    amount = field.Money(_("Amount"), required=True, least=0, listed=True, totalled=True)
    credited_on = field.Date(_("Credited on"), required=True, listed=True, filtered=True)
    source = field.Source(_("Because of"), listed=True, filtered=True)
    reason = field.Text(_("Reason"), listed=True, max_length=300)
    state = field.State(
        valid=pgettext_lazy("credit", "Valid"),
        withdrawn=pgettext_lazy("credit", "Withdrawn"),
        importable=False,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("source_id", "receivable", "kind"),
                condition=models.Q(source_id__isnull=False, state="valid"),
                name="credit_once_for_each_cause",
            ),
        )

    spec = ObjectSpec(
        label=_("Credit"),
        icon="receipt-refund",
        title="{kind} {amount}",
        columns=("title", "receivable", "kind", "amount", "credited_on", "source", "state"),
        derives_from=("receivable",),
        open_in=(),
        is_searched=False,
        shows_on=(
            ShowsOn("billing.receivable", "receivable", _("Credits"), position=20),
            ShowsOn("billing.credit", "source", _("Vouchers"), shown="ledger.voucher", position=90, in_timeline=False),
        ),
    )

    def derive(self) -> None:
        follow_cause(self, self.fetched("receivable"))
