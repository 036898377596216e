"""What programs are known by, and what they were answered: tokens, and kept answers of repeated requests."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from keta.kernel.columns import UUIDColumn, new_id


class Token(models.Model):
    """A key by which a program acts for a user; the secret itself is not kept."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("organisation.User", models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    selector = models.CharField(max_length=12, unique=True)
    """The open part, by which the row is found; the secret part is then compared in constant time."""
    digest = models.CharField(max_length=64)
    scopes = models.TextField(default="")
    """One to a line, see `scopes`; none means all that the user may."""
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    minute = models.BigIntegerField(default=0)
    """The minute (since 1970) that `minute_count` counts the calls of."""
    minute_count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} ({self.selector})"


class KeptAnswer(models.Model):
    """What a request with an Idempotency-Key was answered; written in the transaction of its work."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    user_id = UUIDColumn()
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("user_id", "key"), name="one_answer_per_key")]
        indexes: ClassVar = [models.Index(fields=("created_at",), name="kept_answer_age")]

    def __str__(self) -> str:
        return f"{self.key} {self.status}"
