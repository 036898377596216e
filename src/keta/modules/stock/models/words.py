"""The lists that deliveries, returns and stock moves are described with, as delivered."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SHIPPING_METHODS = {
    "express": pgettext_lazy("delivery", "Express"),
    "freight": pgettext_lazy("delivery", "Freight"),
    "own_vehicle": _("Our own vehicle"),
    "pick_up": _("Picked up by the customer"),
}
CARRIERS = {
    "sf": _("SF Express"),
    "jd": _("JD Logistics"),
    "deppon": _("Deppon"),
    "ems": _("EMS"),
}
RETURNED_BECAUSE = {
    "quality": _("Quality"),
    "wrong_goods": _("Wrong goods delivered"),
    "transport": _("Damaged on the way"),
    "too_many": _("Too many delivered"),
    "not_needed": _("Not needed any more"),
}
CONDITIONS = {
    "good": pgettext_lazy("goods", "As new"),
    "used": pgettext_lazy("goods", "Used"),
    "damaged": pgettext_lazy("goods", "Damaged"),
}
PURPOSES = {
    "opening": _("Opening stock"),
    "sale": _("Sold"),
    "sales_return": _("Returned by the customer"),
    "reversal": _("Taken back"),
    "revaluation": _("Value set right"),
}
"""What moves stock: each document moves once for each purpose."""
