"""Stock on hand (现存量) of a product in a warehouse, and over all of them; both follow from moves and contracts."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, Figure, ObjectSpec, ShowsOn, View, field

AMOUNT = {"computed": True, "listed": True, "filtered": True, "totalled": True}
COST = {"computed": True, "listed": True, "needs": "see_costs"}


class Balance(BusinessObject):
    """What lies in one warehouse of one product: the sum of its moves, and the row that every move locks."""

    product = field.Link("catalog.product", _("Product"), required=True, listed=True, filtered=True)
    warehouse = field.Link("stock.warehouse", _("Warehouse"), required=True, listed=True, filtered=True)
    on_hand = field.Decimal(_("On hand"), **AMOUNT)
    average_cost = field.Decimal(_("Average cost"), **COST)
    value = field.Money(_("Value of stock"), totalled=True, filtered=True, **COST)
    moved_on = field.Date(_("Last moved on"), computed=True, listed=True, filtered=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("product", "warehouse"), name="one_balance_per_warehouse"),)

    spec = ObjectSpec(
        label=_("Stock by warehouse"),
        menu="stock",
        icon="building-warehouse",
        position=20,
        title="{product} {warehouse}",
        columns=("product", "warehouse", "on_hand", "average_cost", "value", "moved_on"),
        derives_from=("product", "warehouse"),
        sections={_("Basics"): ("product", "warehouse", "on_hand", "average_cost", "value", "moved_on")},
        shows_on=(
            ShowsOn("catalog.product", "product", _("Stock by warehouse"), position=5, in_timeline=False),
            ShowsOn("stock.warehouse", "warehouse", _("Stock"), position=10, in_timeline=False),
        ),
        views=(
            View("there", _("On hand"), {"on_hand": {"gt": 0}}),
            View("below_zero", _("Below zero"), {"on_hand": {"lt": 0}}),
        ),
        open_in=(),
        is_searched=False,
        keeps_history=False,
    )

    def derive(self) -> None:
        self.on_hand = self.on_hand or Decimal()
        self.value = self.value or Decimal()
        self.average_cost = self.average_cost or Decimal()

    def compose_title(self, words: dict[str, str]) -> str:
        return " · ".join(each.title for each in (self.fetched("product"), self.fetched("warehouse")) if each)[:300]


class Level(BusinessObject):
    """Stock of a product over all warehouses: what lies there, what contracts have taken, what may still be sold."""

    product = field.Link("catalog.product", _("Product"), required=True, listed=True, filtered=True)
    on_hand = field.Decimal(_("On hand"), **AMOUNT)
    reserved = field.Decimal(_("Reserved"), help=_("Sold by active contracts and not delivered yet"), **AMOUNT)
    available = field.Decimal(_("Available"), help=_("On hand less reserved"), **AMOUNT)
    on_the_way = field.Decimal(_("On the way"), help=_("Shipped, not signed for yet"), **AMOUNT)
    average_cost = field.Decimal(_("Average cost"), **COST)
    value = field.Money(_("Value of stock"), totalled=True, filtered=True, **COST)
    is_low = field.YesNo(_("Below the alert"), computed=True, listed=True, filtered=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("product",), name="one_level_per_product"),)

    spec = ObjectSpec(
        label=_("Current stock"),
        menu="stock",
        icon="packages",
        position=10,
        title="{product}",
        columns=("product", "on_hand", "reserved", "available", "on_the_way", "average_cost", "value", "is_low"),
        derives_from=("product",),
        sections={
            _("Basics"): ("product", "on_hand", "reserved", "available", "on_the_way", "is_low"),
            _("Cost"): ("average_cost", "value"),
        },
        shows_on=(ShowsOn("catalog.product", "product", _("Current stock"), position=4, in_timeline=False),),
        figures=(
            Figure("catalog.product", "product", _("On hand"), "sum:on_hand", position=1),
            Figure("catalog.product", "product", _("Reserved"), "sum:reserved", position=2),
            Figure("catalog.product", "product", _("Available"), "sum:available", position=3),
            Figure("catalog.product", "product", _("On the way"), "sum:on_the_way", position=4),
            Figure("catalog.product", "product", _("Value of stock"), "sum:value", position=5),
        ),
        views=(
            View("low", _("Below the alert"), {"is_low": {"eq": True}}, "available"),
            View("short", _("Sold more than there is"), {"available": {"lt": 0}}, "available"),
            View("on_the_way", _("On the way"), {"on_the_way": {"gt": 0}}),
        ),
        open_in=(),
        is_searched=False,
        keeps_history=False,
    )

    def derive(self) -> None:
        for name in ("on_hand", "reserved", "on_the_way", "average_cost", "value"):
            setattr(self, name, getattr(self, name) or Decimal())
        self.available = self.on_hand - self.reserved
        product = self.fetched("product")
        alert = product.stock_alert if product else None
        self.is_low = alert is not None and self.available < alert

    def compose_title(self, words: dict[str, str]) -> str:
        product = self.fetched("product")
        return product.title if product else ""
