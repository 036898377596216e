"""Pool rule (公海规则): when untouched customers go back to the pool, and how many one person may own."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, field
from keta.kernel.refusals import Text
from keta.modules.parties.models import words


class PoolRule(BusinessObject):
    """What is left empty does not narrow; of several rules each holds for itself."""

    name = field.Text(_("Name"), required=True, listed=True, searched=True, max_length=100)
    grades = field.Picks("parties.grade", _("For grades"), words.GRADES, listed=True)
    relationships = field.Choices(_("For relationships"), words.RELATIONSHIP, listed=True)
    days = field.Integer(
        _("Days untouched"),
        help=_("After so many days without a visit, note or change of owner a customer goes back to the pool"),
        listed=True,
        least=1,
        most=3650,
    )
    most_owned = field.Integer(
        _("Most per person"), help=_("So many of these customers one person may own"), listed=True, least=1
    )
    is_active = field.YesNo(_("In use"), default=True, listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Pool rule"),
        menu="company",
        icon="arrow-back-up",
        position=65,
        order="name",
        administered=True,
        is_searched=False,
        sections={_("Basics"): ("name", "grades", "relationships", "days", "most_owned", "is_active")},
    )

    def problems(self) -> dict[str, Text]:
        if self.days is None and self.most_owned is None:
            return {"days": _("Say after how many days customers go back, or how many one person may own.")}
        return {}
