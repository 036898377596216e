"""Delivery (销售出库、发货单): goods of a contract on their way from a warehouse to the customer."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, ObjectSpec, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.sales.models import ContractLine
from keta.modules.stock.models import words
from keta.modules.stock.models.balance import Balance
from keta.modules.stock.models.fitting import fit_lines
from keta.modules.stock.models.goods import GoodsDocument, GoodsLine

OPEN = ("planned", "picked")
"""States in which the goods are still here."""
GONE = ("shipped", "signed")
"""States in which they have left."""
SECTIONS: Sections = {
    _("Basics"): ("number", "contract", "customer", "warehouse", "planned_on", "owner", "state"),
    _("Goods"): ("lines", "net_amount", "amount", "cost"),
    _("Recipient"): ("recipient", "phone", "address"),
    _("Transport"): ("method", "carrier", "waybill", "tracking_url"),
    _("Course"): ("picked_on", "shipped_on", "signed_on", "signed_by", "cancelled_on", "cancelled_because"),
    _("Remarks"): ("remarks",),
}


class Delivery(GoodsDocument):
    """One consignment: planned, picked, shipped, signed for."""

    number = field.Number("FH{year}{month}-{sequence:4}")
    contract = field.Link("sales.contract", _("Contract"), required=True, listed=True, filtered=True)
    customer = field.Link(
        "parties.party", _("Customer"), window="parties.customer", computed=True, listed=True, filtered=True
    )
    warehouse = field.Link("stock.warehouse", _("Warehouse"), required=True, listed=True, filtered=True)
    state = field.State(
        planned=pgettext_lazy("delivery", "Planned"),
        picked=pgettext_lazy("delivery", "Picked"),
        shipped=pgettext_lazy("delivery", "Shipped"),
        signed=pgettext_lazy("delivery", "Signed for"),
        cancelled=pgettext_lazy("delivery", "Cancelled"),
        colours={"picked": "accent", "shipped": "accent", "signed": "good"},
        importable=False,
    )
    planned_on = field.Date(_("Planned for"), listed=True, filtered=True)
    lines = field.Lines("stock.delivery_line", _("Goods"))
    recipient = field.Text(_("Recipient"), searched=True, max_length=100)
    phone = field.Phone(_("Phone"))
    address = field.Address(_("Address"), filtered=True)
    method = field.Choice(_("Way of shipping"), words.SHIPPING_METHODS, filtered=True)
    carrier = field.Pick("stock.carrier", _("Carrier"), words.CARRIERS, listed=True, filtered=True)
    waybill = field.Text(_("Waybill"), listed=True, filtered=True, searched=True, max_length=60)
    tracking_url = field.URL(_("Where to follow it"))
    picked_on = field.Date(_("Picked on"), computed=True)
    shipped_on = field.Date(_("Shipped on"), computed=True, listed=True, filtered=True)
    signed_on = field.Date(_("Signed for on"), computed=True, filtered=True)
    signed_by = field.Text(_("Signed for by"), computed=True, max_length=100)
    cancelled_on = field.Date(_("Cancelled on"), computed=True)
    cancelled_because = field.Text(_("Cancelled because"), computed=True, max_length=300)
    remarks = field.LongText(_("Remarks"))
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    class Meta:
        indexes = (models.Index(fields=("shipped_on", "id"), name="delivery_by_day"),)

    spec = ObjectSpec(
        label=_("Delivery"),
        menu="stock",
        icon="truck-delivery",
        position=25,
        title="{number}",
        columns=("number", "customer", "contract", "warehouse", "planned_on", "shipped_on", "waybill", "state"),
        sections=SECTIONS,
        derives_from=("contract",),
        shows_on=(
            ShowsOn("sales.contract", "contract", _("Deliveries"), position=10),
            ShowsOn("parties.party", "customer", _("Deliveries"), position=55),
            ShowsOn("catalog.product", "product", _("Delivered"), through="lines", position=75, in_timeline=False),
            ShowsOn("stock.warehouse", "warehouse", _("Deliveries"), position=30, in_timeline=False),
            ShowsOn("stock.delivery", "source", _("Stock moves"), shown="stock.move", position=20, in_timeline=False),
            ShowsOn("stock.delivery", "source", _("Vouchers"), shown="ledger.voucher", position=90, in_timeline=False),
        ),
        figures=(
            Figure("sales.contract", "contract", _("Delivered"), "sum:amount", {"state__in": GONE}, position=20),
            Figure("parties.party", "customer", _("Delivered"), "sum:amount", {"state__in": GONE}, position=45),
            Figure("parties.party", "customer", _("Deliveries"), where={"state__in": GONE}, position=44),
        ),
        views=(
            View("open", _("To be shipped"), {"state": {"in": "planned,picked"}}, "planned_on"),
            View("on_the_way", _("On the way"), {"state": {"eq": "shipped"}}, "shipped_on"),
            View("signed", pgettext_lazy("delivery", "Signed for"), {"state": {"eq": "signed"}}, "-signed_on"),
        ),
        open_in=OPEN,
    )

    cause = "contract"

    @classmethod
    def gather(cls, records: Sequence[Self], actor: Any) -> None:
        open_ones = [each for each in records if each.state in OPEN]
        causes: dict[UUID, list[ContractLine]] = {}
        for line in ContractLine.objects.filter(contract__in={each.contract_id for each in open_ones}):
            causes.setdefault(line.contract_id, []).append(line)
        fit_lines(open_ones, {each.pk: causes.get(each.contract_id, []) for each in open_ones}, "contract_line", actor)
        _tell_on_hand(open_ones)

    def problems(self) -> dict[str, Text]:
        if self.lines_in_hand("lines") == []:
            return {"lines": _("Name the goods that are to be delivered.")}
        return {}


def _tell_on_hand(deliveries: Sequence[Delivery]) -> None:
    """What lies in the chosen warehouse, for the form in which it is being chosen."""
    lines = [(each, line) for each in deliveries for line in each.lines_in_hand("lines") or ()]
    there = on_hand({(line.product_id, each.warehouse_id) for each, line in lines})
    for each, line in lines:
        line.__dict__["on_hand"] = there.get((line.product_id, each.warehouse_id), Decimal())


def on_hand(places: Collection[tuple[UUID | None, UUID | None]]) -> dict[tuple[UUID, UUID], Decimal]:
    """What lies there, by (product, warehouse)."""
    products, warehouses = {product for product, __ in places}, {warehouse for __, warehouse in places}
    rows = Balance.objects.filter(product__in=products - {None}, warehouse__in=warehouses - {None})
    return {(row.product_id, row.warehouse_id): row.on_hand for row in rows}


def _on_hand_of(lines: frozenset[UUID]) -> dict[UUID, Decimal]:
    places = {
        key: (product, warehouse)
        for key, product, warehouse in DeliveryLine.objects.filter(pk__in=lines).values_list(
            "pk", "product", "delivery__warehouse"
        )
    }
    there = on_hand(set(places.values()))
    return {key: there.get(place, Decimal()) for key, place in places.items()}


class DeliveryLine(GoodsLine):
    """Goods of one line of the contract; a line added by hand finds its own by the product."""

    delivery = field.Parent("stock.delivery")
    contract_line = models.ForeignKey("sales.ContractLine", models.PROTECT, null=True, related_name="+")
    on_hand = field.Live(_("On hand"), by=_on_hand_of)

    spec = ObjectSpec(
        label=_("Line of a delivery"),
        is_searched=False,
        columns=("product", "quantity", "unit", "on_hand", "amount", "unit_cost", "cost"),
    )
