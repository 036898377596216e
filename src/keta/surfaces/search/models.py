"""The index: one row per record, with what its scope needs, so that a search needs no join."""

from typing import ClassVar

from django.db import models

from keta.kernel.columns import UUIDColumn


class SearchRow(models.Model):
    """What a record is found by. Its tokens stand beside it in the database's own form, see `storage`."""

    id = models.BigAutoField(primary_key=True)
    object_key = models.CharField(max_length=100)
    record_id = UUIDColumn()
    title = models.CharField(max_length=300)
    text = models.TextField()
    """Folded: what `LIKE` decides where tokens alone do not."""
    owner = models.ForeignKey("organisation.Member", models.SET_NULL, null=True, related_name="+", db_index=False)
    department = models.ForeignKey(
        "organisation.Department", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("object_key", "record_id"), name="one_search_row_per_record")
        ]
        indexes: ClassVar = [models.Index(fields=("object_key", "title"), name="search_row_titles")]
