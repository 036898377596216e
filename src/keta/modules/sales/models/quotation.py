"""Quotation (报价单): what we offer, for how much, until when; a new version takes the place of the one before."""

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Self

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, ObjectSpec, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models.priced import LINE_COLUMNS, PricedDocument, PricedLine
from keta.modules.catalog.pricing import FoundPrice, price_lines
from keta.modules.sales.models import words

SECTIONS: Sections = {
    _("Basics"): ("name", "number", "customer", "contact", "opportunity", "owner", "state"),
    _("Validity"): ("quoted_on", "valid_until", "days_expired", "version_count", "previous"),
    _("Lines"): ("lines",),
    _("Amounts"): ("currency", "prices_include_tax", "net_amount", "tax_amount", "amount"),
    _("Price check"): ("is_below_floor", "price_reason"),
    _("Terms"): ("delivery_terms", "payment_terms", "remarks"),
    _("Answer of the customer"): ("answered_on", "rejected_because", "answer"),
}


class Quotation(PricedDocument):
    """An offer to a customer."""

    number = field.Number("BJ{year}{month}-{sequence:4}")
    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=200)
    customer = field.Link(
        "parties.party", _("Customer"), window="parties.customer", required=True, listed=True, filtered=True
    )
    contact = field.Link("parties.contact", _("Contact"), filtered=True)
    opportunity = field.Link("crm.opportunity", _("Opportunity"), filtered=True)
    state = field.State(
        draft=_("Draft"),
        issued=pgettext_lazy("quotation", "Issued"),
        accepted=pgettext_lazy("quotation", "Accepted"),
        rejected=pgettext_lazy("quotation", "Rejected"),
        replaced=pgettext_lazy("quotation", "Replaced"),
        colours={"issued": "accent", "accepted": "good", "rejected": "bad"},
    )
    version_count = field.Integer(_("Version"), computed=True, listed=True)
    previous = field.Link("sales.quotation", _("Version before"), computed=True)
    quoted_on = field.Date(_("Issued on"), computed=True, listed=True, filtered=True)
    valid_until = field.Date(_("Valid until"), listed=True, filtered=True)
    expired_since = field.Date(_("Expired since"), computed=True)
    days_expired = field.Elapsed("expired_since", _("Days expired"), filtered=True)
    lines = field.Lines("sales.quotation_line", _("Lines"))
    is_below_floor = field.YesNo(_("Below the floor price"), computed=True, filtered=True)
    price_reason = field.Text(_("Reason for the price"), max_length=300)
    delivery_terms = field.Text(_("Delivery terms"), max_length=300)
    payment_terms = field.Text(_("Payment terms"), max_length=300)
    remarks = field.LongText(_("Remarks"), searched=True)
    files = field.Files(_("Files"))
    answered_on = field.Date(_("Answered on"), computed=True)
    rejected_because = field.Pick(
        "sales.rejected_because", _("Rejected because"), words.REJECTED_BECAUSE, computed=True, filtered=True
    )
    answer = field.Text(_("Answer of the customer"), computed=True, max_length=300)
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Quotation"),
        menu="sales",
        icon="file-text",
        position=30,
        title="{number} {name}",
        columns=("title", "customer", "amount", "quoted_on", "valid_until", "owner", "state"),
        derives_from=("customer",),
        sections=SECTIONS,
        shows_on=(
            ShowsOn("parties.party", "customer", _("Quotations"), position=40),
            ShowsOn("crm.opportunity", "opportunity", _("Quotations"), position=20),
            ShowsOn("catalog.product", "product", _("Quoted to"), through="lines", position=65, in_timeline=False),
            ShowsOn("sales.quotation", "about", _("Activities"), shown="activities.activity", position=40),
        ),
        figures=(
            Figure("parties.party", "customer", _("Quotations"), position=30),
            Figure("crm.opportunity", "opportunity", _("Quotations"), position=10),
        ),
        views=(
            View("open", pgettext_lazy("quotation", "Open"), {"state": {"in": "draft,issued"}}),
            View("mine", _("Mine"), {"owner": {"me": True}}),
            View("expired", _("Expired"), {"days_expired": {"gt": 0}}, "valid_until"),
            View("below_floor", _("Below the floor price"), {"is_below_floor": {"eq": True}}),
        ),
    )

    @classmethod
    def gather(cls, records: Sequence[Self], actor: Any) -> None:
        price_lines([each for each in records if each.state == "draft"], actor)

    def derive(self) -> None:
        super().derive()
        self.version_count = self.version_count or 1
        self.expired_since = self.valid_until if self.state in ("draft", "issued") else None
        lines = self.lines_in_hand("lines")
        if lines is not None:
            self.is_below_floor = any(line.is_below_floor for line in lines)

    def problems(self) -> dict[str, Text]:
        if self.valid_until and self.quoted_on and self.valid_until < self.quoted_on:
            return {"valid_until": _("It must be valid on the day it is issued; choose a later day.")}
        return {}


class QuotationLine(PricedLine):
    """A line of a quotation; the floor is that of the price list when the price was found."""

    quotation = field.Parent("sales.quotation")
    price_list = field.Link("catalog.price_list", _("Price list"), computed=True)
    list_price = field.Decimal(_("Price by the list"), computed=True)
    floor_price = field.Decimal(_("Floor price"), computed=True)
    is_below_floor = field.YesNo(_("Below the floor price"), computed=True)

    spec = ObjectSpec(label=_("Line of a quotation"), is_searched=False, columns=(*LINE_COLUMNS, "floor_price"))

    def take_price(self, found: FoundPrice | None) -> None:
        super().take_price(found)
        self.list_price = found.price if found else None
        self.floor_price = found.floor_price if found else None
        self.price_list_id = found.price_list_id if found else None

    def derive(self) -> None:
        super().derive()
        self.is_below_floor = self.unit_price < (self.floor_price or Decimal())
