"""Relation (关系): what ties one party, or one person at it, to another; read from the first to the second."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, ShowsOn, field
from keta.kernel.refusals import Text
from keta.modules.parties.models import words


class Relation(BusinessObject):
    """`party` is … of `other`: subsidiary, dealer, referred by; with contacts named, it is the people who are tied."""

    party = field.Link("parties.party", _("Party"), required=True, listed=True, filtered=True)
    kind = field.Pick("parties.relation", _("Relation"), words.RELATIONS, required=True, listed=True, filtered=True)
    other = field.Link("parties.party", _("Other party"), required=True, listed=True, filtered=True)
    contact = field.Link("parties.contact", _("Person"), listed=True, filtered=True)
    other_contact = field.Link("parties.contact", _("Other person"), listed=True, filtered=True)
    since = field.Date(_("Since"), listed=True)
    remarks = field.Text(_("Remarks"), max_length=300, listed=True)

    spec = ObjectSpec(
        label=_("Relation"),
        icon="link",
        title="{kind}",
        order="-created_at",
        is_searched=False,
        sections={_("Basics"): ("party", "contact", "kind", "other", "other_contact", "since", "remarks")},
        shows_on=(
            ShowsOn("parties.party", "party", _("Relations"), position=70, in_timeline=False),
            ShowsOn("parties.party", "other", _("Related to it"), position=71, in_timeline=False),
            ShowsOn("parties.contact", "contact", _("Relations"), position=70, in_timeline=False),
            ShowsOn("parties.contact", "other_contact", _("Related to it"), position=71, in_timeline=False),
        ),
    )

    def problems(self) -> dict[str, Text]:
        if self.contact_id and self.contact_id == self.other_contact_id:
            return {"other_contact": _("Nobody is related to himself; choose another person.")}
        if self.party_id and self.party_id == self.other_id and not (self.contact_id and self.other_contact_id):
            return {"other": _("A party cannot be related to itself; choose another one, or two people at it.")}
        return {}
