"""The API's own housekeeping."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.jobs.declaration import job, scheduled
from keta.kernel.jobs.progress import Progress
from keta.surfaces.api.idempotency import clear_old


@scheduled("40 3 * * *")
@job("api.clear_kept_answers", label=_("Clear away answers kept for repeated requests"))
def clear_kept_answers(progress: Progress) -> None:
    """A day after they were given."""
    clear_old()
