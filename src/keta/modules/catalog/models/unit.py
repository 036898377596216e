"""Unit (计量单位): what quantities are counted in, and how one unit converts into another."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, field
from keta.kernel.refusals import Refused, Text
from keta.modules.catalog.models import words


class Unit(BusinessObject):
    """A unit; `factor` of `base` make one of it (a dozen: 12 pieces)."""

    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=60)
    code = field.Text(_("Code"), unique=True, listed=True, max_length=30)
    dimension = field.Choice(
        _("Measures"), words.DIMENSIONS, default="count", required=True, listed=True, filtered=True
    )
    base = field.Link("catalog.unit", _("Base unit"), listed=True, filtered=True)
    factor = field.Decimal(_("Holds how many base units"), default="1", required=True, listed=True)
    is_retired = field.YesNo(_("Retired"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Unit"),
        menu="products",
        icon="ruler-measure",
        position=60,
        order="name",
        administered=True,
        derives_from=("base",),
        sections={_("Basics"): ("name", "code", "dimension", "base", "factor", "is_retired")},
    )

    def problems(self) -> dict[str, Text]:
        if self.factor is not None and self.factor <= 0:
            return {"factor": _("Must be more than nothing.")}
        if self.base_id is None:
            return {"factor": _("Without a base unit the factor is 1.")} if self.factor not in (None, 1) else {}
        if self.base.base_id is not None or self.base_id == self.pk:
            return {"base": _("A base unit has no base itself; choose the smallest unit.")}
        if self.base.dimension != self.dimension:
            return {"base": _("Both units must measure the same.")}
        return {}

    def convert(self, quantity: Decimal, to: "Unit") -> Decimal:
        """The same quantity in another unit of the same base."""
        if (self.base_id or self.pk) != (to.base_id or to.pk):
            raise Refused(_("%(from)s does not convert into %(to)s.") % {"from": self.name, "to": to.name}, code="unit")
        return quantity * self.factor / to.factor
