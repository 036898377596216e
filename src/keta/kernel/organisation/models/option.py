"""Option (选项): one choice of a pick list as the company wants it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import BusinessObject, ObjectSpec, field

COLOURS = {
    "neutral": _("Grey"),
    "accent": _("Blue"),
    "good": _("Green"),
    "warning": _("Orange"),
    "bad": _("Red"),
}


class Option(BusinessObject):
    """A choice; a delivered one is overlaid by the row with the same list and code."""

    list = field.Text(pgettext_lazy("option", "List"), required=True, listed=True, filtered=True, max_length=100)
    code = field.Text(_("Code"), required=True, listed=True, max_length=60)
    label = field.Text(_("Label"), required=True, listed=True, searched=True, max_length=100)
    colour = field.Choice(_("Colour"), COLOURS, default="neutral", listed=True)
    position = field.Integer(_("Order"), listed=True, default=0, least=0)
    is_retired = field.YesNo(_("Retired"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Option"),
        menu="company",
        icon="list",
        position=60,
        title="{label}",
        order="list",
        administered=True,
        bumps_version=True,
        is_searched=False,
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("list", "code"), name="one_option_per_code"),)
