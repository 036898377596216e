"""Voucher (记账凭证) with its postings: balances, is numbered without gaps, and is never changed once posted."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import BusinessObject, Line, ObjectSpec, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text

NUMBERS = "PZ{year}{month}-{sequence:4}"
SECTIONS: Sections = {
    _("Basics"): ("number", "booked_on", "words", "source", "purpose", "reversal_of", "amount", "state"),
}


class Voucher(BusinessObject):
    """What one deed did to the accounts; `source` and `purpose` together stand for the deed, and come but once."""

    number = field.Number(NUMBERS)
    booked_on = field.Date(_("Booked on"), required=True, listed=True, filtered=True)
    words = field.Text(pgettext_lazy("voucher", "Words"), listed=True, filtered=True, searched=True, max_length=200)
    source = field.Source(_("Booked for"), listed=True, filtered=True)
    purpose = field.Text(_("Purpose"), filtered=True, max_length=60)
    reversal_of = field.Link("ledger.voucher", _("Takes back"), filtered=True)
    amount = field.Money(_("Amount"), computed=True, listed=True, filtered=True)
    state = field.State(
        draft=_("Draft"), posted=pgettext_lazy("voucher", "Posted"), colours={"posted": "good"}, importable=False
    )
    lines = field.Lines("ledger.posting", _("Postings"))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("source_id", "purpose"),
                condition=models.Q(source_id__isnull=False),
                name="voucher_once_for_each_deed",
            ),
            models.UniqueConstraint(
                fields=("reversal_of",), condition=models.Q(reversal_of__isnull=False), name="voucher_taken_back_once"
            ),
        )

    spec = ObjectSpec(
        label=_("Voucher"),
        menu="money",
        icon="receipt-2",
        position=85,
        title="{number} {words}",
        order="-booked_on",
        columns=("number", "booked_on", "words", "source", "amount"),
        sections=SECTIONS,
        is_searched=False,
        keeps_history=False,
        open_in=(),
        shows_on=(
            ShowsOn("ledger.voucher", "reversal_of", _("Taken back by"), in_timeline=False),
            ShowsOn("ledger.account", "account", _("Vouchers"), through="lines", in_timeline=False),
        ),
        views=(View("reversals", _("Reversals"), {"reversal_of": {"empty": False}}, "-booked_on"),),
    )

    def derive(self) -> None:
        lines = self.lines_in_hand("lines")
        if lines is not None:
            self.amount = sum((line.debit or Decimal() for line in lines), Decimal())


class Posting(Line):
    """A debit or a credit on an account, in the company's own currency; red (negative) where it takes back."""

    voucher: Any = field.Parent("ledger.voucher")
    account = field.Link("ledger.account", _("Account"), required=True)
    party = field.Link("parties.party", _("Party"))
    debit = field.Money(_("Debit"), totalled=True)
    credit = field.Money(_("Credit"), totalled=True)
    booked_on = field.Date(_("Booked on"), computed=True)

    class Meta:
        indexes = (
            models.Index(fields=("account", "booked_on"), name="posting_of_account"),
            models.Index(fields=("party", "account"), name="posting_of_party"),
        )

    spec = ObjectSpec(label=_("Posting"), is_searched=False, columns=("account", "party", "debit", "credit"))

    def derive(self) -> None:
        self.booked_on = self.voucher.booked_on
        self.debit, self.credit = self.debit or Decimal(), self.credit or Decimal()

    def problems(self) -> dict[str, Text]:
        if bool(self.debit) == bool(self.credit):
            return {"credit": _("A posting is either a debit or a credit.")}
        return {}
