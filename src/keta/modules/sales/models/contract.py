"""Contract (销售合同): an agreement to deliver goods or services for a price, with lines and collection plan."""

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, ObjectSpec, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models.priced import LINE_COLUMNS, PricedDocument, PricedLine
from keta.modules.catalog.pricing import price_lines
from keta.modules.sales.models import words
from keta.modules.sales.models.collection import Collection, spread

__all__ = ["Collection", "Contract", "ContractLine"]

LIVING = ("active", "done")
SIGNED = ("customer_id", "currency", "prices_include_tax", "amount")
SIGNED_OF_LINES = ("product_id", "quantity", "unit_id", "price", "discount", "tax_rate")
"""What both sides have signed; only a change order alters it afterwards."""
SECTIONS: Sections = {
    _("Basics"): ("name", "number", "customer", "contact", "kind", "owner", "state", "milestones"),
    _("Where it comes from"): ("opportunity", "quotation", "order_route", "agent", "customer_number"),
    _("Dates"): ("signed_on", "starts_on", "ends_on"),
    _("Lines"): ("lines",),
    _("Amounts"): ("currency", "prices_include_tax", "net_amount", "tax_amount", "amount"),
    _("Collection plan"): ("collections", "planned_amount", "payment_terms"),
    _("Execution"): ("delivered_amount", "invoiced_amount", "received_amount", "open_amount", "accepted_on"),
    _("Delivery"): (
        "requested_delivery_on",
        "confirmed_delivery_on",
        "delivery_address",
        "delivery_terms",
        "warranty_months",
    ),
    _("Terms"): ("terms", "remarks"),
    _("End"): ("closed_on", "closed_because", "cancelled_on", "cancelled_because"),
}


