"""The lists that products and prices are described with, as delivered."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.refusals import Text

PRODUCT_KINDS = {
    "goods": _("Goods"),
    "service": pgettext_lazy("product", "Service"),
    "part": _("Spare part"),
    "office": _("Office supplies"),
    "gift": _("Gift"),
}
TRACKING = {"none": _("Not tracked"), "serial": _("By serial number"), "batch": _("By batch")}
TAX_RATES: Mapping[str, Text] = {
    "13": "13 %",
    "9": "9 %",
    "6": "6 %",
    "3": "3 %",
    "1": "1 %",
    "0": "0 %",
    "exempt": _("Exempt from tax"),
}
"""Codes are rates in per cent; what is no number is not taxed."""
DIMENSIONS = {
    "count": pgettext_lazy("unit", "Count"),
    "mass": _("Mass"),
    "length": _("Length"),
    "area": _("Area"),
    "volume": _("Volume"),
    "time": pgettext_lazy("unit", "Time"),
}
CURRENCIES = {
    "CNY": _("Renminbi"),
    "USD": _("US dollar"),
    "EUR": _("Euro"),
    "HKD": _("Hong Kong dollar"),
    "TWD": _("New Taiwan dollar"),
    "JPY": _("Japanese yen"),
    "GBP": _("Pound sterling"),
    "KRW": _("Korean won"),
    "SGD": _("Singapore dollar"),
    "AUD": _("Australian dollar"),
}
