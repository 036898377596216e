"""The lists that accounts are described with."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACCOUNT_KINDS = {
    "asset": _("Asset"),
    "liability": _("Liability"),
    "equity": _("Equity"),
    "revenue": pgettext_lazy("account", "Revenue"),
    "expense": pgettext_lazy("account", "Expense"),
}
DEBIT_KINDS = frozenset({"asset", "expense"})
"""Kinds whose balance is usually a debit."""
