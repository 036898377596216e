"""Employee (员工): the facts of personnel about a member of the company."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import BusinessObject, ObjectSpec, ShowsOn, View, field
from keta.kernel.refusals import Text


class Employee(BusinessObject):
    """What personnel knows of a member; rights and ownership stay with the member."""

    number = field.Number("YG-{sequence:4}")
    member = field.Member(_("Member"), required=True, listed=True, filtered=True)
    job_title = field.Text(_("Job title"), listed=True, filtered=True, searched=True, max_length=100)
    mobile = field.Phone(_("Mobile"), listed=True, searched=True)
    phone = field.Phone(_("Phone"), searched=True)
    email = field.Email(_("E-mail"), listed=True, searched=True)
    region = field.Pick("organisation.region", _("Territory"), listed=True, filtered=True)
    skills = field.Tags(_("Skills"), listed=True, filtered=True, searched=True)
    joined_on = field.Date(_("Joined on"), listed=True, filtered=True)
    left_on = field.Date(_("Left on"), computed=True, filtered=True)
    reason_left = field.Text(_("Reason for leaving"), computed=True, max_length=200)
    state = field.State(
        on_duty=pgettext_lazy("employee", "On duty"),
        left=pgettext_lazy("employee", "Left"),
        colours={"on_duty": "good"},
    )
    remarks = field.LongText(_("Remarks"))

    spec = ObjectSpec(
        label=_("Employee"),
        menu="company",
        icon="id-badge",
        position=10,
        title="{number}",
        order="title",
        columns=("title", "number", "job_title", "mobile", "region", "skills", "state"),
        sections={
            _("Basics"): ("member", "job_title", "number", "state"),
            _("Reach"): ("mobile", "phone", "email"),
            _("Work"): ("region", "skills", "joined_on", "left_on", "reason_left", "remarks"),
        },
        shows_on=(ShowsOn("organisation.member", "member", in_timeline=False),),
        views=(View("on_duty", _("On duty"), {"state": {"eq": "on_duty"}}),),
        derives_from=("member",),
        duplicates=("mobile", "email"),
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("member",), name="one_employee_per_member"),)

    def compose_title(self, words: dict[str, str]) -> str:
        return self.member.name

    def problems(self) -> dict[str, Text]:
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            return {"left_on": _("Nobody leaves before he has joined; correct one of the two days.")}
        return {}
