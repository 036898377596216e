"""Party (往来单位): a company or person we deal with: customer, supplier, dealer, competitor, or several of them."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.china.credit_code import compact_code, refuse_credit_code
from keta.kernel.objects import ObjectSpec, OwnedObject, Sections, ShowsOn, View, Window, field
from keta.kernel.objects.model import load_lines
from keta.kernel.refusals import Text
from keta.modules.parties.models import completeness, words
from keta.modules.parties.models.hand_over import HandOver

SECTIONS: Sections = {
    _("Basics"): ("name", "short_name", "kind", "number", "parent", "place_in_group", "tags"),
    _("Relationship"): (
        "relationship_state",
        "relationship_since",
        "grade",
        "origin",
        "industry",
        "standard_industry",
        "staff_size",
        "price_level",
        "business_since",
        "days_with_us",
    ),
    _("Reach"): ("phone", "email", "website", "address", "contact_preference"),
    _("Care"): (
        "owner",
        "collaborators",
        "managed_by",
        "followed_up_at",
        "days_untouched",
        "completeness",
        "confirmed_on",
        "handed_over_because",
        "remarks",
    ),
    _("Registration"): ("credit_code", "legal_representative", "registered_capital", "founded_on", "region"),
    _("Money"): (
        "credit_limit",
        "payment_days",
        "payment_behaviour",
        "wallet_share",
        "annual_revenue",
        "bank_name",
        "bank_account",
        "invoice_title",
    ),
    pgettext_lazy("section", "Person"): ("gender", "birthday"),
    _("Hand-overs"): ("hand_overs",),
    _("Roles"): ("is_customer", "is_supplier", "is_dealer", "is_competitor"),
}
CUSTOMERS = Window(
    "parties.customer",
    _("Customer"),
    menu="customers",
    icon="building",
    position=10,
    where={"is_customer": True},
    sets={"is_customer": True},
    columns=("name", "grade", "relationship_state", "phone", "owner", "days_untouched", "followed_up_at", "number"),
)
SUPPLIERS = Window(
    "parties.supplier",
    _("Supplier"),
    menu="customers",
    icon="truck",
    position=60,
    where={"is_supplier": True},
    sets={"is_supplier": True},
    columns=("name", "phone", "payment_days", "owner", "number"),
)


class Party(OwnedObject):
    """One record for a company or person, whatever we do with it."""

    number = field.Number("KH-{sequence}")
    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=200)
    short_name = field.Text(_("Short name"), filtered=True, searched=True, max_length=100)
    kind = field.Choice(_("Kind"), words.KINDS, default="enterprise", filtered=True, listed=True)
    is_customer = field.YesNo(_("Customer"), filtered=True)
    is_supplier = field.YesNo(_("Supplier"), filtered=True)
    is_dealer = field.YesNo(_("Dealer"), filtered=True)
    is_competitor = field.YesNo(_("Competitor"), filtered=True)
    relationship_state = field.Choice(
        _("Relationship state"),
        words.RELATIONSHIP,
        colours=words.RELATIONSHIP_COLOURS,
        default="prospect",
        required=True,
        listed=True,
        filtered=True,
    )
    relationship_since = field.Date(_("In this relationship since"), computed=True, filtered=True)
    grade = field.Pick(
        "parties.grade", _("Grade"), words.GRADES, colours=words.GRADE_COLOURS, listed=True, filtered=True
    )
    origin = field.Link("parties.origin", _("Origin"), filtered=True)
    industry = field.Pick("parties.industry", _("Industry"), words.INDUSTRIES, filtered=True)
    standard_industry = field.Link("parties.industry", _("Industry (GB/T 4754)"), filtered=True)
    parent = field.Link("parties.party", _("Group parent"), filtered=True)
    place_in_group = field.Choice(_("Place in the group"), words.PLACES_IN_GROUP, filtered=True)
    phone = field.Phone(_("Phone"), listed=True, searched=True)
    email = field.Email(_("E-mail"), searched=True)
    website = field.URL(_("Web site"))
    address = field.Address(_("Address"), filtered=True)
    contact_preference = field.Choice(_("Best reached by"), words.CHANNELS, filtered=True)
    gender = field.Choice(_("Gender"), words.GENDERS, filtered=True)
    birthday = field.Date(_("Birthday"), filtered=True)
    credit_code = field.Text(_("Unified social credit code"), filtered=True, searched=True, max_length=40)
    legal_representative = field.Text(_("Legal representative"), max_length=60)
    registered_capital = field.Money(_("Registered capital"), filtered=True, least=0)
    founded_on = field.Date(_("Founded on"), filtered=True)
    region = field.Pick("organisation.region", _("Territory"), filtered=True)
    staff_size = field.Integer(_("Staff"), filtered=True, least=0)
    annual_revenue = field.Money(_("Annual revenue"), filtered=True, least=0)
    price_level = field.Pick("parties.price_level", _("Price level"), words.PRICE_LEVELS, filtered=True)
    business_since = field.Date(_("Business with us since"), filtered=True)
    days_with_us = field.Elapsed("business_since", _("Days with us"), filtered=True)
    credit_limit = field.Money(_("Credit limit"), filtered=True, least=0)
    payment_days = field.Integer(_("Payment term in days"), filtered=True, least=0, most=3650)
    payment_behaviour = field.Pick("parties.payment_behaviour", _("Payment behaviour"), words.PAYMENT, filtered=True)
    wallet_share = field.Percent(_("Share of wallet"), filtered=True, least=0, most=100)
    bank_name = field.Text(_("Bank"), max_length=120)
    bank_account = field.Text(_("Bank account"), max_length=60)
    invoice_title = field.Text(_("Invoice title"), max_length=200)
    managed_by = field.Choice(_("Managed"), words.MANAGEMENT, default="direct", filtered=True)
    confirmed_on = field.Date(_("Last confirmed on"), filtered=True)
    followed_up_at = field.Moment(_("Last followed up"), computed=True, listed=True, filtered=True)
    touched_on = field.Date(_("Last touched on"), computed=True)
    days_untouched = field.Elapsed("touched_on", _("Days untouched"), listed=True, filtered=True)
    completeness = field.Percent(_("Completeness"), computed=True, filtered=True)
    handed_over_because = field.Text(_("Reason of the last hand-over"), computed=True, max_length=200)
    collaborators = field.Links("organisation.member", _("Collaborators"), opens="read")
    tags = field.Tags(_("Tags"), filtered=True, searched=True)
    remarks = field.LongText(_("Remarks"), searched=True)
    files = field.Files(_("Files"))
    hand_overs = field.Lines("parties.hand_over", _("Hand-overs"), computed=True)
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    class Meta:
        indexes = (
            models.Index(fields=("name", "id"), name="party_by_name"),
            models.Index(fields=("department", "name", "id"), name="party_of_department"),
            models.Index(fields=("owner", "name", "id"), name="party_of_owner"),
        )

    spec = ObjectSpec(
        label=_("Party"),
        icon="building",
        menu="customers",
        position=90,
        is_common=True,
        order="name",
        sections=SECTIONS,
        kanban="relationship_state",
        duplicates=("name", "short_name", "phone", "email", "website", "credit_code"),
        windows=(CUSTOMERS, SUPPLIERS),
        shows_on=(
            ShowsOn("parties.party", "parent", _("Members of the group"), position=75, in_timeline=False),
            ShowsOn("parties.origin", "origin", _("Customers"), in_timeline=False),
            ShowsOn("parties.industry", "standard_industry", _("Customers"), in_timeline=False),
        ),
        views=(
            View("mine", _("Mine"), {"owner": {"me": True}}),
            View("pool", _("Pool"), {"owner": {"empty": True}}),
            View("key", _("Key customers"), {"grade": {"eq": "key"}}),
            View("untouched", _("Untouched for 30 days"), {"days_untouched": {"gte": 30}}, "-days_untouched"),
        ),
    )

    @classmethod
    def gather(cls, records: Sequence["Party"], actor: Any) -> None:
        """A new owner, given through whatever door, leaves a line behind; `because` is the reason in hand."""
        moved = [each for each in records if not each._state.adding and each.owner_id != each.loaded("owner_id")]
        if not moved:
            return
        if unread := [each for each in moved if each.lines_in_hand("hand_overs") is None]:
            load_lines(unread, "hand_overs")
        for each in moved:
            each.handed_over_because = str(each.__dict__.pop("because", ""))
            each.set_lines("hand_overs", [*each.lines_of("hand_overs"), _hand_over(each, actor)])

    def derive(self) -> None:
        today = timezone.localdate(self.changed_at)
        if self.relationship_state != self.loaded("relationship_state"):
            self.relationship_since = today
        has_new_owner = not self._state.adding and self.owner_id and self.owner_id != self.loaded("owner_id")
        # A new owner gets his time before the rules of the pool count it.
        self.touched_on = today if has_new_owner else self.touched_on or today
        self.credit_code = compact_code(self.credit_code)
        self.completeness = completeness.of(self)

    def problems(self) -> dict[str, Text]:
        return {**self._credit_code_problem(), **self._relationship_problem()}

    def _credit_code_problem(self) -> dict[str, Text]:
        if not self.credit_code or self.credit_code == self.loaded("credit_code"):
            return {}
        reason = refuse_credit_code(self.credit_code)
        return {"credit_code": reason.message} if reason else {}

    def _relationship_problem(self) -> dict[str, Text]:
        before, after = self.loaded("relationship_state"), self.relationship_state
        possible = words.NEXT_RELATIONSHIP.get(after)
        if not before or before == after or possible is None or before in possible:
            return {}
        return {
            "relationship_state": _(
                "A relationship does not go from “%(before)s” to “%(after)s”; choose a step between."
            )
            % {"before": words.RELATIONSHIP[before], "after": words.RELATIONSHIP[after]}
        }


def _hand_over(party: Party, actor: Any) -> HandOver:
    return HandOver(
        at=party.changed_at,
        from_member_id=party.loaded("owner_id"),
        to_member_id=party.owner_id,
        by_member_id=actor.member_id,
        reason=party.handed_over_because,
    )
