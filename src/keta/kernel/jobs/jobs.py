"""The queue's own housekeeping."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.jobs.declaration import job, scheduled
from keta.kernel.jobs.models import Job
from keta.kernel.jobs.progress import Progress

KEPT_FOR = timedelta(days=30)


@scheduled("20 3 * * *")
@job("jobs.clear_ended", label=_("Clear away ended jobs"))
def clear_ended(progress: Progress) -> None:
    """Removes jobs a month after their end, and the files they made."""
    old = Job.objects.filter(ended_at__lt=timezone.now() - KEPT_FOR)
    progress.in_batches(list(old.only("id", "result_file")), _clear)


def _clear(jobs: list[Job]) -> None:
    for old in jobs:
        if old.result_file:
            default_storage.delete(old.result_file)
    Job.objects.filter(pk__in=[old.pk for old in jobs]).delete()
