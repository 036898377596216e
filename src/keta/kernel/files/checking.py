"""Whether the files that are known are there, and those that are there are known."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from keta.kernel.files.models import StoredFile

FOLDER = "records"
SETTLED_AFTER = timedelta(hours=1)
"""Younger files may belong to a request that is still under way."""


def lost_or_unknown() -> Iterator[str]:
    known = set()
    for name, place, size in StoredFile.objects.values_list("name", "place", "size").iterator():
        known.add(place)
        if not default_storage.exists(place):
            yield f"“{name}” is missing ({place})"
        elif default_storage.size(place) != size:
            yield f"“{name}” has {default_storage.size(place):,} bytes in place of {size:,} ({place})"
    for place in _stored(FOLDER):
        is_settled = default_storage.get_modified_time(place) < timezone.now() - SETTLED_AFTER
        if place not in known and is_settled:
            yield f"{place} belongs to nothing"


def _stored(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    below, files = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in below:
        yield from _stored(f"{folder}/{name}")
