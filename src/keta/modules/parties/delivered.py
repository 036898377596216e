"""The origins that every company begins with: the channels through which customers are found (客户信息来源)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.modules.parties.models import Origin

DIRECT = "direct"
INDIRECT = "indirect"
PROSPECTING = "prospecting"
TREE = {
    DIRECT: gettext_noop("Direct channels"),
    INDIRECT: gettext_noop("Indirect channels"),
    PROSPECTING: gettext_noop("Prospecting"),
}
CHANNELS = {
    DIRECT: {
        "survey": gettext_noop("Survey"),
        "marketing_activity": gettext_noop("Marketing activity"),
        "service_process": gettext_noop("While serving"),
        "point_of_sale": gettext_noop("Point of sale"),
        "fair": gettext_noop("Fair or trade talks"),
        "website": gettext_noop("Web site"),
        "call_centre": gettext_noop("Call centre"),
        "complaint": gettext_noop("Complaint"),
    },
    INDIRECT: {
        "media": gettext_noop("Media"),
        "authorities": gettext_noop("Business registry and authorities"),
        "banks": gettext_noop("Banks and financial institutions"),
        "consultants": gettext_noop("Consultants and market research"),
        "bought_data": gettext_noop("Rented or bought data"),
        "partners": gettext_noop("Partners and strategic allies"),
        "old_customers": gettext_noop("Old customers"),
        "associations": gettext_noop("Associations and chambers of commerce"),
    },
    PROSPECTING: {
        "door_to_door": gettext_noop("Visits door to door"),
        "referral_chain": gettext_noop("Chain of referrals"),
        "influential_people": gettext_noop("Influential people"),
        "personal_network": gettext_noop("Relatives and friends"),
        "commissioned_helpers": gettext_noop("Commissioned helpers"),
        "telephone": gettext_noop("Telephone"),
        "letters": gettext_noop("Letters and e-mail"),
        "directories": gettext_noop("Directories and documents"),
        "advertising": gettext_noop("Advertising"),
        "competitors_customers": gettext_noop("Customers of competitors"),
    },
}


def deliver_origins(actor: Actor) -> None:
    known = set(Origin.objects.values_list("code", flat=True))
    _create({code: (name, None) for code, name in TREE.items() if code not in known}, actor)
    tops = dict(Origin.objects.filter(code__in=TREE).values_list("code", "pk"))
    below = {code: (name, tops[top]) for top, channels in CHANNELS.items() for code, name in channels.items()}
    _create({code: origin for code, origin in below.items() if code not in known}, actor)


def _create(origins: dict[str, tuple[str, object]], actor: Actor) -> None:
    rows = [
        {"code": code, "name": _(name), "parent": parent, "is_indirect": code == INDIRECT or code in CHANNELS[INDIRECT]}
        for code, (name, parent) in origins.items()
    ]
    if rows:
        records.create_set(kind_of(Origin), rows, actor=actor, cause="deliver")
