"""Axes to group by (`owner`, `signed_on` by month, `customer.grade`) and measures (`count`, `sum:amount`)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Aggregate, Avg, Count, FloatField, Max, Min, Sum
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import Kind
from keta.kernel.refusals import Refused, Text
from keta.surfaces.reading.columns import Column, column_of, within_sight
from keta.surfaces.reading.question import Condition

MEASURES: dict[str, type[Aggregate]] = {"sum": Sum, "least": Min, "most": Max, "mean": Avg}
MEASURE_LABELS: dict[str, Text] = {
    "count": pgettext_lazy("measure", "Number"),
    "sum": _("Sum of %(field)s"),
    "least": _("Least %(field)s"),
    "most": _("Most %(field)s"),
    "mean": _("Mean %(field)s"),
}

STEP_LABELS: dict[str, Text] = {
    "day": _("Day"),
    "week": _("Week"),
    "month": _("Month"),
    "quarter": _("Quarter"),
    "year": _("Year"),
    "province": _("Province"),
    "city": _("City"),
    "district": _("District"),
}


@dataclass(frozen=True)
class Axis:
    """A column whose values make groups, in a step (`month`) where its type has steps."""

    column: Column
    step: str = ""

    @property
    def name(self) -> str:
        return f"{self.column.name}:{self.step}" if self.step else self.column.name

    @property
    def label(self) -> Text:
        return self.column.label

    def expressions(self, actor: Actor) -> tuple[Combinable, ...]:
        column = self.column
        made = column.spec.type.group(column.spec, self.step, column.prefix)
        return tuple(within_sight(column, each, actor) for each in made)

    def value(self, row: tuple[Any, ...]) -> Any:
        """The value of a group; None where the records have none."""
        kind = self.column.spec.type
        value = kind.grouped(row, self.step)
        return None if value is None or (kind.is_empty(value) and value is not False) else value

    def text(self, value: Any, showing: Showing) -> str:
        """What a group is called."""
        return str(_("(none)")) if value is None else self.column.spec.type.group_text(value, self.step, showing)

    def condition(self, value: Any) -> Condition:
        """The filter that finds the rows of a group."""
        if value is None:
            return Condition(self.column.name, "empty", "1")
        operator, operand = self.column.spec.type.group_filter(value, self.step)
        return Condition(self.column.name, operator, operand)


@dataclass(frozen=True)
class Measure:
    """What is told of a group: the number of its rows, or a figure of one column."""

    name: str
    function: str = "count"
    column: Column | None = None

    @property
    def label(self) -> Text:
        if self.column is None:
            return MEASURE_LABELS["count"]
        return str(MEASURE_LABELS[self.function]) % {"field": self.column.label}

    def expression(self, actor: Actor) -> Aggregate:
        if self.column is None:
            return Count("pk")
        column = within_sight(self.column, self.column.expression, actor)
        return Avg(column, output_field=FloatField()) if self.function == "mean" else MEASURES[self.function](column)

    def figure(self, raw: Any) -> Any:
        """A mean comes from the database as a float of smallest units, everything else in the column's own
        type."""
        if raw is None or self.function != "mean" or self.column is None:
            return raw
        places = getattr(self.column.spec.type, "places", 0)
        return Decimal(str(raw)).scaleb(-places).quantize(Decimal(1).scaleb(-max(places, 2)), ROUND_HALF_UP)

    def text(self, value: Any, showing: Showing) -> str:
        if value is None:
            return ""
        if self.column is None or (self.function == "mean" and isinstance(value, Decimal)):
            return f"{value:,}"
        return self.column.spec.type.shown(value, showing)


def axis_of(kind: Kind, name: str, step: str | None, actor: Actor) -> Axis:
    """The axis under a name; raises `Refused` for fields that make no groups or not in that step."""
    column = column_of(kind, name, actor)
    steps = column.spec.type.steps
    if not column.spec.type.is_groupable:
        raise Refused(_("Rows cannot be grouped by “%(label)s”.") % {"label": column.label}, code="group")
    step = step or (steps[0] if steps else "")
    if step and step not in steps:
        raise Refused(
            _("“%(label)s” cannot be grouped by “%(step)s”.") % {"label": column.label, "step": step[:20]},
            code="group",
        )
    return Axis(column, step)


def measure_of(kind: Kind, name: str, actor: Actor) -> Measure:
    """The measure under a name such as `sum:amount`; raises `Refused`."""
    function, __, field = name.partition(":")
    if name == "count":
        return Measure("count")
    if function not in MEASURES or not field:
        known = ", ".join(["count", *(f"{each}:field" for each in MEASURES)])
        raise Refused(
            _("“%(name)s” is no measure; possible: %(known)s.") % {"name": name[:40], "known": known},
            code="measure",
        )
    column = column_of(kind, field, actor)
    if not column.is_measure:
        raise Refused(_("“%(label)s” cannot be added up.") % {"label": column.label}, code="measure")
    return Measure(name, function, column)
