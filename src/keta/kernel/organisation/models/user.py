"""The login of a person; what the person may do stands with the member."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from keta.kernel.columns import UUIDColumn, new_id


class User(AbstractUser):
    """A login."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)

    must_change_password = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = []
