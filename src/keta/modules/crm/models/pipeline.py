"""Pipeline (销售流程): the way of an opportunity to the contract, as a row of stages."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, field


class Pipeline(BusinessObject):
    """New opportunities begin in the first stage of the pipeline with the lowest rank."""

    name = field.Text(_("Name"), required=True, listed=True, searched=True, max_length=100)
    code = field.Text(_("Code"), unique=True, max_length=60)
    rank = field.Integer(_("Rank"), default=50, listed=True)
    is_retired = field.YesNo(_("Retired"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Pipeline"),
        menu="company",
        icon="route",
        position=70,
        order="rank",
        administered=True,
        bumps_version=True,
        sections={_("Basics"): ("name", "code", "rank", "is_retired")},
    )
