"""Dead letters: deliveries that nobody will take without help, and the two ways to help."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from keta.kernel.events.models import OPEN_STATES, Delivery, DeliveryState
from keta.kernel.events.subscriptions import Subscriptions, subscriptions
from keta.kernel.refusals import NotFound


def dead_letters(of: Subscriptions = subscriptions) -> QuerySet[Delivery]:
    """Deliveries that were given up, and those whose listener is no longer subscribed; the oldest first.

    A dead letter holds up later events of the same record for the same listener: their order is a promise.
    """
    dead = Q(state=DeliveryState.DEAD) | Q(state=DeliveryState.WAITING) & ~Q(listener__in=of.names)
    return Delivery.objects.filter(dead).select_related("event").order_by("event_id", "id")


def deliver_again(delivery_id: int) -> None:
    """Puts a dead letter back, to be tried as often as a new one."""
    _settle(delivery_id, DeliveryState.WAITING)


def drop(delivery_id: int) -> None:
    """Gives a delivery up for good, so that what waits behind it goes on."""
    _settle(delivery_id, DeliveryState.DROPPED)


def _settle(delivery_id: int, state: DeliveryState) -> None:
    is_open = Delivery.objects.filter(pk=delivery_id, state__in=OPEN_STATES)
    if not is_open.update(state=state, attempts=0, due_at=timezone.now()):
        raise NotFound(gettext("There is no such dead letter; somebody may have settled it already."))
