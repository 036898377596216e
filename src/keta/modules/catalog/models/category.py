"""Category (产品分类): products by kind, as a tree of any depth."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, field


class Category(BusinessObject):
    """A node of the product tree."""

    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=100)
    parent = field.Tree("catalog.category", listed=True, filtered=True)
    code = field.Text(_("Code"), unique=True, listed=True, filtered=True, max_length=60)
    description = field.LongText(_("Description"))

    spec = ObjectSpec(
        label=_("Product category"),
        menu="products",
        icon="category",
        position=20,
        order="name",
        sections={_("Basics"): ("name", "parent", "code", "description")},
    )
