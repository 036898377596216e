"""Party (往来单位): a company or person we deal with, in one role or several: customer, supplier, dealer, competitor."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import ObjectSpec, OwnedObject, View, Window, field
from keta.modules.parties.models import words

BASICS = ("name", "short_name", "kind", "number", "parent", "tags")
BUSINESS = ("relationship_state", "grade", "origin", "industry", "staff_size", "price_level", "business_since")
REACH = ("phone", "email", "website", "address", "contact_preference")
REGISTRATION = ("credit_code", "legal_representative", "registered_capital", "founded_on", "region")
MONEY = ("credit_limit", "payment_days", "payment_behaviour", "wallet_share", "annual_revenue", "bank_name", "bank_account")
ROLES = ("is_customer", "is_supplier", "is_dealer", "is_competitor")
CARE = ("owner", "collaborators", "managed_by", "confirmed_on", "followed_up_at", "remarks")


class Party(OwnedObject):
    """One record for a company or person, whatever we do with it."""

    number = field.Number("KH-{sequence}")
    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=200)
    short_name = field.Text(_("Short name"), filtered=True, searched=True, max_length=100)
    kind = field.Choice(_("Kind"), words.KINDS, default="enterprise", filtered=True, listed=True)
    is_customer = field.YesNo(_("Customer"), filtered=True)
    is_supplier = field.YesNo(_("Supplier"), filtered=True)
    is_dealer = field.YesNo(_("Dealer"), filtered=True)
    is_competitor = field.YesNo(_("Competitor"), filtered=True)
    relationship_state = field.Choice(
        _("Relationship"), words.RELATIONSHIP, colours=words.RELATIONSHIP_COLOURS, default="prospect", listed=True, filtered=True
    )
    grade = field.Pick("parties.grade", _("Grade"), words.GRADES, colours=words.GRADE_COLOURS, listed=True, filtered=True)
    origin = field.Link("parties.origin", _("Origin"), filtered=True)
    industry = field.Pick("parties.industry", _("Industry"), words.INDUSTRIES, filtered=True)
    parent = field.Link("parties.party", _("Group parent"), filtered=True)
    phone = field.Phone(_("Phone"), listed=True, searched=True)
    email = field.Email(_("E-mail"), searched=True)
    website = field.URL(_("Web site"))
    address = field.Address(_("Address"), filtered=True)
    contact_preference = field.Choice(_("Best reached by"), words.CHANNELS, filtered=True)
    credit_code = field.Text(_("Unified social credit code"), filtered=True, searched=True, max_length=18)
    legal_representative = field.Text(_("Legal representative"), max_length=60)
    registered_capital = field.Money(_("Registered capital"), filtered=True, least=0)
    founded_on = field.Date(_("Founded on"), filtered=True)
    region = field.Pick("parties.region", _("Territory"), filtered=True)
    staff_size = field.Integer(_("Staff"), filtered=True, least=0)
    annual_revenue = field.Money(_("Annual revenue"), filtered=True, least=0)
    price_level = field.Pick("parties.price_level", _("Price level"), words.PRICE_LEVELS, filtered=True)
    business_since = field.Date(_("Business with us since"), filtered=True)
    credit_limit = field.Money(_("Credit limit"), filtered=True, least=0)
    payment_days = field.Integer(_("Payment term in days"), filtered=True, least=0, most=3650)
    payment_behaviour = field.Pick("parties.payment_behaviour", _("Payment behaviour"), words.PAYMENT, filtered=True)
    wallet_share = field.Percent(_("Share of wallet"), filtered=True, least=0, most=100)
    bank_name = field.Text(_("Bank"), max_length=120)
    bank_account = field.Text(_("Bank account"), max_length=60)
    managed_by = field.Choice(_("Managed"), words.MANAGEMENT, default="direct", filtered=True)
    confirmed_on = field.Date(_("Last confirmed on"), filtered=True)
    followed_up_at = field.Moment(_("Last followed up"), computed=True, listed=True, filtered=True)
    collaborators = field.Links("organisation.member", _("Collaborators"))
    tags = field.Tags(_("Tags"), filtered=True, searched=True)
    remarks = field.LongText(_("Remarks"), searched=True)

    spec = ObjectSpec(
        label=_("Party"),
        icon="building",
        menu="customers",
        position=90,
        is_common=True,
        order="name",
        sections={
            _("Basics"): BASICS,
            _("Relationship"): BUSINESS,
            _("Reach"): REACH,
            _("Care"): CARE,
            _("Registration"): REGISTRATION,
            _("Money"): MONEY,
            _("Roles"): ROLES,
        },
        kanban="relationship_state",
        duplicates=("name", "short_name", "phone", "email", "website", "credit_code"),
        windows=(
            Window(
                "parties.customer",
                _("Customer"),
                menu="customers",
                icon="building",
                position=10,
                where={"is_customer": True},
                sets={"is_customer": True},
                columns=("name", "grade", "relationship_state", "phone", "owner", "followed_up_at", "number"),
            ),
            Window(
                "parties.supplier",
                _("Supplier"),
                menu="customers",
                icon="truck",
                position=60,
                where={"is_supplier": True},
                sets={"is_supplier": True},
                columns=("name", "phone", "payment_days", "owner", "number"),
            ),
        ),
        views=(
            View("mine", _("Mine"), {"owner": {"me": True}}),
            View("pool", _("Pool"), {"owner": {"empty": True}}),
            View("key", _("Key customers"), {"grade": {"eq": "key"}}),
        ),
    )
