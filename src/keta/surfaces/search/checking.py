"""Whether everything can be found: each record has its row in the index, and no row is left of a deleted one."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from keta.kernel.objects import kinds
from keta.surfaces.search.models import SearchRow


def missing_or_stale() -> Iterator[str]:
    searched = {key: kind for key, kind in kinds().items() if key == kind.base and kind.spec.is_searched}
    for key, kind in searched.items():
        if kind.is_line:
            continue
        rows = SearchRow.objects.filter(object_key=key)
        lost = kind.rows().filter(~Exists(rows.filter(record_id=OuterRef("pk")))).count()
        if lost:
            yield f"{lost:,} of {key} cannot be found"
        stale = rows.filter(~Exists(kind.rows().filter(pk=OuterRef("record_id")))).count()
        if stale:
            yield f"{stale:,} rows of {key} lead nowhere"
    for key in SearchRow.objects.exclude(object_key__in=list(searched)).values_list("object_key", flat=True).distinct():
        if key not in kinds():
            yield f"rows of “{key}”, which is no object"
