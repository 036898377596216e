"""Origin (来源): where customers and opportunities come from, as a tree; a campaign owns a node of it."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, field


class Origin(BusinessObject):
    """A node of the origin tree."""

    name = field.Text(_("Name"), required=True, listed=True, searched=True, max_length=100)
    code = field.Text(_("Code"), unique=True, max_length=60)
    parent = field.Tree("parties.origin", listed=True, filtered=True)
    is_indirect = field.YesNo(_("Indirect channel"), listed=True, filtered=True)
    licence = field.Text(
        _("Licence and consent"),
        help=_("For data rented, bought or exchanged: what allows us to use them"),
        max_length=200,
    )
    is_retired = field.YesNo(_("Retired"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Origin"),
        menu="customers",
        icon="git-branch",
        position=70,
        order="name",
        administered=True,
        sections={_("Basics"): ("name", "code", "parent", "is_indirect", "licence", "is_retired")},
    )
