"""Ledger account (会计科目): where postings are collected; a tree, numbered as the national chart has it."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, ObjectSpec, View, field
from keta.kernel.refusals import Text
from keta.modules.ledger.models import words


class Account(BusinessObject):
    """One account of the chart."""

    code = field.Text(_("Code"), required=True, unique=True, listed=True, filtered=True, searched=True, max_length=20)
    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=100)
    kind = field.Choice(_("Kind"), words.ACCOUNT_KINDS, required=True, default="asset", listed=True, filtered=True)
    parent = field.Tree("ledger.account", listed=True)
    is_by_party = field.YesNo(
        _("Kept by party"), help=_("Each posting names whom it concerns"), listed=True, filtered=True
    )
    remarks = field.LongText(_("Remarks"))

    spec = ObjectSpec(
        label=_("Ledger account"),
        menu="money",
        icon="sitemap",
        position=80,
        title="{code} {name}",
        order="code",
        columns=("code", "name", "kind", "parent", "is_by_party"),
        sections={_("Basics"): ("code", "name", "kind", "parent", "is_by_party", "remarks")},
        views=(View("by_party", _("Kept by party"), {"is_by_party": {"eq": True}}, "code"),),
    )

    def problems(self) -> dict[str, Text]:
        if self.code and not self.code.replace(".", "").isalnum():
            return {"code": _("A code has digits, letters and dots only.")}
        return {}
