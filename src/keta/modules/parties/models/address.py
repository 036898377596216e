"""Address (地址): a further place of a party, for deliveries, invoices, visits."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, ShowsOn, field
from keta.modules.parties.models import words


class Address(BusinessObject):
    """One place of a party beside its main address."""

    party = field.Link(
        "parties.party", _("Customer"), window="parties.customer", required=True, listed=True, filtered=True
    )
    name = field.Text(_("Name of the place"), required=True, listed=True, max_length=100)
    use = field.Choice(_("Used for"), words.ADDRESS_USES, default="delivery", listed=True, filtered=True)
    address = field.Address(_("Address"), listed=True, filtered=True)
    recipient = field.Text(_("Recipient"), listed=True, max_length=100)
    phone = field.Phone(_("Phone"), listed=True)

    spec = ObjectSpec(
        label=_("Address"),
        icon="map-pin",
        order="name",
        sections={_("Basics"): ("party", "name", "use", "address", "recipient", "phone")},
        shows_on=(ShowsOn("parties.party", "party", _("Addresses"), position=80, in_timeline=False),),
    )
