"""Dates, moments, yes and no."""

import datetime
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Case, Func, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Substr, TruncDay, TruncMonth, TruncQuarter, TruncWeek, TruncYear
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import ABSENT, FieldSpec, FieldType, Form
from keta.kernel.fieldtypes.periods import name_of_period, period_of
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused

TIME_OPERATORS = ("within", "eq", "ne", "lt", "lte", "gt", "gte", "between", "empty")
TRUNCATIONS: dict[str, Callable[..., Combinable]] = {
    "day": TruncDay,
    "week": TruncWeek,
    "month": TruncMonth,
    "quarter": TruncQuarter,
    "year": TruncYear,
}
FIRST_YEAR, LAST_YEAR = 2, 9998
"""Moments of these years exist in every zone."""
DATE_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日")
ISO_MOMENT = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def date_of(raw: Any) -> datetime.date:
    """A date from ISO text, from `2026/1/2` or `2026年1月2日`, or from a date; dates are never ambiguous here."""
    if isinstance(raw, datetime.datetime):
        return raw.date()
    if isinstance(raw, datetime.date):
        return raw
    text = str(raw).strip()
    text = text[:10] if ISO_MOMENT.match(text) else text
    for form in DATE_FORMS:
        try:
            return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007  (a date has no zone)
        except ValueError:
            continue
    raise Refused(_("“%(text)s” is not a date; write it as 2026-11-21.") % {"text": text[:40]}, code="date")


class DateOfText(Cast):
    """A day from the ISO text that JSON holds. On PostgreSQL made of its parts: how a whole date is read depends on
    settings there, so that no index may stand on it."""

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        (text,) = self.get_source_expressions()
        parts = _whole_numbers(text, (1, 4), (6, 2), (9, 2))
        return compiler.compile(Func(*parts, function="MAKE_DATE", output_field=self.output_field))


class MomentOfText(Cast):
    """A moment from the ISO text, always of UTC, that JSON holds; on SQLite in the form of its columns, which compares
    as text; on PostgreSQL made of its parts, like a day."""

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        (text,) = self.get_source_expressions()
        parts = _whole_numbers(text, (1, 4), (6, 2), (9, 2), (12, 2), (15, 2))
        clock = Func(Substr(text, 18), Value("+"), Value(1), function="SPLIT_PART", output_field=models.TextField())
        seconds = Cast(clock, models.FloatField())
        there = Func(*parts, seconds, function="MAKE_TIMESTAMP", output_field=models.DateTimeField())
        return compiler.compile(Func(Value("UTC"), there, function="TIMEZONE", output_field=self.output_field))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="REPLACE(SUBSTR(%(expressions)s, 1, 19), 'T', ' ')", **context
        )


def _whole_numbers(text: Any, *places: tuple[int, int]) -> list[Combinable]:
    """Parts of a text, each from its place (the first is 1) and so long, as numbers."""
    return [Cast(Substr(text, start, length), models.IntegerField()) for start, length in places]


@dataclass(frozen=True)
class TimeType(FieldType):
    """What days and moments share: relative periods in filters, calendar periods in groups."""

    operators = TIME_OPERATORS
    is_groupable = True
    steps = ("month", "day", "week", "quarter", "year")

    def group(self, spec: FieldSpec, step: str, prefix: str = "") -> tuple[Combinable, ...]:
        return (TRUNCATIONS[step](self.expression(spec, prefix), output_field=models.DateField()),)

    def grouped(self, row: tuple[Any, ...], step: str) -> Any:
        return row[0]

    def group_text(self, value: Any, step: str, showing: Showing) -> str:
        return "" if value is None else name_of_period(value, step)

    def group_json(self, value: Any, step: str) -> str | None:
        """The first day of the period."""
        return None if value is None else value.isoformat()

    def group_rank(self, value: Any) -> float | None:
        return None if value is None else value.toordinal()

    def group_filter(self, value: Any, step: str) -> tuple[str, str]:
        return ("empty", "1") if value is None else ("within", name_of_period(value, step))


