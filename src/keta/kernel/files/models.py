"""What is known of a stored file."""

from typing import ClassVar

from django.db import models

from keta.kernel.columns import UUIDColumn, new_id


class StoredFile(models.Model):
    """A file; once a record holds it, it belongs to that record for good, so that history can show it again."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    """By its content, whatever the browser said."""
    digest = models.CharField(max_length=64)
    """SHA-256."""
    place = models.CharField(max_length=255)
    """Where the storage has it."""
    is_picture = models.BooleanField(default=False)
    """Whether it was made anew as a picture that is safe to show."""
    uploaded_by = UUIDColumn(null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    object_key = models.CharField(max_length=100, default="")
    record_id = UUIDColumn(null=True)
    field = models.CharField(max_length=60, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("uploaded_at",), name="files_of_nobody", condition=models.Q(record_id__isnull=True))
        ]

    def __str__(self) -> str:
        return self.name
