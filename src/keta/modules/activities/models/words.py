"""The lists that activities are described with, as delivered."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "todo": _("To-do"),
    "visit": _("Visit"),
    "call": _("Call"),
    "mail": pgettext_lazy("activity", "E-mail"),
    "meeting": _("Meeting"),
    "message": _("Message"),
}
PRIORITIES = {
    "high": pgettext_lazy("priority", "High"),
    "normal": pgettext_lazy("priority", "Normal"),
    "low": pgettext_lazy("priority", "Low"),
}
APPOINTMENTS = {
    "none": _("Not needed"),
    "asked": _("Asked for"),
    "agreed": pgettext_lazy("appointment", "Agreed"),
    "refused": pgettext_lazy("appointment", "Refused"),
}
OUTCOMES = {
    "good": _("Went well"),
    "open": _("Still open"),
    "bad": _("Went badly"),
    "not_reached": _("Not reached"),
}
OUTCOME_COLOURS = {"good": "good", "bad": "bad", "not_reached": "warning"}
