"""Hand-over (分配记录): who got a customer from whom, when, through whom, and why."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Line, ObjectSpec, field


class HandOver(Line):
    """One change of owner; nobody's name is the pool."""

    party = field.Parent("parties.party")
    at = field.Moment(pgettext_lazy("hand-over", "At"), computed=True)
    from_member = field.Member(pgettext_lazy("hand-over", "From"), computed=True)
    to_member = field.Member(pgettext_lazy("hand-over", "To"), computed=True)
    by_member = field.Member(pgettext_lazy("hand-over", "By"), computed=True)
    reason = field.Text(_("Reason"), computed=True, max_length=200)

    spec = ObjectSpec(label=_("Hand-over"), is_searched=False)
