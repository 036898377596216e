"""Shares of single records, with people or departments, until a day."""

from typing import ClassVar

from django.db import models

from keta.kernel.columns import UUIDColumn, new_id


class Share(models.Model):
    """Lets a member, or everybody in a department, read or change one record that its scope would hide."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    object_key = models.CharField(max_length=100)
    record_id = UUIDColumn()
    member = models.ForeignKey("organisation.Member", models.CASCADE, null=True, related_name="+")
    department = models.ForeignKey("organisation.Department", models.CASCADE, null=True, related_name="+")
    may_edit = models.BooleanField(default=False)
    until = models.DateField(null=True)
    field = models.CharField(max_length=60, default="")
    """The field of the record that names the member and keeps this share; empty for one that somebody made."""
    shared_by = models.ForeignKey("organisation.Member", models.SET_NULL, null=True, related_name="+")
    shared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("member", "object_key", "record_id"), name="share_of_member"),
            models.Index(fields=("department", "object_key", "record_id"), name="share_of_department"),
            models.Index(fields=("object_key", "record_id"), name="share_of_record"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(member__isnull=True) ^ models.Q(department__isnull=True),
                name="share_with_member_or_department",
            ),
        ]
