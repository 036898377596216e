"""Member (成员): a person of our company, as rights and ownership know him; he may have no login."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import BusinessObject, ObjectSpec, ShowsOn, field


class Member(BusinessObject):
    """A person of our company."""

    name = field.Text(pgettext_lazy("person", "Name"), required=True, listed=True, searched=True, max_length=100)
    department = field.Department(_("Department"), listed=True, filtered=True)
    positions = field.Links("organisation.position", _("Positions"), listed=True)
    superior = field.Member(_("Superior"))
    is_active = field.YesNo(_("On duty"), default=True, listed=True, filtered=True)
    user = models.OneToOneField("organisation.User", models.SET_NULL, null=True, blank=True, related_name="member")

    spec = ObjectSpec(
        label=_("Member"),
        menu="company",
        icon="user",
        position=30,
        order="name",
        administered=True,
        bumps_version=True,
        sections={_("Basics"): ("name", "department", "positions", "superior", "is_active")},
        shows_on=(ShowsOn("organisation.department", "department", in_timeline=False),),
    )
