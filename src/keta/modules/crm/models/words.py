"""The lists that leads and opportunities are described with, as delivered."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INFLUENCE = {
    "high": pgettext_lazy("influence", "High"),
    "medium": pgettext_lazy("influence", "Medium"),
    "low": pgettext_lazy("influence", "Low"),
}
NEEDED_ROLES = ("decider", "approver", "influencer", "user", "buyer")
"""Who must be known before one may call a decision chain complete."""
WON_BECAUSE = {
    "product": pgettext_lazy("reason", "Product"),
    "price": pgettext_lazy("reason", "Price"),
    "relationship": pgettext_lazy("reason", "Relationship"),
    "service": pgettext_lazy("product", "Service"),
    "delivery": _("Delivery time"),
}
LOST_BECAUSE = {
    "price": _("Price too high"),
    "product": _("Product does not fit"),
    "relationship": _("Relationship too weak"),
    "delivery": _("Delivery too late"),
    "no_budget": _("No budget"),
    "no_decision": _("Customer decided nothing"),
    "competitor": _("Competitor was better"),
}
LEAD_REASONS = {
    "not_reached": _("Could not be reached"),
    "no_need": _("No need"),
    "no_budget": _("No budget"),
    "false_data": _("False data"),
    "duplicate": _("Known already"),
}
STAGE_OUTCOMES = {
    "open": pgettext_lazy("opportunity", "Open"),
    "won": pgettext_lazy("opportunity", "Won"),
    "lost": pgettext_lazy("opportunity", "Lost"),
}
REQUIRED = {
    "customer": _("Customer"),
    "contact": _("Contact"),
    "amount": _("Expected amount"),
    "closes_on": _("Expected date"),
    "budget": _("Budget of the customer"),
    "origin": _("Origin"),
    "lines": _("Product lines"),
    "is_decider_known": _("Decider known"),
    "are_attitudes_known": _("Attitude of every decider known"),
    "competitors": _("Competitors"),
    "quoted_on": _("Quotation issued"),
    "next_step": _("Next step"),
}
"""What a stage may ask to be filled before an opportunity leaves it: fields of the opportunity."""
