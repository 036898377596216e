"""The chart of accounts that every company begins with; it adds its own below and beside them."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.modules.ledger.models import Account


class Delivered(NamedTuple):
    """An account as delivered; its code begins with that of the account above it."""

    code: str
    name: str
    kind: str
    is_by_party: bool = False


CHART = (
    Delivered("1001", gettext_noop("Cash on hand"), "asset"),
    Delivered("1002", gettext_noop("Bank deposits"), "asset"),
    Delivered("1012", gettext_noop("Other monetary funds"), "asset"),
    Delivered("1121", gettext_noop("Bills receivable"), "asset", is_by_party=True),
    Delivered("1122", gettext_noop("Accounts receivable"), "asset", is_by_party=True),
    Delivered("1123", gettext_noop("Prepayments made"), "asset", is_by_party=True),
    Delivered("1221", gettext_noop("Other receivables"), "asset"),
    Delivered("1231", gettext_noop("Provision for bad debts"), "asset"),
    Delivered("1405", gettext_noop("Goods in stock"), "asset"),
    Delivered("1406", gettext_noop("Goods shipped"), "asset"),
    Delivered("1601", gettext_noop("Fixed assets"), "asset"),
    Delivered("1602", gettext_noop("Accumulated depreciation"), "asset"),
    Delivered("1901", gettext_noop("Property gains and losses to be settled"), "asset"),
    Delivered("2001", gettext_noop("Short-term loans"), "liability"),
    Delivered("2201", gettext_noop("Bills payable"), "liability", is_by_party=True),
    Delivered("2202", gettext_noop("Accounts payable"), "liability", is_by_party=True),
    Delivered("2203", gettext_noop("Advances from customers"), "liability", is_by_party=True),
    Delivered("2211", gettext_noop("Payroll payable"), "liability"),
    Delivered("2221", gettext_noop("Taxes payable"), "liability"),
    Delivered("222101", gettext_noop("VAT payable: output tax"), "liability"),
    Delivered("222102", gettext_noop("VAT payable: input tax"), "liability"),
    Delivered("2241", gettext_noop("Other payables"), "liability"),
    Delivered("4001", gettext_noop("Paid-in capital"), "equity"),
    Delivered("4103", gettext_noop("Profit of the year"), "equity"),
    Delivered("4104", gettext_noop("Profit distribution"), "equity"),
    Delivered("6001", gettext_noop("Revenue from main business"), "revenue"),
    Delivered("6051", gettext_noop("Revenue from other business"), "revenue"),
    Delivered("6301", gettext_noop("Non-operating income"), "revenue"),
    Delivered("6401", gettext_noop("Cost of main business"), "expense"),
    Delivered("6402", gettext_noop("Cost of other business"), "expense"),
    Delivered("6403", gettext_noop("Taxes and surcharges"), "expense"),
    Delivered("6601", gettext_noop("Selling expenses"), "expense"),
    Delivered("6602", gettext_noop("Administrative expenses"), "expense"),
    Delivered("6603", gettext_noop("Finance costs"), "expense"),
    Delivered("6702", gettext_noop("Credit impairment losses"), "expense"),
    Delivered("6711", gettext_noop("Non-operating expenses"), "expense"),
    Delivered("6801", gettext_noop("Income tax"), "expense"),
)
LENGTH = 4
"""Digits of a code of the first level; each level below has two more."""


def deliver_accounts(actor: Actor) -> None:
    """Creates what is not there yet, known by its code."""
    known = set(Account.objects.values_list("code", flat=True))
    bare = [each for each in CHART if each.code not in known]
    _create([each for each in bare if len(each.code) == LENGTH], actor)
    _create([each for each in bare if len(each.code) > LENGTH], actor)


def _create(wanted: Sequence[Delivered], actor: Actor) -> None:
    above = dict(Account.objects.values_list("code", "pk"))
    rows = [{**each._asdict(), "name": _(each.name), "parent": above.get(each.code[:-2])} for each in wanted]
    records.create_set(kind_of(Account), rows, actor=actor, cause="deliver")
