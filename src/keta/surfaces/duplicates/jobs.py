"""Keys for records that were there before keys were kept, or before their object was compared at all."""

from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from keta.kernel.jobs.declaration import job, scheduled
from keta.kernel.jobs.models import Lane
from keta.kernel.jobs.progress import Progress
from keta.kernel.objects import Kind, kind_of, kinds
from keta.surfaces.duplicates.keys import insert_keys
from keta.surfaces.duplicates.models import MatchKey


@scheduled("20 4 * * *")
@job("duplicates.fill_match_keys", label=_("Find likely duplicates among older records"), lane=Lane.LONG)
def fill_match_keys(progress: Progress) -> None:
    """Writes the keys of all records without any; whoever has no value to be compared by is asked again each night."""
    bases = {kind.base for kind in kinds().values() if kind.spec.duplicates}
    wanted = [(key, record) for key in sorted(bases) for record in _without(kind_of(key))]
    progress.expect(len(wanted))
    progress.in_batches(wanted, _fill)


def _without(kind: Kind) -> list[UUID]:
    kept = MatchKey.objects.filter(record_id=OuterRef("pk"))
    return list(kind.rows().filter(~Exists(kept)).order_by("pk").values_list("pk", flat=True))


def _fill(batch: list[tuple[str, UUID]]) -> None:
    """Asks once more who has none: an attempt before this one may have come further, a user been quicker."""
    by_object: dict[str, list[UUID]] = {}
    for key, record in batch:
        by_object.setdefault(key, []).append(record)
    for key, records in by_object.items():
        kind = kind_of(key)
        held = set(MatchKey.objects.filter(record_id__in=records).values_list("record_id", flat=True))
        insert_keys(kind, list(kind.rows().filter(pk__in=set(records) - held)))
