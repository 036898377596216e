"""Cash account (账户): where money of the company lies: a cash box, a bank account, an online account."""

from collections.abc import Sequence
from typing import Any, Self

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import BusinessObject, ObjectSpec, View, field
from keta.kernel.refusals import Text
from keta.modules.billing.models import words
from keta.modules.ledger import chart
from keta.modules.ledger.models import Account

LEDGER_CODES = {"bank": chart.BANK, "cash": chart.CASH, "online": chart.OTHER_FUNDS}


class CashAccount(BusinessObject):
    """One place where money lies, and the ledger account that tells of it."""

    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=100)
    kind = field.Choice(_("Kind"), words.CASH_KINDS, required=True, default="bank", listed=True, filtered=True)
    is_private = field.YesNo(
        _("Private account"),
        help=_("In the name of a person; money into it is warned about"),
        listed=True,
        filtered=True,
    )
    holder = field.Text(_("Holder"), listed=True, max_length=100)
    bank_name = field.Text(_("Bank"), listed=True, max_length=120)
    account_number = field.Text(_("Account number"), searched=True, max_length=60)
    ledger_account = field.Link("ledger.account", _("Ledger account"), filtered=True)
    is_closed = field.YesNo(pgettext_lazy("account", "Closed"), filtered=True)
    remarks = field.LongText(_("Remarks"))

    spec = ObjectSpec(
        label=_("Cash account"),
        menu="money",
        icon="wallet",
        position=70,
        order="name",
        columns=("name", "kind", "is_private", "holder", "bank_name"),
        sections={
            _("Basics"): ("name", "kind", "is_private", "holder", "is_closed"),
            _("Bank"): ("bank_name", "account_number", "ledger_account", "remarks"),
        },
        views=(View("private", _("Private accounts"), {"is_private": {"eq": True}}),),
    )

    @classmethod
    def gather(cls, records: Sequence[Self], actor: Any) -> None:
        """Where no ledger account was chosen, that of the kind."""
        bare = [record for record in records if record.ledger_account_id is None and record.kind]
        codes = {LEDGER_CODES[record.kind] for record in bare}
        accounts = dict(Account.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
        for record in bare:
            record.ledger_account_id = accounts.get(LEDGER_CODES[record.kind])

    def problems(self) -> dict[str, Text]:
        before = self.loaded("ledger_account_id")
        if before is not None and self.ledger_account_id != before:
            return {"ledger_account": _("What was booked stays there; make a new cash account for another one.")}
        return {}
