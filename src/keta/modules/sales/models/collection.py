"""Collection plan (收款计划): the instalments of a contract, each due on a date or at an event."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Line, ObjectSpec, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models.priced import to_cents
from keta.modules.sales.models import words


class Collection(Line):
    """One instalment, as a share of the contract or as an amount; 3-3-3-1 is four of them."""

    contract = field.Parent("sales.contract")
    due_at = field.Choice(_("Due"), words.DUE_AT, default="date", required=True)
    due_on = field.Date(pgettext_lazy("instalment", "Due on"))
    days_after = field.Integer(_("Days after"), least=0, most=3650)
    share = field.Percent(pgettext_lazy("instalment", "Share"), least=0, most=100)
    amount = field.Money(_("Amount"), least=0)
    remarks = field.Text(_("Remarks"), max_length=200)

    spec = ObjectSpec(label=_("Instalment"), is_searched=False)

    def problems(self) -> dict[str, Text]:
        if self.due_at == "date" and self.due_on is None:
            return {"due_on": _("Enter the day on which it is due, or choose an event.")}
        if self.share is None and self.amount is None:
            return {"amount": _("Enter a share of the contract, or an amount.")}
        return {}


def spread(instalments: list[Any], amount: Decimal) -> None:
    """Gives each instalment with a share its amount; where shares make 100 %, the last takes what rounding leaves."""
    shared = [each for each in instalments if each.share is not None]
    for each in shared:
        each.amount = to_cents(amount * each.share / 100)
    if shared and len(shared) == len(instalments) and sum(each.share for each in shared) == 100:
        shared[-1].amount += amount - sum(each.amount for each in shared)
