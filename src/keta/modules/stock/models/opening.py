"""Opening stock (仓库初始化): what lay in a warehouse, and what it had cost, when the books began."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import BusinessObject, ObjectSpec, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models.priced import to_cents


class Opening(BusinessObject):
    """One product in one warehouse; many come from a file, and the warehouse then posts them all."""

    warehouse = field.Link("stock.warehouse", _("Warehouse"), required=True, listed=True, filtered=True)
    product = field.Link("catalog.product", _("Product"), required=True, listed=True, filtered=True)
    quantity = field.Decimal(_("Quantity"), required=True, listed=True, totalled=True, least=0)
    unit_cost = field.Decimal(_("Cost of one"), required=True, listed=True, least=0, needs="see_costs")
    value = field.Money(_("Value"), computed=True, listed=True, totalled=True, needs="see_costs")
    state = field.State(
        draft=_("Draft"),
        posted=pgettext_lazy("opening stock", "Posted"),
        cancelled=pgettext_lazy("opening stock", "Cancelled"),
        colours={"posted": "good"},
        importable=False,
    )
    opened_on = field.Date(pgettext_lazy("opening stock", "As of"), listed=True, filtered=True)
    remarks = field.Text(_("Remarks"), max_length=300)

    spec = ObjectSpec(
        label=_("Opening stock"),
        menu="stock",
        icon="package",
        position=60,
        title="{opened_on} {quantity}",
        columns=("product", "warehouse", "quantity", "unit_cost", "value", "opened_on", "state"),
        derives_from=("product",),
        sections={
            _("Basics"): ("warehouse", "product", "opened_on", "state"),
            _("Stock"): ("quantity", "unit_cost", "value", "remarks"),
        },
        shows_on=(
            ShowsOn("stock.warehouse", "warehouse", _("Opening stock"), position=40, in_timeline=False),
            ShowsOn("stock.opening", "source", _("Stock moves"), shown="stock.move", in_timeline=False),
            ShowsOn("stock.opening", "source", _("Vouchers"), shown="ledger.voucher", position=90, in_timeline=False),
        ),
        views=(View("draft", _("Draft"), {"state": {"eq": "draft"}}),),
        open_in=("draft",),
        is_searched=False,
    )

    def derive(self) -> None:
        self.value = to_cents((self.quantity or Decimal()) * (self.unit_cost or Decimal()))

    def problems(self) -> dict[str, Text]:
        product = self.fetched("product")
        if product is not None and product.kind == "service":
            return {"product": _("A service does not lie in stock; choose goods.")}
        return {}

    def compose_title(self, words: dict[str, str]) -> str:
        product = self.fetched("product")
        return super().compose_title(words) if product is None else f"{product.title} {words['quantity']}"[:300]
