"""The housekeeping of files."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.files.keeping import clear_unclaimed
from keta.kernel.jobs.declaration import job, scheduled
from keta.kernel.jobs.progress import Progress


@scheduled("10 4 * * *")
@job("files.clear_unclaimed", label=_("Clear away files that no record holds"))
def clear_unclaimed_files(progress: Progress) -> None:
    """A day after they came."""
    clear_unclaimed()
