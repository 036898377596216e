"""The lists that quotations and contracts are described with, as delivered."""

from django.utils.translation import gettext_lazy as _

CONTRACT_KINDS = {
    "sale": _("Sale"),
    "lease": _("Lease"),
    "consignment": _("Consignment"),
    "framework": _("Framework contract"),
}
ORDER_ROUTES = {"direct": _("Ordered from us directly"), "agent": _("Ordered through an agent")}
DUE_AT = {
    "date": _("On a date"),
    "signing": _("On signing"),
    "delivery": _("On delivery"),
    "acceptance": _("On acceptance"),
    "warranty": _("After the warranty (retention)"),
}
"""What makes an instalment due; retention money is due when the warranty ends."""
REJECTED_BECAUSE = {
    "price": _("Price too high"),
    "product": _("Product does not fit"),
    "delivery": _("Delivery too late"),
    "terms": _("Terms not accepted"),
    "competitor": _("Competitor was better"),
    "postponed": _("Purchase postponed"),
}
