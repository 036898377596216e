"""Price list (价格策略): prices of one level, with who may use them, for whom, and when."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, View, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models import words
from keta.modules.catalog.models.currency import base_currency
from keta.modules.parties.models.words import GRADES, PRICE_LEVELS


class PriceList(BusinessObject):
    """One level of prices. What is left empty does not narrow its use."""

    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=100)
    code = field.Text(_("Code"), unique=True, max_length=60)
    level = field.Pick("parties.price_level", _("Price level"), PRICE_LEVELS, required=True, listed=True, filtered=True)
    rank = field.Integer(
        _("Rank"),
        help=_("Of several lists that may be used, the one with the lowest rank counts"),
        default=50,
        listed=True,
    )
    currency = field.Choice(_("Currency"), words.CURRENCIES, listed=True, filtered=True)
    includes_tax = field.YesNo(_("Prices include tax"), default=True, listed=True)
    valid_from = field.Date(_("Valid from"), listed=True, filtered=True)
    valid_until = field.Date(_("Valid until"), listed=True, filtered=True)
    members = field.Links("organisation.member", _("May be used by"))
    positions = field.Links("organisation.position", _("May be used by positions"))
    grades = field.Picks("parties.grade", _("For customer grades"), GRADES, listed=True, filtered=True)
    regions = field.Picks("organisation.region", _("For territories"), listed=True, filtered=True)
    is_active = field.YesNo(_("In use"), default=True, listed=True, filtered=True)
    remarks = field.LongText(_("Remarks"))

    spec = ObjectSpec(
        label=_("Price list"),
        menu="products",
        icon="tags",
        position=30,
        order="rank",
        administered=True,
        reserved_for=("members", "positions"),
        sections={
            _("Basics"): ("name", "code", "level", "rank", "currency", "includes_tax", "is_active"),
            _("Who may use it"): ("members", "positions"),
            _("For whom and when"): ("grades", "regions", "valid_from", "valid_until", "remarks"),
        },
        views=(View("in_use", _("In use"), {"is_active": {"eq": True}}),),
    )

    def derive(self) -> None:
        self.currency = self.currency or base_currency()

    def problems(self) -> dict[str, Text]:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            return {"valid_until": _("The last day lies before the first.")}
        return {}
