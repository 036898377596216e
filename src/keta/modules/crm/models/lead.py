"""Lead (线索): a name not yet qualified; becomes customer, contact and opportunity."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import ObjectSpec, OwnedObject, ShowsOn, View, field
from keta.modules.crm.models import words
from keta.modules.parties.models.words import INDUSTRIES, KINDS

OUTCOME = ("state", "dropped_because", "customer", "contact", "opportunity")


class Lead(OwnedObject):
    """Somebody who might buy; what is not known yet may stay empty."""

    number = field.Number("XS{year}{month}-{sequence:4}")
    name = field.Text(_("What it is about"), required=True, listed=True, searched=True, max_length=200)
    company_name = field.Text(_("Company"), listed=True, filtered=True, searched=True, max_length=200)
    kind = field.Choice(_("Kind"), KINDS, default="enterprise", filtered=True)
    person_name = field.Text(_("Contact"), listed=True, searched=True, max_length=100)
    job_title = field.Text(_("Job title"), max_length=100)
    mobile = field.Phone(_("Mobile"), listed=True, searched=True)
    phone = field.Phone(_("Phone"), searched=True)
    email = field.Email(_("E-mail"), searched=True)
    website = field.URL(_("Web site"))
    address = field.Address(_("Address"), filtered=True)
    industry = field.Pick("parties.industry", _("Industry"), INDUSTRIES, filtered=True)
    origin = field.Link("parties.origin", _("Origin"), listed=True, filtered=True)
    amount = field.Money(_("Expected amount"), filtered=True, totalled=True, least=0)
    need = field.LongText(_("Need"), searched=True)
    state = field.State(
        new=pgettext_lazy("lead", "New"),
        qualified=pgettext_lazy("lead", "Qualified"),
        dropped=pgettext_lazy("lead", "Dropped"),
        colours={"new": "accent", "qualified": "good"},
    )
    dropped_because = field.Pick(
        "crm.lead_reason", _("Dropped because"), words.LEAD_REASONS, computed=True, filtered=True
    )
    customer = field.Link("parties.party", _("Customer"), window="parties.customer", computed=True, filtered=True)
    contact = field.Link("parties.contact", _("Contact"), computed=True)
    opportunity = field.Link("crm.opportunity", _("Opportunity"), computed=True)
    tags = field.Tags(_("Tags"), filtered=True, searched=True)
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Lead"),
        menu="sales",
        icon="user-search",
        position=10,
        is_common=True,
        sections={
            _("Basics"): ("name", "number", "company_name", "kind", "need", "amount", "owner"),
            _("Reach"): ("person_name", "job_title", "mobile", "phone", "email", "website", "address"),
            _("Where from"): ("origin", "industry", "tags"),
            _("What became of it"): OUTCOME,
        },
        shows_on=(
            ShowsOn("parties.origin", "origin", _("Leads"), in_timeline=False),
            ShowsOn("parties.party", "customer", _("Leads"), position=60),
        ),
        views=(
            View("open", pgettext_lazy("lead", "Open"), {"state": {"eq": "new"}}),
            View("mine", _("Mine"), {"owner": {"me": True}}),
        ),
        duplicates=("company_name", "mobile", "email"),
    )
