"""The outbox's housekeeping."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.events.models import OPEN_STATES, Delivery, Event
from keta.kernel.jobs.declaration import job, scheduled
from keta.kernel.jobs.progress import Progress

KEPT_FOR = timedelta(days=7)


@scheduled("40 3 * * *")
@job("events.clear_delivered", label=_("Clear away delivered events"))
def clear_delivered(progress: Progress) -> None:
    """Removes events a week after they happened, unless a listener is still to be told."""
    still_open = Delivery.objects.filter(event=OuterRef("pk"), state__in=OPEN_STATES)
    old = Event.objects.filter(~Exists(still_open), is_spread=True, at__lt=timezone.now() - KEPT_FOR)
    progress.in_batches(list(old.values_list("pk", flat=True)), _clear)


def _clear(numbers: list[int]) -> None:
    Event.objects.filter(pk__in=numbers).delete()
