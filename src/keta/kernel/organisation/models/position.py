"""Position (岗位): a named set of rights; a member may hold several, and then has the widest of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, Line, ObjectSpec, field

SCOPES = {
    "none": _("Nothing"),
    "own": _("Own"),
    "department": _("Own department"),
    "below": _("Own department and below"),
    "everyone": _("Everyone"),
}
OPERATIONS = ("read", "create", "update", "delete", "share", "assign")
FIELD_ACCESS = {"hidden": _("Hidden"), "read": _("Read only"), "edit": _("Editable")}


class Position(BusinessObject):
    """A named set of rights."""

    name = field.Text(_("Name"), required=True, listed=True, searched=True, max_length=100)
    code = field.Text(_("Code"), listed=True, max_length=60, unique=True)
    is_administrator = field.YesNo(_("Administrator"), listed=True)
    named_rights = field.Tags(_("Further rights"))
    rights = field.Lines("organisation.position_right", _("Rights"))
    field_rights = field.Lines("organisation.position_field", _("Field rights"))

    spec = ObjectSpec(
        label=_("Position"),
        menu="company",
        icon="key",
        position=40,
        order="name",
        administered=True,
        bumps_version=True,
        sections={_("Basics"): ("name", "code", "is_administrator", "named_rights", "rights", "field_rights")},
    )


class PositionRight(Line):
    """How far each operation reaches on one object (`sales.contract`), a module (`sales.*`) or all (`*`)."""

    parent = field.Parent("organisation.position")
    object_key = field.Text(_("Object"), required=True, max_length=100)
    read_scope = field.Choice(_("Read"), SCOPES, default="none")
    create_scope = field.Choice(_("Create"), SCOPES, default="none")
    update_scope = field.Choice(_("Change"), SCOPES, default="none")
    delete_scope = field.Choice(_("Delete"), SCOPES, default="none")
    share_scope = field.Choice(_("Share"), SCOPES, default="none")
    assign_scope = field.Choice(_("Assign"), SCOPES, default="none")

    spec = ObjectSpec(label=_("Right"), is_searched=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("parent", "object_key"), name="one_right_per_object"),)


class PositionField(Line):
    """What a position may do with one field; fields without a row are editable."""

    parent = field.Parent("organisation.position")
    object_key = field.Text(_("Object"), required=True, max_length=100)
    field_name = field.Text(_("Field"), required=True, max_length=100)
    access = field.Choice(_("Access"), FIELD_ACCESS, default="read", required=True)

    spec = ObjectSpec(label=_("Field right"), is_searched=False)
