"""A lead that leads nowhere is dropped, with the reason; qualifying one is a flow (`flows/lead_to_contract.py`)."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import field
from keta.modules.crm.models import Lead
from keta.modules.crm.models.words import LEAD_REASONS


@action(
    "crm.lead",
    label=_("Drop"),
    from_=("new",),
    to="dropped",
    takes={"reason": field.Pick("crm.lead_reason", _("Reason"), LEAD_REASONS, required=True)},
    icon="trash",
)
def drop_lead(lead: Lead, *, actor: Actor, reason: str) -> None:
    lead.dropped_because = reason
