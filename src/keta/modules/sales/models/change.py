"""Change order (合同变更): what a contract in force shall say from now on; applied to it, or dropped."""

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import ObjectSpec, Sections, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models.priced import LINE_COLUMNS, PricedDocument, PricedLine
from keta.modules.catalog.models.words import CURRENCIES
from keta.modules.catalog.pricing import price_lines
from keta.modules.sales.lines import carry_lines
from keta.modules.sales.models.contract import ContractLine

SECTIONS: Sections = {
    _("Basics"): ("number", "contract", "customer", "reason", "owner", "state"),
    _("Lines"): ("lines",),
    _("Amounts"): ("currency", "prices_include_tax", "net_amount", "tax_amount", "amount", "difference"),
    _("Collection plan"): ("due_on",),
    _("Course"): ("applied_on", "remarks"),
}


class ContractChange(PricedDocument):
    """All lines of the contract as they shall be; a line left out is taken out of the contract."""

    number = field.Number("BG{year}{month}-{sequence:4}")
    contract = field.Link("sales.contract", _("Contract"), required=True, listed=True, filtered=True)
    customer = field.Link(
        "parties.party", _("Customer"), window="parties.customer", computed=True, listed=True, filtered=True
    )
    reason = field.Text(_("Reason"), required=True, listed=True, searched=True, max_length=300)
    state = field.State(
        draft=_("Draft"),
        applied=pgettext_lazy("change order", "Applied"),
        dropped=pgettext_lazy("change order", "Dropped"),
        colours={"applied": "good"},
        importable=False,
    )
    currency = field.Choice(_("Currency"), CURRENCIES, computed=True)
    prices_include_tax = field.YesNo(_("Prices include tax"), default=True, computed=True)
    lines = field.Lines("sales.contract_change_line", _("Lines"))
    difference = field.Money(_("Difference"), computed=True, listed=True, totalled=True)
    due_on = field.Date(
        _("The difference is due on"), help=_("Makes an instalment of its own; else the last instalments change")
    )
    applied_on = field.Date(_("Applied on"), computed=True, listed=True, filtered=True)
    remarks = field.LongText(_("Remarks"), searched=True)
    files = field.Files(_("Files"))
    owner = field.Member(_("Owner"), default=attrgetter("member_id"), listed=True, filtered=True)

    spec = ObjectSpec(
        label=_("Change order"),
        menu="sales",
        icon="file-text",
        position=45,
        title="{number}",
        columns=("number", "contract", "customer", "reason", "difference", "applied_on", "owner", "state"),
        sections=SECTIONS,
        derives_from=("contract",),
        open_in=("draft",),
        shows_on=(ShowsOn("sales.contract", "contract", _("Change orders"), position=8),),
        views=(
            View("draft", _("Draft"), {"state": {"eq": "draft"}}),
            View("applied", pgettext_lazy("change order", "Applied"), {"state": {"eq": "applied"}}, "-applied_on"),
        ),
    )

    @classmethod
    def gather(cls, records: Sequence[Self], actor: Any) -> None:
        drafts = [each for each in records if each.state == "draft" and each.contract_id]
        causes: dict[UUID, list[ContractLine]] = {}
        for line in ContractLine.objects.filter(contract__in={each.contract_id for each in drafts}).order_by(
            "position"
        ):
            causes.setdefault(line.contract_id, []).append(line)
        for each in drafts:
            each.customer = each.contract.customer
            each._fit(causes.get(each.contract_id, []))
        price_lines(drafts, actor)

    def _fit(self, causes: Sequence[ContractLine]) -> None:
        """A new change order begins with the lines of the contract; a line entered by hand finds its own."""
        if self._state.adding and not self.lines_of("lines"):
            lines = carry_lines(causes, ContractChangeLine)
            for line, cause in zip(lines, causes, strict=True):
                line.contract_line = cause
            self.set_lines("lines", lines)
        lines = self.lines_in_hand("lines") or []
        free = [each for each in causes if each.pk not in {line.contract_line_id for line in lines}]
        for line in lines:
            if line.contract_line_id is None:
                same = (each for each in free if (each.product_id, each.description) == _what(line))
                line.contract_line = next(same, None)
                free = [each for each in free if each.pk != line.contract_line_id]

    def derive(self) -> None:
        contract = self.fetched("contract")
        if contract is not None and self.state == "draft":
            self.currency, self.prices_include_tax = contract.currency, contract.prices_include_tax
        super().derive()
        if contract is not None and self.state == "draft":
            self.difference = (self.amount or Decimal()) - (contract.amount or Decimal())

    def problems(self) -> dict[str, Text]:
        if self.lines_in_hand("lines") == []:
            return {"lines": _("A contract without lines sells nothing: cancel or close it instead.")}
        return {}


def _what(line: Any) -> tuple[Any, str]:
    return line.product_id, line.description


class ContractChangeLine(PricedLine):
    """A line as it shall be; with `contract_line` in place of that one, else in addition."""

    contract_change = field.Parent("sales.contract_change")
    contract_line = models.ForeignKey("sales.ContractLine", models.SET_NULL, null=True, related_name="+")

    spec = ObjectSpec(label=_("Line of a change order"), is_searched=False, columns=LINE_COLUMNS)
