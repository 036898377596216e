"""Note (跟进记录): what was learned or done with a customer, written down at once, with the leader's comment."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, ObjectSpec, OwnedObject, Quick, ShowsOn, View, field


class Note(OwnedObject):
    """A few words about a customer, and about any record of his."""

    text = field.LongText(pgettext_lazy("note", "Text"), required=True, listed=True, searched=True)
    party = field.Link("parties.party", _("Customer"), window="parties.customer", listed=True, filtered=True)
    contact = field.Link("parties.contact", _("Contact"), filtered=True)
    about = field.Source(_("About"))
    leader_comment = field.LongText(_("Leader's comment"), computed=True, listed=True)
    commented_by = field.Member(_("Commented by"), computed=True)

    spec = ObjectSpec(
        label=_("Follow-up note"),
        menu="work",
        icon="notes",
        position=20,
        title="{text}",
        order="-created_at",
        columns=("title", "party", "owner", "created_at", "leader_comment"),
        sections={_("Basics"): ("text", "party", "contact", "about", "owner", "leader_comment", "commented_by")},
        shows_on=(
            ShowsOn("parties.party", "party", _("Follow-up notes"), position=25),
            ShowsOn("parties.contact", "contact", _("Follow-up notes"), position=25),
        ),
        figures=(Figure("parties.party", "party", _("Follow-up notes"), position=76),),
        quick=(Quick(pgettext_lazy("button", "Write a note"), ("text",), "notes"),),
        views=(
            View("mine", _("Mine"), {"owner": {"me": True}}),
            View("commented", _("With a comment"), {"leader_comment": {"empty": False}}),
        ),
    )

    def compose_title(self, words: dict[str, str]) -> str:
        line = " ".join(self.text.split())
        return line if len(line) <= 80 else f"{line[:79]}…"