@dataclass(frozen=True)
class DateType(TimeType):
    """A day, without a zone."""

    key = "date"
    grid_width = 140
    widget = "date"

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.DateField(null=True, blank=True)}

    def typed(self, text: Combinable) -> Combinable:
        return DateOfText(text, self.sql_column())

    def convert(self, raw: Any, spec: FieldSpec) -> datetime.date:
        return date_of(raw)

    def to_json(self, value: Any) -> Any:
        return None if value is None else value.isoformat()

    def from_json(self, stored: Any) -> Any:
        return None if stored is None else datetime.date.fromisoformat(stored)

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["string", "null"], "format": "date"}

    def html(self, value: Any, showing: Showing) -> SafeString:
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), self.to_text(value, showing))

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        if operator == "within":
            first, last = period_of(str(operand), timezone.localdate())
            return Q(**{f"{path}__gte": first, f"{path}__lte": last})
        return super().condition(spec, operator, operand, path)

    def sample(self, spec: FieldSpec, chance: random.Random) -> str:
        return (datetime.date(2026, 1, 1) + datetime.timedelta(days=chance.randrange(300))).isoformat()


@dataclass(frozen=True)
class MomentType(TimeType):
    """A point in time: kept in UTC, shown in the company's zone."""

    key = "moment"
    widget = "datetime"

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.DateTimeField(null=True, blank=True)}

    def typed(self, text: Combinable) -> Combinable:
        return MomentOfText(text, self.sql_column())

    def convert(self, raw: Any, spec: FieldSpec) -> datetime.datetime:
        moment = raw if isinstance(raw, datetime.datetime) else _moment_of(str(raw).strip())
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise Refused(_("This moment lies too far from today."), code="range")
        return moment if timezone.is_aware(moment) else moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))

    def to_json(self, value: Any) -> Any:
        return None if value is None else value.astimezone(datetime.UTC).isoformat()

    def from_json(self, stored: Any) -> Any:
        return None if stored is None else datetime.datetime.fromisoformat(stored)

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["string", "null"], "format": "date-time"}

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        return {"value": "" if value is None else f"{value.astimezone(showing.zone):%Y-%m-%dT%H:%M}"}

    def to_text(self, value: Any, showing: Showing) -> str:
        return "" if value is None else f"{value.astimezone(showing.zone):%Y-%m-%d %H:%M}"

    def file_text(self, value: Any, showing: Showing) -> str:
        return "" if value is None else value.astimezone(showing.zone).replace(tzinfo=None).isoformat(" ")

    def html(self, value: Any, showing: Showing) -> SafeString:
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), self.to_text(value, showing))

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        if operator == "within":
            first, last = period_of(str(operand), timezone.localdate())
            return Q(**{f"{path}__gte": _midnight(first), f"{path}__lt": _midnight(last + datetime.timedelta(days=1))})
        return super().condition(spec, operator, operand, path)

    def sample(self, spec: FieldSpec, chance: random.Random) -> str:
        return f"2026-{chance.randint(1, 9):02}-11T{chance.randint(8, 18):02}:30:00+08:00"


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), ZoneInfo(settings.TIME_ZONE))


def _moment_of(text: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return datetime.datetime.combine(date_of(text.split(" ")[0]), _time_of(text))


def _time_of(text: str) -> datetime.time:
    __, __, clock = text.partition(" ")
    try:
        return datetime.time.fromisoformat(clock) if clock else datetime.time()
    except ValueError as error:
        raise Refused(_("“%(text)s” is not a time; write it as 14:30.") % {"text": clock[:40]}, code="time") from error


YES = {"1", "true", "yes", "y", "on", "是", "对", "有", "✓"}
NO = {"0", "false", "no", "n", "off", "否", "不", "无", "✗"}


@dataclass(frozen=True)
class YesNoType(FieldType):
    """Yes or no; no is the default."""

    key = "yes_no"
    grid_width = 80
    widget = "yes_no"
    operators = ("eq",)
    is_groupable = True

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.BooleanField(default=bool(spec.default))}

    def empty(self) -> Any:
        return False

    def typed(self, text: Combinable) -> Combinable:
        """Said as a case, since SQLite reads the text "true" as 0."""
        return Case(When(Exact(text, Value("true")), then=Value(True)), default=Value(False))

    def parse(self, raw: Any, spec: FieldSpec) -> bool:
        if isinstance(raw, bool) or raw is None:
            return bool(raw)
        text = str(raw).strip().lower()
        if text in YES:
            return True
        if text in NO or not text:
            return False
        raise Refused(_("Enter yes or no."), code="yes_no")

    def to_text(self, value: Any, showing: Showing) -> str:
        return str(pgettext_lazy("value", "Yes") if value else pgettext_lazy("value", "No"))

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["boolean", "null"]}

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        return {"value": bool(value)}

    def from_form(self, form: Form, name: str) -> Any:
        return form.getlist(name)[-1] if name in form else ABSENT

    def sample(self, spec: FieldSpec, chance: random.Random) -> bool:
        return chance.random() < 0.5
