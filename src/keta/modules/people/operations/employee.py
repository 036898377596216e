"""An employee leaves, or comes back: the member, and with it the login, follows."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import field
from keta.kernel.organisation.models import Member
from keta.modules.people.models import Employee


@action(
    "people.employee",
    label=_("Leave the company"),
    from_=("on_duty",),
    to="left",
    takes={"left_on": field.Date(_("Left on")), "reason": field.Text(_("Reason"))},
    icon="door-exit",
    is_danger=True,
)
def leave_company(employee: Employee, *, actor: Actor, left_on: datetime.date | None = None, reason: str = "") -> None:
    """From now on the member may neither sign in nor act; what belongs to him stays his until it is handed over."""
    employee.left_on = left_on or timezone.localdate()
    employee.reason_left = reason
    _switch(employee.member, actor, is_active=False)


@action("people.employee", label=_("Return to duty"), from_=("left",), to="on_duty", icon="door-enter")
def return_to_duty(employee: Employee, *, actor: Actor) -> None:
    employee.left_on = None
    employee.reason_left = ""
    _switch(employee.member, actor, is_active=True)


def _switch(member: Member, actor: Actor, *, is_active: bool) -> None:
    member.is_active = is_active
    records.save(member, actor=actor, cause="switch_member")
