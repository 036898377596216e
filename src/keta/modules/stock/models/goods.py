"""What deliveries and returns are made of: lines of goods, with what they are worth and what they cost."""

from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import Line, OwnedObject, field
from keta.kernel.refusals import Text

WORTH = {"computed": True, "totalled": True}
GOODS = ("goods", "part", "office", "gift")
"""Kinds of product that lie in stock; a service needs none."""


class GoodsLine(Line):
    """A quantity of a product; worth and cost are known once the goods have moved."""

    product = field.Link("catalog.product", _("Product"), required=True)
    quantity = field.Decimal(_("Quantity"), required=True, default="1", totalled=True)
    unit = field.Link("catalog.unit", _("Unit"))
    stock_quantity = field.Decimal(_("In the unit of the product"), computed=True)
    net_amount = field.Money(_("Amount without tax"), **WORTH)
    amount = field.Money(_("Amount"), **WORTH)
    unit_cost = field.Decimal(_("Cost of one"), computed=True, needs="see_costs")
    cost = field.Money(_("Cost"), needs="see_costs", **WORTH)

    class Meta:
        abstract = True

    def problems(self) -> dict[str, Text]:
        if self.quantity is not None and self.quantity <= 0:
            return {"quantity": _("Must be more than nothing.")}
        return {}


class GoodsDocument(OwnedObject):
    """A contract's goods on their way; it belongs to whom the contract belongs to, and has sums of its lines."""

    net_amount = field.Money(_("Amount without tax"), **WORTH)
    amount = field.Money(_("Amount"), listed=True, filtered=True, **WORTH)
    cost = field.Money(_("Cost"), needs="see_costs", filtered=True, **WORTH)

    class Meta:
        abstract = True

    cause: ClassVar[str]
    """The link to the document that it carries out."""

    def derive(self) -> None:
        cause = self.fetched(self.cause)
        if cause is not None:
            self.customer_id = cause.customer_id
            if self._state.adding and self.owner_id == self.created_by_id:
                self.owner_id = cause.owner_id
                self.department_id = self.booked_department_id = cause.department_id
        lines = self.lines_in_hand("lines")
        if lines is not None:
            for name in ("net_amount", "amount", "cost"):
                setattr(self, name, sum((getattr(line, name) or Decimal() for line in lines), Decimal()))
