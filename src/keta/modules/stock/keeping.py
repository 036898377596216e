"""Who may move the goods of a warehouse, and from which one deliveries are planned."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.refusals import NotAllowed, Refused, listed
from keta.modules.stock.models import Warehouse


def refuse_strangers(warehouse: Any, actor: Actor) -> None:
    """Where keepers are named, only they, and administrators, move the goods."""
    keepers = dict(warehouse.keepers.values_list("pk", "name"))
    rights = actor.rights
    if keepers and actor.member_id not in keepers and not rights.is_administrator and not rights.is_everything:
        raise NotAllowed(
            _("Only its keepers move the goods of this warehouse; ask %(names)s.") % {"names": listed(keepers.values())}
        )


def main_warehouse() -> Warehouse:
    """The main one, else the first one in use."""
    found = Warehouse.objects.filter(is_active=True).order_by("-is_main", "created_at").first()
    if found is None:
        raise Refused(_("There is no warehouse in use yet; create one first."), code="warehouse")
    return found
