"""What is kept of an import: the file, what its columns mean, what became of its rows."""

from typing import ClassVar

from django.db import models

from keta.kernel.columns import UUIDColumn, new_id


class Upload(models.Model):
    """A file on its way in. Its id is the batch that binds together what it wrote."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    object_key = models.CharField(max_length=100)
    member_id = UUIDColumn(null=True)
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=255)
    """Where the storage of files has it."""
    row_count = models.PositiveIntegerField(default=0)
    map = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    job_id = UUIDColumn(null=True)
    """What works on it now, or did last: a dry run, the import, or taking it back."""
    is_dry = models.BooleanField(default=False)
    """Whether the report is one of a dry run."""
    is_written = models.BooleanField(default=False)
    """Whether the import itself has begun: it does so once."""
    report = models.JSONField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("member_id", "object_key", "uploaded_at"), name="upload_of_member")]

    def __str__(self) -> str:
        return self.name


class RefusedRow(models.Model):
    """A row that was not taken, and why: written in the transaction of its batch."""

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="refused_rows")
    line = models.PositiveIntegerField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


class RememberedMap(models.Model):
    """What a member said that columns with these headings mean."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    member_id = UUIDColumn(null=True)
    object_key = models.CharField(max_length=100)
    headings = models.CharField(max_length=64)
    """Their fingerprint."""
    map = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("member_id", "object_key", "headings"), name="one_map_per_headings")
        ]

    def __str__(self) -> str:
        return self.object_key
