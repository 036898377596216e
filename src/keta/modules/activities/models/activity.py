"""Activity (待办事项): to-do, visit, call, mail or meeting with a customer; planned, then done with a result."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import Figure, ObjectSpec, OwnedObject, Panel, Quick, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.activities.models import words

RESULT = ("outcome", "result", "done_at", "next_step", "next_on", "leader_comment", "commented_by")


class Activity(OwnedObject):
    """The owner is the one who does it; `about` is the record it serves, beside the customer."""

    name = field.Text(_("Subject"), required=True, listed=True, filtered=True, searched=True, max_length=200)
    kind = field.Choice(_("Kind"), words.KINDS, default="todo", required=True, listed=True, filtered=True)
    state = field.State(
        planned=pgettext_lazy("activity", "Planned"),
        done=pgettext_lazy("activity", "Done"),
        cancelled=pgettext_lazy("activity", "Cancelled"),
        colours={"planned": "accent"},
    )
    party = field.Link("parties.party", _("Customer"), window="parties.customer", listed=True, filtered=True)
    contact = field.Link("parties.contact", _("Contact"), filtered=True)
    about = field.Source(_("About"))
    due_on = field.Date(_("Due on"), listed=True, filtered=True)
    starts_at = field.Moment(_("Starts at"), filtered=True)
    ends_at = field.Moment(_("Ends at"))
    priority = field.Choice(
        _("Priority"), words.PRIORITIES, colours={"high": "bad"}, default="normal", listed=True, filtered=True
    )
    appointment = field.Choice(_("Appointment"), words.APPOINTMENTS, default="none", filtered=True)
    place = field.Text(_("Place"), max_length=200)
    participants = field.Links("organisation.member", _("Participants"))
    purpose = field.LongText(_("Purpose and preparation"), searched=True)
    outcome = field.Pick(
        "activities.outcome", _("Outcome"), words.OUTCOMES, colours=words.OUTCOME_COLOURS, filtered=True
    )
    result = field.LongText(_("Result"), searched=True)
    done_at = field.Moment(_("Done at"), filtered=True)
    next_step = field.Text(_("Next step"), max_length=200)
    next_on = field.Date(_("Next step on"), filtered=True)
    leader_comment = field.LongText(_("Leader's comment"), computed=True)
    commented_by = field.Member(_("Commented by"), computed=True)
    overdue_since = field.Date(_("Overdue since"), computed=True)
    days_overdue = field.Elapsed("overdue_since", _("Days overdue"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=pgettext_lazy("object", "Activity"),
        menu="work",
        icon="checkbox",
        position=10,
        order="due_on",
        columns=("name", "kind", "party", "due_on", "days_overdue", "priority", "owner", "state"),
        sections={
            _("Basics"): ("name", "kind", "state", "party", "contact", "about", "owner", "priority"),
            _("When and where"): (
                "due_on",
                "days_overdue",
                "starts_at",
                "ends_at",
                "appointment",
                "place",
                "participants",
            ),
            _("Purpose"): ("purpose",),
            _("Result"): RESULT,
        },
        shows_on=(
            ShowsOn("parties.party", "party", _("Activities"), position=20),
            ShowsOn("parties.contact", "contact", _("Activities"), position=20),
        ),
        figures=(
            Figure("parties.party", "party", _("Open to-dos"), where={"state": "planned"}, position=70),
            Figure("parties.party", "party", _("Done activities"), where={"state": "done"}, position=75),
        ),
        quick=(
            Quick(pgettext_lazy("button", "Plan a to-do"), ("name", "kind", "due_on", "priority"), "calendar-plus"),
        ),
        views=(
            View(
                "mine",
                _("My to-dos"),
                {"owner": {"me": True}, "state": {"eq": "planned"}},
                "due_on",
                Panel(10, ("name", "party", "due_on", "days_overdue")),
            ),
            View("overdue", _("Overdue"), {"days_overdue": {"gte": 0}}, "due_on"),
            View("visits", _("Visits"), {"kind": {"eq": "visit"}}, "-due_on"),
            View("done", pgettext_lazy("activity", "Done"), {"state": {"eq": "done"}}, "-done_at"),
        ),
    )

    def derive(self) -> None:
        self.overdue_since = self.due_on if self.state == "planned" else None
        if self.state == "done" and self.done_at is None:
            self.done_at = self.changed_at

    def problems(self) -> dict[str, Text]:
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            return {"ends_at": _("It cannot end before it starts.")}
        return {}
