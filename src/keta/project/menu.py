"""The navigation as delivered: its groups in order, and the pages that are no lists."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.surfaces.frame import Place, menu
from keta.surfaces.lists.preferred import preferred_menu
from keta.surfaces.notices.views import unread


def lay_out() -> None:
    """Called once at start."""
    menu.groups = {
        "": "",
        "customers": _("Customers"),
        "work": pgettext_lazy("menu", "Work"),
        "sales": _("Sales"),
        "products": _("Products"),
        "stock": pgettext_lazy("menu", "Stock"),
        "money": pgettext_lazy("menu", "Money"),
        "own": _("Own objects"),
        "company": _("Company"),
    }
    menu.places = [
        Place("", _("Home"), "home", "/", position=0),
        Place("money", _("Whom to ask today"), "phone-call", "/billing/collection", 45, object="billing.receivable"),
        Place("money", _("Ageing of receivables"), "chart-bar", "/billing/ageing", 46, object="billing.receivable"),
        Place("money", _("Trial balance"), "scale", "/ledger/trial-balance", 90, object="ledger.voucher"),
    ]
    menu.phone = ("parties.customer", "activities.activity")
    menu.company = lambda: settings.COMPANY_NAME
    menu.unread = unread
    menu.order = preferred_menu
