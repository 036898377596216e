"""The one row that says which version of definitions and rights is in force."""

from django.db import models


class Version(models.Model):
    """See `keta.kernel.versions.version`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(max_length=32)
