"""Custom object (自定义模块): a kind of record that the company made for itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, field
from keta.kernel.refusals import Text
from keta.studio.models.names import NAME, NAME_RULE


class CustomObject(BusinessObject):
    """The declaration of a user-made kind `studio.<name>`; its fields are rows of `CustomField`."""

    name = field.Text(_("Name in programs"), required=True, listed=True, max_length=60, unique=True)
    label = field.Text(_("Label"), required=True, listed=True, searched=True, max_length=100)
    icon = field.Text(_("Icon"), max_length=60, default="box")
    title_pattern = field.Text(
        _("Title"), max_length=200, default="{name}", help=_("Fields in braces make the title, such as {name} {model}.")
    )
    position = field.Integer(_("Order"), default=50, least=0)
    is_retired = field.YesNo(_("Retired"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Own object"),
        menu="company",
        icon="box",
        position=80,
        title="{label}",
        order="position",
        administered=True,
        bumps_version=True,
        is_searched=False,
        sections={_("Basics"): ("label", "name", "icon", "title_pattern", "position", "is_retired")},
    )

    @property
    def key(self) -> str:
        return f"studio.{self.name}"

    def problems(self) -> dict[str, Text]:
        found: dict[str, Text] = {}
        if not NAME.match(self.name or "") or self.name in RESERVED:
            found["name"] = NAME_RULE
        if self.loaded("name") not in (None, self.name):
            found["name"] = _("The name cannot change any more: addresses and programs rely on it.")
        return found

    class Meta:
        indexes = (models.Index(fields=("position",), name="custom_object_order"),)


RESERVED = frozenset({"custom_object", "custom_field", "custom_record"})
