"""Custom field (自定义字段): a field that the company added to an object, built-in or its own."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import REGISTER, FieldSpec
from keta.kernel.objects import BusinessObject, ObjectSpec, field, kinds
from keta.kernel.objects.model import declared_fields
from keta.kernel.objects.register import built_in
from keta.kernel.refusals import Text
from keta.studio.models.names import NAME, NAME_RULE
from keta.studio.options import problem_of


class CustomField(BusinessObject):
    """One field of one object; compiles to a `FieldSpec`."""

    object_key = field.Text(_("Object"), required=True, listed=True, filtered=True, max_length=100)
    name = field.Text(_("Name in programs"), required=True, listed=True, max_length=60)
    label = field.Text(_("Label"), required=True, listed=True, searched=True, max_length=100)
    type = field.Text(_("Type"), required=True, listed=True, filtered=True, max_length=40)
    options = field.JSON(_("Options of the type"))
    help_text = field.Text(_("Help"), max_length=300)
    is_required = field.YesNo(_("Required"), listed=True)
    is_listed = field.YesNo(_("In the list"), listed=True)
    is_filtered = field.YesNo(_("Can be filtered"), listed=True)
    is_searched = field.YesNo(_("Found by search"))
    is_totalled = field.YesNo(_("Totalled"))
    position = field.Integer(_("Order"), default=50, least=0)
    is_retired = field.YesNo(_("Retired"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Own field"),
        menu="company",
        icon="forms",
        position=81,
        title="{label}",
        order="object_key",
        administered=True,
        bumps_version=True,
        is_searched=False,
        sections={_("Basics"): ("object_key", "label", "name", "type", "options", "help_text")},
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("object_key", "name"), name="one_custom_field_per_name"),)

    def derive(self) -> None:
        """A field of a window belongs to the object behind it."""
        if kind := built_in().get(self.object_key):
            self.object_key = kind.base

    def problems(self) -> dict[str, Text]:
        found: dict[str, Text] = {}
        if not NAME.match(self.name or ""):
            found["name"] = NAME_RULE
        elif self.name in taken_names(self.object_key):
            found["name"] = _("The object has a field of this name already; choose another one.")
        kind = REGISTER.get(self.type or "")
        if kind is None or not kind.is_custom:
            known = ", ".join(sorted(key for key, each in REGISTER.items() if each.is_custom))
            found["type"] = _("There is no such type. Possible: %(known)s.") % {"known": known}
        elif words := problem_of(kind, self.options or {}):
            found["options"] = words
        if self.object_key != self.loaded("object_key") and self.object_key not in kinds():
            found["object_key"] = _("There is no object “%(name)s”.") % {"name": self.object_key}
        if self.loaded("type") not in (None, self.type) or self.loaded("name") not in (None, self.name):
            found["type"] = _(
                "Name and type cannot change any more: values are kept under them. Retire the field and add another."
            )
        return found

    def compiled(self) -> FieldSpec:
        """The frozen spec that every surface works with."""
        options: dict[str, Any] = dict(self.options or {})
        return FieldSpec(
            name=self.name,
            type=REGISTER[self.type](**options),
            label=self.label,
            help=self.help_text,
            required=self.is_required,
            listed=self.is_listed,
            filtered=self.is_filtered,
            searched=self.is_searched,
            totalled=self.is_totalled,
            is_custom=True,
        )


def taken_names(object_key: str) -> set[str]:
    """The names that fields of the object have in the code, columns included."""
    kind = built_in().get(object_key)
    if kind is None:
        return {"id", "version", "title", "owner", "department", "booked_department", "extra", "object_key"}
    columns = {column.attname for column in kind.model._meta.concrete_fields}
    return set(declared_fields(kind.model)) | columns
