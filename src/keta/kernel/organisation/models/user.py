"""The login of a person; what the person may do stands with the member."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from keta.kernel.columns import UUIDColumn, new_id
from keta.kernel.versions import version

SIGNING_IN = frozenset({"last_login"})
"""What changes with every sign-in and means nothing for what processes keep."""


class User(AbstractUser):
    """A login."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)

    must_change_password = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Processes keep users under the version."""
        super().save(*args, update_fields=update_fields, **options)
        if update_fields is None or not SIGNING_IN.issuperset(update_fields):
            version.bump()

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **options)
        version.bump()
        return gone
