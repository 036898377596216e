"""The lists that money documents are described with, as delivered."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CASH_KINDS = {"bank": _("Bank account"), "cash": _("Cash box"), "online": _("Online payment")}
INVOICE_KINDS = {
    "special": _("Special VAT invoice"),
    "ordinary": _("Ordinary VAT invoice"),
}
RED_REASONS = {
    "return": _("Goods returned"),
    "mistake": _("Made out wrongly"),
    "stopped": _("Service ended"),
    "allowance": _("Price allowance"),
}
"""The four reasons of a red-letter confirmation sheet."""
LOWERS_CLAIM = frozenset({"stopped", "allowance"})
"""Red letters after which the customer owes less; one for returned goods goes with the return, and an invoice made out
wrongly is followed by another one."""
METHODS = {
    "transfer": _("Bank transfer"),
    "cash": pgettext_lazy("payment", "Cash"),
    "online": _("Online payment"),
    "bank_bill": _("Bank acceptance bill"),
    "commercial_bill": _("Commercial acceptance bill"),
}
BILLS = frozenset({"bank_bill", "commercial_bill"})
BILL_COURSE = {
    "held": pgettext_lazy("bill", "Held"),
    "collected": pgettext_lazy("bill", "Collected"),
    "discounted": pgettext_lazy("bill", "Discounted"),
    "endorsed": pgettext_lazy("bill", "Endorsed"),
}
CREDIT_KINDS = {
    "red_letter": _("Red-letter invoice"),
    "return": _("Goods returned"),
    "cancelled": _("Contract cancelled"),
    "closed": _("Contract closed"),
    "write_off": _("Written off"),
}
REFUND_REASONS = {
    "overpaid": _("Paid too much"),
    "returned": _("Goods returned"),
    "cancelled": _("Contract cancelled"),
    "other": _("Other"),
}
