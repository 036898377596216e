"""Sales return (销售退货): goods of a delivery that come back from the customer."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, ObjectSpec, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.stock.models import words
from keta.modules.stock.models.delivery import DeliveryLine
from keta.modules.stock.models.fitting import fit_lines
from keta.modules.stock.models.goods import GoodsDocument, GoodsLine

RECEIVED = {"state": "received"}
SECTIONS: Sections = {
    _("Basics"): ("number", "delivery", "contract", "customer", "warehouse", "owner", "state"),
    _("Goods"): ("lines", "net_amount", "amount", "cost"),
    _("Cause"): ("reason", "is_replaced", "received_on", "cancelled_on", "cancelled_because", "remarks"),
}


class Return(GoodsDocument):
    """What comes back of one delivery; once received, it lies in stock again at what it had cost."""

    number = field.Number("TH{year}{month}-{sequence:4}")
    delivery = field.Link("stock.delivery", _("Delivery"), required=True, listed=True, filtered=True)
    contract = field.Link("sales.contract", _("Contract"), computed=True, listed=True, filtered=True)
    customer = field.Link(
        "parties.party", _("Customer"), window="parties.customer", computed=True, listed=True, filtered=True
    )
    warehouse = field.Link("stock.warehouse", _("Into the warehouse"), filtered=True)
    state = field.State(
        draft=_("Draft"),
        received=pgettext_lazy("return", "Received"),
        cancelled=pgettext_lazy("return", "Cancelled"),
        colours={"received": "good"},
        importable=False,
    )
    reason = field.Pick("stock.returned_because", _("Reason"), words.RETURNED_BECAUSE, listed=True, filtered=True)
    is_replaced = field.YesNo(
        _("Is replaced"), help=_("The contract still owes these goods: they may be delivered once more"), filtered=True
    )
    lines = field.Lines("stock.return_line", _("Goods"))
    received_on = field.Date(_("Received on"), computed=True, listed=True, filtered=True)
    cancelled_on = field.Date(_("Cancelled on"), computed=True)
    cancelled_because = field.Text(_("Cancelled because"), computed=True, max_length=300)
    remarks = field.LongText(_("Remarks"))
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Sales return"),
        menu="stock",
        icon="truck-return",
        position=30,
        title="{number}",
        columns=("number", "customer", "delivery", "reason", "amount", "received_on", "state"),
        sections=SECTIONS,
        derives_from=("delivery",),
        shows_on=(
            ShowsOn("stock.delivery", "delivery", _("Returns"), position=10),
            ShowsOn("sales.contract", "contract", _("Returns"), position=30),
            ShowsOn("parties.party", "customer", _("Returns"), position=56),
            ShowsOn("stock.return", "source", _("Stock moves"), shown="stock.move", position=20, in_timeline=False),
            ShowsOn("stock.return", "source", _("Vouchers"), shown="ledger.voucher", position=90, in_timeline=False),
        ),
        figures=(
            Figure("sales.contract", "contract", _("Returned"), "sum:amount", RECEIVED, position=25),
            Figure("parties.party", "customer", _("Returned"), "sum:amount", RECEIVED, position=46),
        ),
        views=(
            View("open", _("To be received"), {"state": {"eq": "draft"}}),
            View("received", pgettext_lazy("return", "Received"), {"state": {"eq": "received"}}, "-received_on"),
        ),
        open_in=("draft",),
    )

    cause = "delivery"

    @classmethod
    def gather(cls, records: Sequence[Self], actor: Any) -> None:
        drafts = [each for each in records if each.state == "draft"]
        causes: dict[UUID, list[DeliveryLine]] = {}
        for line in DeliveryLine.objects.filter(delivery__in={each.delivery_id for each in drafts}):
            causes.setdefault(line.delivery_id, []).append(line)
        fit_lines(drafts, {each.pk: causes.get(each.delivery_id, []) for each in drafts}, "delivery_line", actor)

    def derive(self) -> None:
        delivery = self.fetched("delivery")
        if delivery is not None:
            self.contract_id = delivery.contract_id
            if self._state.adding:
                self.warehouse_id = self.warehouse_id or delivery.warehouse_id
        super().derive()

    def problems(self) -> dict[str, Text]:
        if self.lines_in_hand("lines") == []:
            return {"lines": _("Name the goods that come back.")}
        return {}


class ReturnLine(GoodsLine):
    """Goods of one line of the delivery; a line added by hand finds its own by the product."""

    parent = field.Parent("stock.return")
    delivery_line = models.ForeignKey("stock.DeliveryLine", models.PROTECT, null=True, related_name="+")
    condition = field.Choice(_("Condition"), words.CONDITIONS, default="good")

    spec = ObjectSpec(
        label=_("Line of a return"),
        is_searched=False,
        columns=("product", "quantity", "unit", "condition", "amount", "unit_cost", "cost"),
    )
