"""How far each series of numbers has come."""

from django.db import models


class Counter(models.Model):
    """One series: an object within the period that its pattern names, such as `sales.contract:2026-11`."""

    series = models.CharField(max_length=160, primary_key=True)
    last = models.BigIntegerField(default=0)
