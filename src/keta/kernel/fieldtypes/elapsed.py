"""How many days have passed since a date of the same record: counted whenever it is asked, without a nightly job."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import FieldSpec, FieldType
from keta.kernel.fieldtypes.conditions import is_yes, operands
from keta.kernel.fieldtypes.numbers import decimal_of
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused

BOUNDS = {"eq": "exact", "gt": "lt", "gte": "lte", "lt": "gt", "lte": "gte"}
"""More days mean an earlier date."""


@dataclass(frozen=True)
class ElapsedType(FieldType):
    """Whole days from the date field `since` until today; nothing where it is empty or lies ahead.

    Filters and orders become those of the date itself, so its index serves them.
    """

    key = "elapsed"
    widget = "number"
    align = "end"
    operators = ("gte", "gt", "lte", "lt", "eq", "between", "empty")
    is_written = False
    is_stored = False
    is_reversed = True
    is_custom = False
    since: str = ""

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {}

    def paths(self, spec: FieldSpec) -> tuple[str, ...]:
        return (self.since,)

    def unpack(self, row: tuple[Any, ...]) -> int | None:
        return _days_since(row[0])

    def read(self, record: Any, spec: FieldSpec) -> int | None:
        return _days_since(getattr(record, self.since))

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["integer", "null"]}

    def to_text(self, value: Any, showing: Showing) -> str:
        return "" if value is None else str(value)

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        today = timezone.localdate()
        counted = Q(**{f"{path}__isnull": False, f"{path}__lte": today})
        if operator == "empty":
            return ~counted if is_yes(operand) else counted
        if operator == "between":
            bounds = operands(operand)
            if len(bounds) != 2:
                raise Refused(_("“Between” needs two values."), code="operand")
            most, least = (_day(today, bound) for bound in bounds)
            return Q(**{f"{path}__gte": least, f"{path}__lte": most})
        if operator not in BOUNDS:
            raise Refused(_("This field cannot be compared in that way."), code="operator")
        return counted & Q(**{f"{path}__{BOUNDS[operator]}": _day(today, operand)})


def _days_since(day: datetime.date | None) -> int | None:
    days = -1 if day is None else (timezone.localdate() - day).days
    return days if days >= 0 else None


def _day(today: datetime.date, days: Any) -> datetime.date:
    number = decimal_of(days)
    if number != number.to_integral_value() or not 0 <= number <= today.toordinal() - 1:
        raise Refused(_("Enter a whole number."), code="number")
    return today - datetime.timedelta(days=int(number))
