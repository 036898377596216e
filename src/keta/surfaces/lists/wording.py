"""Filters in the reader's words: what comparisons are called, and what operands mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import Showing
from keta.kernel.fieldtypes.conditions import is_yes, operands
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.fieldtypes.periods import PERIODS
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import Refused, Text
from keta.surfaces.reading import Column, Condition, Group, column_of

OPERATORS: Mapping[str, tuple[Text, str]] = {
    "contains": (gettext_lazy("contains"), "one"),
    "eq": (gettext_lazy("is"), "one"),
    "ne": (gettext_lazy("is not"), "one"),
    "starts": (gettext_lazy("starts with"), "one"),
    "in": (gettext_lazy("is one of"), "many"),
    "me": (gettext_lazy("is me"), "none"),
    "under": (gettext_lazy("is or lies under"), "one"),
    "within": (gettext_lazy("lies in"), "one"),
    "lt": (pgettext_lazy("comparison", "below"), "one"),
    "lte": (gettext_lazy("at most"), "one"),
    "gt": (pgettext_lazy("comparison", "above"), "one"),
    "gte": (gettext_lazy("at least"), "one"),
    "between": (gettext_lazy("between"), "two"),
    "empty": (gettext_lazy("is empty"), "one"),
}
"""What each comparison is called, and how many operands it takes."""
SILENT = ("eq", "in", "contains", "within", "under")
"""Comparisons that a chip need not name."""


@dataclass(frozen=True)
class Wording:
    """Puts filters into words for one reader; the titles of linked records are read once for all of them."""

    kind: Kind
    actor: Actor
    showing: Showing
    titles: Mapping[str, str]

    @classmethod
    def of(cls, kind: Kind, conditions: Iterable[Condition], actor: Actor, showing: Showing) -> "Wording":
        wanted: dict[str, set[UUID]] = {}
        for condition in conditions:
            target = column_of(kind, condition.field, actor).spec.type.points_to
            if target and condition.operator in ("eq", "ne", "in", "under"):
                wanted.setdefault(target, set()).update(_ids(condition.operand))
        titles: dict[str, str] = {}
        for target, keys in wanted.items():
            seen = records_for(actor, kind_of(target)).filter(pk__in=keys).values_list("pk", "title")
            titles |= {str(key): title for key, title in seen}
        return cls(kind, actor, showing, titles)

    @property
    def yes_no(self) -> tuple[str, str]:
        return pgettext("value", "Yes"), pgettext("value", "No")

    def chip(self, part: Condition | Group) -> tuple[str, str]:
        """What a filter is about, and what it asks of it."""
        if isinstance(part, Group):
            joint = _(" or ") if part.is_any else _(" and ")
            return "", joint.join(self._whole(each) for each in part.parts)
        column = column_of(self.kind, part.field, self.actor)
        return str(column.label), self._asked(column, part)

    def _whole(self, part: Condition | Group) -> str:
        label, text = self.chip(part)
        return f"{label} {text}" if label else f"({text})"

    def _asked(self, column: Column, condition: Condition) -> str:
        operator, operand = condition.operator, condition.operand
        if operator == "me":
            return _("Me") if is_yes(operand or "1") else _("not me")
        if operator == "empty":
            return _("(none)") if is_yes(operand or "1") else _("not empty")
        joint = " – " if operator == "between" else ", "
        text = joint.join(self._value(column, operator, each) for each in operands(operand))
        return text if operator in SILENT else f"{OPERATORS[operator][0]} {text}"

    def _value(self, column: Column, operator: str, raw: Any) -> str:
        if str(raw) in self.titles:
            return self.titles[str(raw)]
        if operator == "within":
            return str(PERIODS.get(raw, raw))
        if operator in ("contains", "starts"):
            return f"“{raw}”"
        try:
            return column.spec.type.operand_text(column.spec, operator, raw, self.showing)
        except Refused:
            return str(raw)


def _ids(operand: Any) -> set[UUID]:
    found = set()
    for each in operands(operand):
        try:
            found.add(id_of(each))
        except Refused:
            continue
    return found
