"""Stage (项目阶段): one step of a pipeline, with its probability, its time, and what must be known to leave it."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, ShowsOn, field
from keta.modules.crm.models import words


class Stage(BusinessObject):
    """A step; the checklist holds what people confirm, the required fields what the record must say."""

    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=100)
    code = field.Text(_("Code"), unique=True, max_length=60)
    pipeline = field.Link("crm.pipeline", _("Pipeline"), required=True, listed=True, filtered=True)
    rank = field.Integer(_("Order"), required=True, default=50, listed=True, filtered=True)
    outcome = field.Choice(_("Means"), words.STAGE_OUTCOMES, default="open", required=True, listed=True, filtered=True)
    probability = field.Percent(_("Probability"), required=True, default="0", listed=True, least=0, most=100)
    expected_days = field.Integer(_("Expected days"), listed=True, least=1, most=3650)
    required_fields = field.Choices(_("Required to leave"), words.REQUIRED, listed=True)
    checklist = field.Tags(_("Checklist to leave"), help=_("Confirmed by hand, one entry each"))
    is_retired = field.YesNo(_("Retired"), filtered=True)

    spec = ObjectSpec(
        label=_("Stage"),
        menu="company",
        icon="stairs",
        position=71,
        order="rank",
        administered=True,
        bumps_version=True,
        sections={
            _("Basics"): ("name", "code", "pipeline", "rank", "outcome", "probability", "expected_days", "is_retired"),
            _("To leave it"): ("required_fields", "checklist"),
        },
        shows_on=(ShowsOn("crm.pipeline", "pipeline", _("Stages"), in_timeline=False),),
    )
