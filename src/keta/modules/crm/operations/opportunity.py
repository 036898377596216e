"""The way of an opportunity: through the stages, to won or lost, or aside for a while."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.fieldtypes import join_tags, split_tags
from keta.kernel.objects import field
from keta.kernel.organisation.models import Member
from keta.kernel.refusals import Invalid, Refused
from keta.modules.crm.leaving import refuse_leaving
from keta.modules.crm.models import Opportunity, Stage, StagePassage
from keta.modules.crm.models.words import LOST_BECAUSE, WON_BECAUSE
from keta.modules.crm.stages import stage_with
from keta.modules.parties.models import Party

LOST_REASON = field.Pick("crm.lost_because", _("Lost because"), LOST_BECAUSE)


@action(
    "crm.opportunity",
    label=_("Move to a stage"),
    from_=("open",),
    takes={
        "stage": field.Link("crm.stage", _("Stage"), required=True),
        "confirmed": field.Tags(_("Confirmed"), help=_("Entries of the checklist that are true now")),
        "reason": LOST_REASON,
    },
    is_main=True,
    icon="arrow-right",
)
def move_stage(
    opportunity: Opportunity, *, actor: Actor, stage: Stage, confirmed: tuple[str, ...] = (), reason: str = ""
) -> None:
    """Forward only when the stage it leaves asks for nothing more; back at any time. The last stages win or lose it."""
    opportunity.checked = join_tags(dict.fromkeys((*split_tags(opportunity.checked), *confirmed)))
    if stage.pk == opportunity.stage_id:
        return
    if stage.outcome == "lost":
        lose_opportunity(opportunity, actor=actor, reason=reason, stage=stage)
        opportunity.state = "lost"
        return
    _refuse_unready(opportunity, stage)
    if stage.outcome == "won":
        win_opportunity(opportunity, actor=actor, stage=stage)
        opportunity.state = "won"
        return
    pass_on(opportunity, stage, actor)


@action(
    "crm.opportunity",
    label=_("Win"),
    from_=("open",),
    to="won",
    takes={
        "reason": field.Pick("crm.won_because", _("Won because"), WON_BECAUSE),
        "remarks": field.LongText(_("What we learn from it")),
    },
    icon="trophy",
)
def win_opportunity(
    opportunity: Opportunity, *, actor: Actor, reason: str = "", remarks: str = "", stage: Stage | None = None
) -> None:
    """The customer has decided for us; an amount must be known by now."""
    if not opportunity.customer_id or opportunity.amount is None:
        raise Refused(_("Enter customer and amount first: what is won must be known."), code="incomplete")
    opportunity.won_because = reason or opportunity.won_because
    opportunity.closing_remarks = remarks or opportunity.closing_remarks
    _close(opportunity, stage or stage_with("won", opportunity.stage.pipeline_id), actor)


@action(
    "crm.opportunity",
    label=_("Lose"),
    from_=("open", "suspended"),
    to="lost",
    takes={
        "reason": field.Pick("crm.lost_because", _("Lost because"), LOST_BECAUSE, required=True),
        "lost_to": field.Link("parties.party", _("Lost to")),
        "remarks": field.LongText(_("What we learn from it")),
    },
    icon="thumb-down",
    is_danger=True,
)
def lose_opportunity(
    opportunity: Opportunity,
    *,
    actor: Actor,
    reason: str,
    lost_to: Party | None = None,
    remarks: str = "",
    stage: Stage | None = None,
) -> None:
    if not reason:
        raise Invalid({"reason": [_("Say why it was lost; the next one can be won by it.")]})
    opportunity.lost_because = reason
    opportunity.lost_to_id = lost_to.pk if lost_to else opportunity.lost_to_id
    opportunity.closing_remarks = remarks or opportunity.closing_remarks
    _close(opportunity, stage or stage_with("lost", opportunity.stage.pipeline_id), actor)


@action(
    "crm.opportunity",
    label=_("Suspend"),
    from_=("open",),
    to="suspended",
    takes={
        "reason": field.Text(_("Reason"), required=True),
        "resumes_on": field.Date(_("Resumes on")),
    },
    icon="player-pause",
)
def suspend_opportunity(
    opportunity: Opportunity, *, actor: Actor, reason: str, resumes_on: datetime.date | None = None
) -> None:
    """Sets it aside: it stays in its stage, but is not behind while it rests."""
    opportunity.closing_remarks = reason
    opportunity.resumes_on = resumes_on


@action(
    "crm.opportunity",
    label=_("Resume"),
    from_=("suspended", "lost", "won"),
    to="open",
    icon="player-play",
)
def resume_opportunity(opportunity: Opportunity, *, actor: Actor) -> None:
    """Goes on where it stood; one that was closed goes on in the stage from which it was closed."""
    opportunity.resumes_on = None
    opportunity.won_because = opportunity.lost_because = ""
    opportunity.lost_to_id = None
    if opportunity.state == "suspended":
        return
    if passed := opportunity.lines_of("passages"):
        pass_on(opportunity, passed[-1].stage, actor)
    if opportunity.stage.outcome != "open":
        raise Refused(_("Its last open stage is not known; create a new opportunity instead."), code="stage")


@action(
    "crm.opportunity",
    label=_("Assign"),
    needs="assign",
    takes={"owner": field.Member(_("New owner"), required=True)},
    icon="user-share",
)
def assign_opportunity(opportunity: Opportunity, *, actor: Actor, owner: Member) -> None:
    if not owner.is_active:
        raise Refused(_("%(name)s has left the company; choose somebody on duty.") % {"name": owner.name})
    opportunity.owner_id = owner.pk


def pass_on(opportunity: Opportunity, stage: Stage, actor: Actor) -> None:
    """Puts it into another stage and keeps the one it leaves; what was confirmed belonged to that one."""
    passage = StagePassage(
        stage_id=opportunity.stage_id,
        entered_on=opportunity.stage_since or opportunity.closed_on,
        left_on=timezone.localdate(),
        moved_to=stage,
        moved_by_id=actor.member_id,
        amount=opportunity.amount,
    )
    opportunity.set_lines("passages", [*opportunity.lines_of("passages"), passage])
    opportunity.stage = stage
    opportunity.checked = ""


def _close(opportunity: Opportunity, stage: Stage | None, actor: Actor) -> None:
    opportunity.closed_on = timezone.localdate()
    if stage is not None and stage.pk != opportunity.stage_id:
        pass_on(opportunity, stage, actor)


def _refuse_unready(opportunity: Opportunity, stage: Stage) -> None:
    here = opportunity.stage
    is_forward = stage.pipeline_id == here.pipeline_id and (stage.rank or 0) > (here.rank or 0)
    if is_forward:
        refuse_leaving(opportunity, here)
