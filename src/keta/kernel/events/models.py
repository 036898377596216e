"""The outbox: events, and for each listener whether it has been told."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import UUIDColumn


class Event(models.Model):
    """A fact about one record.

    The database gives it its number while the writer holds the record locked, so the numbers of one record's
    events stand in the order of what happened: no clock, and so no UUIDv7, can promise that.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=200)
    object_key = models.CharField(max_length=100)
    record_id = UUIDColumn()
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    actor_id = UUIDColumn(null=True)
    at = models.DateTimeField()
    # Whether its deliveries have been written; an event without listeners has none.
    is_spread = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="events_new", condition=models.Q(is_spread=False)),
            models.Index(fields=["at"], name="events_at"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.record_id}"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Given up")
    DROPPED = "dropped", _("Dropped")


OPEN_STATES = (DeliveryState.WAITING, DeliveryState.DEAD)


class Delivery(models.Model):
    """One event for one listener: once, however often it is tried."""

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    listener = models.CharField(max_length=200)
    record_id = UUIDColumn()
    state = models.CharField(max_length=9, default=DeliveryState.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(default="")
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "listener"], name="events_once_each")]
        indexes = [
            models.Index(fields=["event"], name="events_waiting", condition=models.Q(state="waiting")),
            models.Index(
                fields=["listener", "record_id", "event"],
                name="events_open",
                condition=models.Q(state__in=["waiting", "dead"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} for {self.listener}"
