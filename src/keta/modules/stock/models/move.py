"""Stock move (库存流水): goods come into a warehouse or leave it; appended, never changed: stock is their sum."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.columns import UUIDColumn
from keta.kernel.objects import BusinessObject, ObjectSpec, ShowsOn, View, field
from keta.modules.stock.models import words


class Move(BusinessObject):
    """One product into (+) or out of (-) one warehouse, at what it cost; `source` is the document that moved it.

    The value is in the smallest unit of the base currency, without tax. Operations alone write it; triggers of the
    database refuse any change (`guards.py`).
    """

    moved_on = field.Date(pgettext_lazy("stock move", "On"), required=True, listed=True, filtered=True)
    warehouse = field.Link("stock.warehouse", _("Warehouse"), required=True, listed=True, filtered=True)
    product = field.Link("catalog.product", _("Product"), required=True, listed=True, filtered=True)
    quantity = field.Decimal(_("Quantity"), required=True, listed=True, filtered=True, totalled=True)
    unit_cost = field.Decimal(_("Cost of one"), required=True, listed=True, needs="see_costs")
    value = field.Money(_("Value"), required=True, listed=True, filtered=True, totalled=True, needs="see_costs")
    purpose = field.Choice(_("Purpose"), words.PURPOSES, required=True, listed=True, filtered=True)
    source = field.Source(pgettext_lazy("stock move", "Document"), required=True, listed=True, filtered=True)
    reversal_of = field.Link("stock.move", _("Takes back"), filtered=True)
    source_line = UUIDColumn(null=True, editable=False)
    """The line of the document; with source and purpose it makes a repeat find the first move."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("source_id", "source_line", "purpose"),
                condition=models.Q(source_line__isnull=False),
                name="one_move_per_line_and_purpose",
            ),
            models.UniqueConstraint(
                fields=("reversal_of",), condition=models.Q(reversal_of__isnull=False), name="move_reversed_once"
            ),
        )
        indexes = (models.Index(fields=("product", "warehouse", "moved_on"), name="move_of_stock"),)

    spec = ObjectSpec(
        label=_("Stock move"),
        menu="stock",
        icon="arrows-exchange",
        position=40,
        title="{moved_on} {quantity}",
        order="-created_at",
        columns=("moved_on", "product", "warehouse", "quantity", "unit_cost", "value", "purpose", "source"),
        derives_from=("product",),
        sections={
            _("Basics"): ("moved_on", "product", "warehouse", "quantity", "unit_cost", "value"),
            _("Cause"): ("purpose", "source", "reversal_of"),
        },
        shows_on=(
            ShowsOn("catalog.product", "product", _("Stock moves"), position=95, in_timeline=False),
            ShowsOn("stock.warehouse", "warehouse", _("Stock moves"), position=20, in_timeline=False),
        ),
        views=(
            View("in", pgettext_lazy("stock move", "In"), {"quantity": {"gt": 0}}),
            View("out", pgettext_lazy("stock move", "Out"), {"quantity": {"lt": 0}}),
        ),
        open_in=(),
        is_searched=False,
        keeps_history=False,
    )

    def compose_title(self, words: dict[str, str]) -> str:
        product = self.fetched("product")
        return super().compose_title(words) if product is None else f"{product.title} {self.quantity:+f}"[:300]
