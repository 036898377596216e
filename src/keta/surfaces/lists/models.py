"""What people keep of a list: views with a name, and the columns they like to see."""

from typing import ClassVar

from django.db import models

from keta.kernel.columns import UUIDColumn, new_id


class SavedView(models.Model):
    """A question under a name: of one member, or shared with all who may read the object."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    object_key = models.CharField(max_length=100)
    name = models.CharField(max_length=60)
    owner = models.ForeignKey("organisation.Member", models.CASCADE, related_name="+")
    is_shared = models.BooleanField(default=False)
    query = models.TextField()
    """As in the address bar: filters, order, columns."""
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name",)
        indexes: ClassVar = [models.Index(fields=("object_key", "owner"), name="saved_view_of_object")]

    def __str__(self) -> str:
        return self.name


class Preference(models.Model):
    """What a member has chosen for a list, wherever he signs in; under `menu` the order of his navigation."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey("organisation.Member", models.CASCADE, related_name="+")
    object_key = models.CharField(max_length=100)
    columns = models.TextField(default="")
    widths = models.JSONField(default=dict)
    """Pixels of the columns that he has drawn."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("member", "object_key"), name="one_preference_per_list")
        ]

    def __str__(self) -> str:
        return f"{self.object_key} {self.columns}"