class Contract(PricedDocument):
    """An agreement with a customer."""

    number = field.Number("HT{year}{month}-{sequence:4}")
    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=200)
    kind = field.Choice(_("Kind"), words.CONTRACT_KINDS, default="sale", required=True, filtered=True)
    customer = field.Link(
        "parties.party", _("Customer"), window="parties.customer", required=True, listed=True, filtered=True
    )
    contact = field.Link("parties.contact", _("Contact"), filtered=True)
    opportunity = field.Link("crm.opportunity", _("Opportunity"), filtered=True)
    quotation = field.Link("sales.quotation", _("Quotation"), filtered=True)
    customer_number = field.Text(_("Number at the customer"), filtered=True, searched=True, max_length=60)
    order_route = field.Choice(_("Order route"), words.ORDER_ROUTES, default="direct", filtered=True)
    agent = field.Link("parties.party", _("Agent"), filtered=True)
    state = field.State(
        draft=_("Draft"),
        active=pgettext_lazy("contract", "Active"),
        done=pgettext_lazy("contract", "Done"),
        cancelled=pgettext_lazy("contract", "Cancelled"),
    )
    signed_on = field.Date(_("Signed on"), listed=True, filtered=True)
    starts_on = field.Date(_("Starts on"), filtered=True)
    ends_on = field.Date(_("Ends on"), filtered=True)
    lines = field.Lines("sales.contract_line", _("Lines"))
    collections = field.Lines("sales.collection", _("Collection plan"))
    planned_amount = field.Money(_("Planned to collect"), computed=True)
    payment_terms = field.Text(_("Payment terms"), max_length=300)
    requested_delivery_on = field.Date(_("Delivery wanted on"), filtered=True)
    confirmed_delivery_on = field.Date(_("Delivery confirmed for"), filtered=True)
    delivery_address = field.Link("parties.address", _("Delivery address"))
    delivery_terms = field.Text(_("Delivery terms"), max_length=300)
    warranty_months = field.Integer(_("Warranty in months"), least=0, most=1200)
    milestones = field.Tags(
        _("Milestones"), help=_("What makes it memorable: first of its kind, largest"), filtered=True
    )
    delivered_amount = field.Money(_("Delivered"), computed=True, filtered=True, totalled=True)
    invoiced_amount = field.Money(_("Invoiced"), computed=True, filtered=True, totalled=True)
    received_amount = field.Money(pgettext_lazy("money", "Received"), computed=True, filtered=True, totalled=True)
    open_amount = field.Money(_("Still owed"), computed=True, filtered=True, totalled=True)
    accepted_on = field.Date(_("Accepted on"), computed=True, filtered=True)
    terms = field.RichText(_("Terms"), searched=True)
    remarks = field.LongText(_("Remarks"), searched=True)
    files = field.Files(_("Files"))
    closed_on = field.Date(_("Closed on"), computed=True, filtered=True)
    closed_because = field.Text(_("Closed because"), computed=True, max_length=300)
    cancelled_on = field.Date(_("Cancelled on"), computed=True)
    cancelled_because = field.Text(_("Cancelled because"), computed=True, max_length=300)
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    class Meta:
        indexes = (models.Index(fields=("changed_at", "id"), name="contract_by_change"),)

    spec = ObjectSpec(
        label=_("Sales contract"),
        menu="sales",
        icon="file-certificate",
        position=40,
        title="{number} {name}",
        columns=("title", "customer", "amount", "signed_on", "confirmed_delivery_on", "owner", "state"),
        derives_from=("customer",),
        sections=SECTIONS,
        shows_on=(
            ShowsOn("parties.party", "customer", _("Contracts"), position=50),
            ShowsOn("parties.party", "agent", _("Contracts through this agent"), position=51, in_timeline=False),
            ShowsOn("crm.opportunity", "opportunity", _("Contracts"), position=30),
            ShowsOn("sales.quotation", "quotation", _("Contracts"), position=10),
            ShowsOn("catalog.product", "product", _("Sold to"), through="lines", position=70, in_timeline=False),
            ShowsOn("sales.contract", "about", _("Activities"), shown="activities.activity", position=40),
        ),
        figures=(
            Figure("parties.party", "customer", _("Contracts"), where={"state__in": LIVING}, position=40),
            Figure("parties.party", "customer", _("Contract amount"), "sum:amount", {"state__in": LIVING}, position=41),
            Figure(
                "crm.opportunity", "opportunity", _("Contract amount"), "sum:amount", {"state__in": LIVING}, position=20
            ),
        ),
        views=(
            View("active", pgettext_lazy("contract", "Active"), {"state": {"eq": "active"}}, "-signed_on"),
            View("mine", _("Mine"), {"owner": {"me": True}}),
            View("draft", _("Draft"), {"state": {"eq": "draft"}}),
            View("ending", _("Ending within 90 days"), {"ends_on": {"within": "next_90_days"}}, "ends_on"),
        ),
    )

    is_being_changed = False
    """Set by a change order while it alters what was signed."""

    @classmethod
    def gather(cls, records: Sequence[Self], actor: Any) -> None:
        price_lines([each for each in records if each.state == "draft"], actor)

    def derive(self) -> None:
        super().derive()
        if self.amount != self.loaded("amount"):
            self.lines_of("collections")
        instalments = self.lines_in_hand("collections")
        if instalments is not None:
            spread(instalments, self.amount or Decimal())
            self.planned_amount = sum((each.amount or Decimal() for each in instalments), Decimal())

    def problems(self) -> dict[str, Text]:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            return {"ends_on": _("The last day lies before the first.")}
        if self.order_route == "agent" and not self.agent_id:
            return {"agent": _("Choose the agent through whom it was ordered.")}
        if self.loaded("state") in LIVING and not self.is_being_changed and self._alters_what_was_signed():
            return {"lines": _("The contract is in force; alter it by a change order.")}
        return {}

    def _alters_what_was_signed(self) -> bool:
        lines = self.lines_in_hand("lines") or ()
        return any(getattr(self, name) != self.loaded(name) for name in SIGNED) or any(
            getattr(line, name) != line.loaded(name) for line in lines for name in SIGNED_OF_LINES
        )


class ContractLine(PricedLine):
    """A line of a contract."""

    contract = field.Parent("sales.contract")
    delivery_on = field.Date(_("Delivery on"))

    spec = ObjectSpec(label=_("Line of a contract"), is_searched=False, columns=(*LINE_COLUMNS, "delivery_on"))
