"""The keys by which records are compared."""

from typing import ClassVar

from django.db import models

from keta.kernel.columns import UUIDColumn


class MatchKey(models.Model):
    """One key of one value of a record: records that share it may be the same."""

    id = models.BigAutoField(primary_key=True)
    object_key = models.CharField(max_length=100)
    record_id = UUIDColumn()
    field = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    """The kind of value before a colon: telephone numbers are never compared with names."""
    is_sure = models.BooleanField()
    """Whether sharing it is enough, without comparing the values."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("object_key", "key"), name="match_keys_of_object"),
            models.Index(fields=("record_id",), name="match_keys_of_record"),
        ]

    def __str__(self) -> str:
        return self.key
