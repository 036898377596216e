"""The lines of an opportunity: products wanted, deciders, competitors, stages it has passed."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Line, ObjectSpec, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models.priced import to_cents
from keta.modules.catalog.pricing import FoundPrice
from keta.modules.crm.models import words
from keta.modules.parties.models.words import ATTITUDE_COLOURS, ATTITUDES, DECISION_ROLES


class OpportunityLine(Line):
    """A product the customer wants, at the price we expect."""

    opportunity = field.Parent("crm.opportunity")
    product = field.Link("catalog.product", _("Product"), required=True)
    quantity = field.Decimal(_("Quantity"), required=True, default="1", least=0)
    price = field.Decimal(_("Expected price"), least=0)
    amount = field.Money(_("Amount"), computed=True)
    remarks = field.Text(_("Remarks"), max_length=300)

    spec = ObjectSpec(label=_("Product line"), is_searched=False)

    def take_price(self, found: FoundPrice | None) -> None:
        """Expects the price of the price policy where nobody has entered another one."""
        if found is not None and self.price is None:
            self.price = found.price

    def derive(self) -> None:
        self.amount = to_cents((self.quantity or Decimal()) * (self.price or Decimal()))


class OpportunityDecider(Line):
    """A person who has a part in the decision (决策链)."""

    opportunity = field.Parent("crm.opportunity")
    contact = field.Link("parties.contact", _("Contact"), required=True)
    role = field.Pick("parties.decision_role", _("Role in decisions"), DECISION_ROLES, required=True)
    influence = field.Choice(_("Influence"), words.INFLUENCE)
    attitude = field.Choice(_("Attitude to us"), ATTITUDES, colours=ATTITUDE_COLOURS)
    is_key = field.YesNo(_("Key person"))
    next_action = field.Text(_("Next action"), max_length=200)

    spec = ObjectSpec(label=_("Decider"), is_searched=False)


class OpportunityCompetitor(Line):
    """Who else wants this contract, and what we have to say to it."""

    opportunity = field.Parent("crm.opportunity")
    competitor = field.Link("parties.party", _("Competitor"))
    name = field.Text(_("Name, where not on file"), max_length=200)
    price = field.Money(_("Price"), least=0)
    strength = field.Text(_("Strength"), max_length=500)
    weakness = field.Text(_("Weakness"), max_length=500)
    our_answer = field.Text(_("Our answer"), max_length=500)

    spec = ObjectSpec(label=_("Competitor"), is_searched=False)

    def problems(self) -> dict[str, Text]:
        return {} if self.competitor_id or self.name else {"competitor": _("Choose the competitor, or write its name.")}


class StagePassage(Line):
    """A stage that the opportunity has left: since when it was there, when it left, for which stage, by whom."""

    opportunity = field.Parent("crm.opportunity")
    stage = field.Link("crm.stage", _("Stage"), computed=True)
    entered_on = field.Date(_("Entered on"), computed=True)
    left_on = field.Date(pgettext_lazy("stage", "Left on"), computed=True)
    days = field.Integer(_("Days"), computed=True)
    moved_to = field.Link("crm.stage", _("Moved to"), computed=True)
    moved_by = field.Member(_("Moved by"), computed=True)
    amount = field.Money(_("Amount then"), computed=True)

    spec = ObjectSpec(label=_("Stage passed"), is_searched=False)

    def derive(self) -> None:
        self.days = (self.left_on - self.entered_on).days if self.left_on and self.entered_on else None
