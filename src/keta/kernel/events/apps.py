"""The Django application that holds the events and their deliveries."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "keta.kernel.events"
    label = "events"
    verbose_name = _("Events")
