"""A line for one member, with the page it leads to."""

from typing import ClassVar

from django.db import models

from keta.kernel.columns import UUIDColumn, new_id


class Notice(models.Model):
    """Something a member should know; the reason is a code, so that it is told in the reader's language."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey("organisation.Member", models.CASCADE, related_name="+")
    reason = models.CharField(max_length=30)
    object_key = models.CharField(max_length=100)
    record_id = UUIDColumn()
    title = models.CharField(max_length=300)
    actor_name = models.CharField(max_length=100, default="")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("member", "-at"), name="notice_of_member"),
            models.Index(fields=("member",), name="notice_unread", condition=models.Q(read_at__isnull=True)),
        ]
