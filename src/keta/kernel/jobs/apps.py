"""The Django application that holds the job tables."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "keta.kernel.jobs"
    label = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        """Declarations stand in the `jobs.py` of each application, so every process knows all of them."""
        autodiscover_modules("jobs")
