"""What happens to an issued quotation beside being accepted: it is revised, or the customer says no."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor, require
from keta.kernel.actions import action
from keta.kernel.objects import field, kind_of
from keta.modules.sales.lines import carry_lines
from keta.modules.sales.models import Quotation, QuotationLine
from keta.modules.sales.models.words import REJECTED_BECAUSE

KEPT = (
    "name",
    "customer_id",
    "contact_id",
    "opportunity_id",
    "currency",
    "prices_include_tax",
    "price_reason",
    "delivery_terms",
    "payment_terms",
    "remarks",
    "owner_id",
)


@action("sales.quotation", label=_("New version"), from_=("issued", "rejected"), to="replaced", icon="versions")
def revise_quotation(quotation: Quotation, *, actor: Actor) -> Quotation:
    """Makes the next version as a draft, which takes the place of this one; numbered 1, 1-2, 1-3."""
    require(actor, kind_of(Quotation), "create")
    version = quotation.version_count + 1
    first = quotation.number.removesuffix(f"-{quotation.version_count}") if version > 2 else quotation.number
    revised = Quotation(number=f"{first}-{version}", version_count=version, previous=quotation)
    for name in KEPT:
        setattr(revised, name, getattr(quotation, name))
    revised.set_lines("lines", carry_lines(quotation.lines_of("lines"), QuotationLine))
    records.save(revised, actor=actor, cause="revise_quotation")
    return revised


@action(
    "sales.quotation",
    label=_("Rejected by the customer"),
    from_=("issued",),
    to="rejected",
    takes={
        "reason": field.Pick("sales.rejected_because", _("Rejected because"), REJECTED_BECAUSE, required=True),
        "answer": field.Text(_("Answer of the customer")),
    },
    icon="file-x",
)
def reject_quotation(quotation: Quotation, *, actor: Actor, reason: str, answer: str = "") -> None:
    quotation.rejected_because = reason
    quotation.answer = answer
    quotation.answered_on = timezone.localdate()
