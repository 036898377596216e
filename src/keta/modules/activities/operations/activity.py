"""An activity is done with its result, or dropped; a leader comments on it."""

import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import field
from keta.kernel.refusals import Invalid
from keta.modules.activities.models import Activity
from keta.modules.activities.models.words import OUTCOMES

NEXT = ("kind", "party_id", "contact_id", "about_object", "about_id", "priority", "owner_id")
"""What the next step takes over from the activity that it follows."""


@action(
    "activities.activity",
    label=pgettext_lazy("button", "Done"),
    from_=("planned",),
    to="done",
    takes={
        "result": field.LongText(_("Result")),
        "outcome": field.Pick("activities.outcome", _("Outcome"), OUTCOMES),
        "next_step": field.Text(_("Next step")),
        "next_on": field.Date(_("Next step on")),
    },
    is_main=True,
    icon="check",
)
def complete_activity(
    activity: Activity,
    *,
    actor: Actor,
    result: str = "",
    outcome: str = "",
    next_step: str = "",
    next_on: datetime.date | None = None,
) -> Activity | None:
    """Writes down what came of it; with a next step it plans and returns that activity."""
    if activity.kind != "todo" and not (result or activity.result):
        raise Invalid({"result": [_("Write in a few words what came of it.")]})
    if next_on and not next_step:
        raise Invalid({"next_step": [_("Say what is to be done on that day.")]})
    activity.result = result or activity.result
    activity.outcome = outcome or activity.outcome
    activity.next_step, activity.next_on = next_step, next_on
    return _plan_next(activity, actor) if next_step else None


@action(
    "activities.activity",
    label=pgettext_lazy("activity", "Cancel"),
    from_=("planned",),
    to="cancelled",
    takes={"reason": field.Text(_("Reason"), required=True)},
    icon="x",
)
def cancel_activity(activity: Activity, *, actor: Actor, reason: str) -> None:
    activity.result = reason


@action(
    "activities.activity",
    label=_("Comment"),
    needs="activities.comment",
    takes={"comment": field.LongText(_("Leader's comment"), required=True)},
    icon="message",
)
def comment_activity(activity: Activity, *, actor: Actor, comment: str) -> None:
    """A leader's instruction or advice; it stands beside the result for all who see the activity."""
    activity.leader_comment = comment
    activity.commented_by_id = actor.member_id


def _plan_next(activity: Activity, actor: Actor) -> Activity:
    following = Activity(name=activity.next_step, due_on=activity.next_on)
    for attribute in NEXT:
        setattr(following, attribute, getattr(activity, attribute))
    records.save(following, actor=actor, cause="plan_next_step")
    return following
