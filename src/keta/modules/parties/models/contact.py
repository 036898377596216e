"""Contact (联系人): a person at a party."""

from operator import attrgetter

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, ObjectSpec, OwnedObject, ShowsOn, field
from keta.modules.parties.models import words


class Contact(OwnedObject):
    """A person at a customer, supplier, dealer or competitor."""

    party = field.Link(
        "parties.party", _("Customer"), window="parties.customer", required=True, listed=True, filtered=True
    )
    name = field.Text(pgettext_lazy("person", "Name"), required=True, listed=True, searched=True, max_length=100)
    gender = field.Choice(_("Gender"), words.GENDERS)
    job_title = field.Text(_("Job title"), listed=True, searched=True, max_length=100)
    section = field.Text(_("Department"), max_length=100)
    is_primary = field.YesNo(_("Primary contact"), listed=True, filtered=True)
    decision_role = field.Pick(
        "parties.decision_role", _("Role in decisions"), words.DECISION_ROLES, listed=True, filtered=True
    )
    decision_rights = field.Picks("parties.decision_right", _("Decides about"), words.DECISION_RIGHTS, filtered=True)
    attitude = field.Choice(_("Attitude to us"), words.ATTITUDES, colours=words.ATTITUDE_COLOURS, filtered=True)
    mobile = field.Phone(_("Mobile"), listed=True, searched=True)
    phone = field.Phone(_("Phone"), searched=True)
    email = field.Email(_("E-mail"), listed=True, searched=True)
    wechat = field.Text(_("WeChat"), searched=True, max_length=60)
    contact_preference = field.Choice(_("Best reached by"), words.CHANNELS)
    birthday = field.Date(_("Birthday"), filtered=True)
    is_lunar_birthday = field.YesNo(_("Birthday by the lunar calendar"))
    reports_to = field.Link("parties.contact", _("Reports to"))
    former_employers = field.Text(_("Former employers"), max_length=300)
    has_left = field.YesNo(_("Has left"), filtered=True)
    remarks = field.LongText(_("Remarks"))
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    class Meta:
        indexes = (models.Index(fields=("name", "id"), name="contact_by_name"),)

    spec = ObjectSpec(
        label=_("Contact"),
        menu="customers",
        icon="address-book",
        position=20,
        order="name",
        is_common=True,
        sections={
            _("Basics"): ("name", "party", "gender", "job_title", "section", "is_primary", "owner"),
            _("Reach"): ("mobile", "phone", "email", "wechat", "contact_preference"),
            _("Part in decisions"): ("decision_role", "decision_rights", "attitude", "reports_to"),
            pgettext_lazy("section", "Person"): (
                "birthday",
                "is_lunar_birthday",
                "former_employers",
                "has_left",
                "remarks",
            ),
        },
        shows_on=(
            ShowsOn("parties.party", "party", _("Contacts"), position=10, in_timeline=False),
            ShowsOn("parties.contact", "reports_to", _("Reports to this person"), in_timeline=False),
        ),
        figures=(Figure("parties.party", "party", _("Contacts"), position=10),),
        duplicates=("name", "mobile", "email"),
    )
