"""Warehouse (仓库): a place where goods lie, with the people who answer for it."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, View, field


class Warehouse(BusinessObject):
    """A place of stock. Where keepers are named, only they move its goods."""

    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=100)
    code = field.Text(_("Code"), unique=True, listed=True, filtered=True, searched=True, max_length=30)
    address = field.Address(_("Address"), listed=True, filtered=True)
    keepers = field.Links("organisation.member", _("Keepers"), help=_("Where some are named, only they move its goods"))
    is_main = field.YesNo(_("Main warehouse"), help=_("Deliveries are planned from it first"), listed=True)
    may_go_below_zero = field.YesNo(
        _("May go below zero"), help=_("Goods may leave before their receipt is entered"), listed=True, filtered=True
    )
    is_active = field.YesNo(_("In use"), default=True, listed=True, filtered=True)
    remarks = field.LongText(_("Remarks"))

    spec = ObjectSpec(
        label=_("Warehouse"),
        menu="stock",
        icon="building-warehouse",
        position=50,
        order="name",
        columns=("name", "code", "address", "is_main", "may_go_below_zero", "is_active"),
        sections={
            _("Basics"): ("name", "code", "address", "is_main", "is_active"),
            _("Keeping"): ("keepers", "may_go_below_zero", "remarks"),
        },
        views=(View("used", _("In use"), {"is_active": {"eq": True}}),),
    )
