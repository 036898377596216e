"""What happens to customers by the clock."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.jobs.declaration import job, scheduled
from keta.kernel.jobs.progress import Progress
from keta.kernel.objects import kind_of
from keta.modules.parties.models import Party
from keta.modules.parties.operations.party import return_forgotten
from keta.modules.parties.pool import forgotten


@scheduled("30 3 * * *")
@job("parties.return_to_pool", label=_("Give untouched customers back to the pool"))
def return_to_pool(progress: Progress) -> None:
    """By the pool rules; what somebody has looked after meanwhile stays his."""

    def give_back(found: list[tuple[UUID, int]]) -> None:
        for key, days in found:
            party = records.lock(kind_of(Party), key, actor=progress.actor)
            return_forgotten(party, days, actor=progress.actor)

    progress.in_batches(sorted(forgotten().items()), give_back)
