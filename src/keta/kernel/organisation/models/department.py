"""Department (部门): a tree of any depth, with a head."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, field


class Department(BusinessObject):
    """A part of the company."""

    name = field.Text(_("Name"), required=True, listed=True, searched=True, max_length=100)
    parent = field.Tree("organisation.department", _("Part of"), listed=True, filtered=True)
    head = field.Member(_("Head"), listed=True)

    spec = ObjectSpec(
        label=_("Department"),
        menu="company",
        icon="sitemap",
        position=20,
        order="name",
        administered=True,
        bumps_version=True,
        sections={_("Basics"): ("name", "parent", "head")},
        duplicates=(),
    )
