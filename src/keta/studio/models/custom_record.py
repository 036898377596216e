"""The records of all user-made objects, in one table."""

from django.db import models

from keta.kernel.objects import OwnedObject, kind_of


class CustomRecord(OwnedObject):
    """A record of the kind `object_key`; all its own values lie in `extra`."""

    object_key = models.CharField(max_length=100, db_index=True, editable=False)

    @property
    def kind_key(self) -> str:
        return self.object_key

    def compose_title(self, words: dict[str, str]) -> str:
        return " ".join(kind_of(self).spec.title.format_map(words).split())[:300]
