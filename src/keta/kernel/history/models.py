"""One entry per record and write; append-only."""

from typing import ClassVar

from django.db import models

from keta.kernel.columns import UUIDColumn, new_id

SCHEMA = 1
"""Raised by a migration that changes the meaning of stored values; it ships the up-caster for older entries."""


class Entry(models.Model):
    """What one write did to one record.

    `changes` is `{"fields": {name: [before, after]}, "lines": {name: {"added"|"removed"|"changed": {id: …}}}}`.
    """

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    object_key = models.CharField(max_length=100)
    record_id = UUIDColumn()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = UUIDColumn(null=True)
    actor_name = models.CharField(max_length=100)
    door = models.CharField(max_length=30)
    cause = models.CharField(max_length=100)
    batch_id = UUIDColumn(null=True)
    schema = models.PositiveSmallIntegerField(default=SCHEMA)
    changes = models.JSONField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("record_id", "version"), name="entry_of_record"),
            models.Index(fields=("batch_id",), name="entry_of_batch", condition=models.Q(batch_id__isnull=False)),
        ]
