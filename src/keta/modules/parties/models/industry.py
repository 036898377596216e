"""Industry (国民经济行业): a node of the classification GB/T 4754-2017, beside the company's own short list."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, ShowsOn, field


class Industry(BusinessObject):
    """A section (A), division (01), group (011) or class (0111) of the standard."""

    code = field.Text(_("Code"), required=True, unique=True, listed=True, filtered=True, searched=True, max_length=4)
    name = field.Text(_("Name"), required=True, listed=True, searched=True, max_length=100)
    parent = field.Tree("parties.industry", listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Industry (GB/T 4754)"),
        menu="company",
        icon="sitemap",
        position=72,
        title="{code} {name}",
        order="code",
        administered=True,
        sections={_("Basics"): ("code", "name", "parent")},
        shows_on=(ShowsOn("parties.industry", "parent", _("Below it"), in_timeline=False),),
    )
