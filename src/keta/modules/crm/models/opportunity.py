"""Opportunity (项目机会): a possible sale on its way through the stages."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.fieldtypes import join_tags
from keta.kernel.objects import Figure, ObjectSpec, OwnedObject, Panel, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models.currency import base_currency
from keta.modules.catalog.models.priced import to_cents
from keta.modules.catalog.models.words import CURRENCIES
from keta.modules.catalog.pricing import price_lines
from keta.modules.crm.models import words
from keta.modules.crm.stages import first_stage
from keta.modules.parties.models.words import DECISION_ROLES

SECTIONS: Sections = {
    _("Basics"): ("name", "number", "customer", "contact", "owner", "origin", "is_key", "tags"),
    _("Progress"): (
        "state",
        "stage",
        "days_in_stage",
        "days_behind",
        "progress",
        "progress_override",
        "progress_reason",
        "checked",
    ),
    pgettext_lazy("section", "Value"): (
        "amount",
        "present_value",
        "currency",
        "closes_on",
        "budget",
        "quoted_on",
        "next_step",
    ),
    _("Product lines"): ("lines",),
    _("Decision chain"): ("deciders", "missing_roles", "is_decider_known", "are_attitudes_known"),
    _("Competition"): ("competitors",),
    _("Team"): ("team", "opened_on", "remarks"),
    _("Stages passed"): ("passages",),
    _("How it ended"): ("closed_on", "won_because", "lost_because", "lost_to", "closing_remarks", "resumes_on"),
}


class Opportunity(OwnedObject):
    """A possible sale with stage, probability, amount and expected date."""

    number = field.Number("XM{year}{month}-{sequence:4}")
    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=200)
    customer = field.Link("parties.party", _("Customer"), window="parties.customer", listed=True, filtered=True)
    contact = field.Link("parties.contact", _("Contact"), filtered=True)
    origin = field.Link("parties.origin", _("Origin"), filtered=True)
    state = field.State(
        open=pgettext_lazy("opportunity", "Open"),
        won=pgettext_lazy("opportunity", "Won"),
        lost=pgettext_lazy("opportunity", "Lost"),
        suspended=pgettext_lazy("opportunity", "Suspended"),
        colours={"suspended": "warning"},
    )
    stage = field.Link(
        "crm.stage",
        _("Stage"),
        required=True,
        computed=True,
        importable=True,
        default=first_stage,
        listed=True,
        filtered=True,
    )
    stage_since = field.Date(_("In this stage since"), computed=True, filtered=True)
    stage_due_on = field.Date(_("Should leave the stage by"), computed=True)
    days_in_stage = field.Elapsed("stage_since", _("Days in stage"), listed=True, filtered=True)
    days_behind = field.Elapsed("stage_due_on", _("Days behind"), filtered=True)
    progress = field.Percent(_("Progress"), computed=True, listed=True, filtered=True)
    progress_override = field.Percent(_("Progress by hand"), least=0, most=100)
    progress_reason = field.Text(_("Reason for it"), max_length=200)
    checked = field.Tags(_("Confirmed"), computed=True)
    amount = field.Money(
        _("Expected amount"),
        help=_("With product lines it is their sum"),
        listed=True,
        filtered=True,
        totalled=True,
        least=0,
    )
    present_value = field.Money(_("Present value"), computed=True, listed=True, filtered=True, totalled=True)
    currency = field.Choice(_("Currency"), CURRENCIES, filtered=True)
    opened_on = field.Date(_("Opened on"), filtered=True)
    closes_on = field.Date(_("Expected date"), listed=True, filtered=True)
    closed_on = field.Date(_("Closed on"), filtered=True)
    budget = field.Money(_("Budget of the customer"), filtered=True, least=0)
    quoted_on = field.Date(_("Quotation issued on"), computed=True, filtered=True)
    next_step = field.Text(_("Next step"), max_length=200)
    is_key = field.YesNo(_("Key opportunity"), filtered=True)
    lines = field.Lines("crm.opportunity_line", _("Product lines"))
    deciders = field.Lines("crm.opportunity_decider", _("Decision chain"))
    missing_roles = field.Choices(_("Roles still missing"), DECISION_ROLES, computed=True)
    is_decider_known = field.YesNo(_("Decider known"), computed=True, filtered=True)
    are_attitudes_known = field.YesNo(_("Attitude of every decider known"), computed=True)
    competitors = field.Lines("crm.opportunity_competitor", _("Competitors"))
    passages = field.Lines("crm.stage_passage", _("Stages passed"), computed=True)
    team = field.Links("organisation.member", _("Team"))
    won_because = field.Pick("crm.won_because", _("Won because"), words.WON_BECAUSE, filtered=True)
    lost_because = field.Pick("crm.lost_because", _("Lost because"), words.LOST_BECAUSE, filtered=True)
    lost_to = field.Link("parties.party", _("Lost to"), filtered=True)
    closing_remarks = field.LongText(_("What we learn from it"), searched=True)
    resumes_on = field.Date(_("Resumes on"), filtered=True)
    tags = field.Tags(_("Tags"), filtered=True, searched=True)
    remarks = field.LongText(_("Remarks"), searched=True)
    files = field.Files(_("Files"))
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    class Meta:
        indexes = (models.Index(fields=("changed_at", "id"), name="opportunity_by_change"),)

    spec = ObjectSpec(
        label=_("Opportunity"),
        menu="sales",
        icon="target",
        position=20,
        derives_from=("stage", "customer"),
        sections=SECTIONS,
        kanban="stage",
        kanban_action="move_stage",
        shows_on=(
            ShowsOn("parties.party", "customer", _("Opportunities"), position=30),
            ShowsOn("parties.contact", "contact", _("Opportunities"), position=30),
            ShowsOn("parties.origin", "origin", _("Opportunities"), in_timeline=False),
            ShowsOn("catalog.product", "product", _("Wanted by"), through="lines", position=60, in_timeline=False),
            ShowsOn("crm.opportunity", "about", _("Activities"), shown="activities.activity", position=40),
            ShowsOn("crm.opportunity", "about", _("Follow-up notes"), shown="activities.note", position=41),
        ),
        figures=(
            Figure("parties.party", "customer", _("Open opportunities"), where={"state": "open"}, position=20),
            Figure(
                "parties.party", "customer", _("Present value"), "sum:present_value", {"state": "open"}, position=21
            ),
            Figure("parties.party", "customer", _("Won opportunities"), where={"state": "won"}, position=22),
        ),
        views=(
            View("open", pgettext_lazy("opportunity", "Open"), {"state": {"eq": "open"}}, "closes_on"),
            View("mine", _("Mine"), {"owner": {"me": True}, "state": {"eq": "open"}}, "closes_on"),
            View(
                "key",
                _("Key opportunities"),
                {"is_key": {"eq": True}, "state": {"eq": "open"}},
                "-amount",
                Panel(30, ("name", "customer", "stage", "amount")),
            ),
            View(
                "stuck",
                _("Stuck in a stage"),
                {"days_behind": {"gt": 0}},
                "-days_in_stage",
                Panel(20, ("name", "customer", "stage", "days_behind"), _("Opportunities stuck in a stage")),
            ),
            View("won", pgettext_lazy("opportunity", "Won"), {"state": {"eq": "won"}}, "-closed_on"),
            View("lost", pgettext_lazy("opportunity", "Lost"), {"state": {"eq": "lost"}}, "-closed_on"),
        ),
    )

    @classmethod
    def gather(cls, records: Sequence[Self], actor: Any) -> None:
        """An import brings the prices that it names; it invents none."""
        if actor.door != "import":
            price_lines(records, actor)

    def derive(self) -> None:
        self.currency = self.currency or base_currency()
        self._derive_stage()
        self._derive_deciders()
        lines = self.lines_in_hand("lines")
        if lines is None and self.amount != self.loaded("amount"):
            lines = self.lines_of("lines")  # whoever types another amount: the lines have the say
        if priced := [line for line in lines or () if line.price is not None]:
            self.amount = sum((line.amount for line in priced), Decimal())
        self.present_value = to_cents((self.amount or Decimal()) * self.progress / 100)

    def _derive_stage(self) -> None:
        today = timezone.localdate(self.changed_at)
        self.opened_on = self.opened_on or today
        if self.state in ("won", "lost"):
            self.closed_on = self.closed_on or today
            self.progress = Decimal(100 if self.state == "won" else 0)
            self.stage_since = self.stage_due_on = None
            return
        self.closed_on = None
        is_moved = self.stage_id != self.loaded("stage_id")
        if is_moved or self.stage_since is None:
            self.stage_since = self.opened_on if self._state.adding else today
        days = self.stage.expected_days if self.stage_id and self.state == "open" else None
        self.stage_due_on = self.stage_since + datetime.timedelta(days=days) if days else None
        likely = self.stage.probability if self.stage_id else Decimal()
        self.progress = likely if self.progress_override is None else self.progress_override

    def _derive_deciders(self) -> None:
        deciders = self.lines_in_hand("deciders")
        if deciders is None:
            return
        known = {decider.role for decider in deciders}
        missing = [role for role in words.NEEDED_ROLES if role not in known]
        self.missing_roles = join_tags(missing)
        self.is_decider_known = "decider" in known
        self.are_attitudes_known = bool(deciders) and all(decider.attitude for decider in deciders)

    def problems(self) -> dict[str, Text]:
        if self.progress_override is not None and not self.progress_reason:
            return {"progress_reason": _("Say why the progress differs from that of the stage.")}
        if self.closes_on and self.opened_on and self.closes_on < self.opened_on and self._state.adding:
            return {"closes_on": _("The expected date lies before the day it was opened.")}
        return {}
