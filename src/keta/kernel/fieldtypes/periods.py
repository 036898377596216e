"""Periods that filters name: relative ones (`today`, `this_month`, `last_7_days`) and those of the calendar
(`2026`, `2026-Q3`, `2026-08`, `2026-W31`, `2026-08-01`)."""

import calendar
import datetime
import re

from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused, Text

PERIODS: dict[str, Text] = {
    "today": _("Today"),
    "yesterday": _("Yesterday"),
    "tomorrow": _("Tomorrow"),
    "this_week": _("This week"),
    "last_week": _("Last week"),
    "next_week": _("Next week"),
    "this_month": _("This month"),
    "last_month": _("Last month"),
    "next_month": _("Next month"),
    "this_quarter": _("This quarter"),
    "last_quarter": _("Last quarter"),
    "next_quarter": _("Next quarter"),
    "this_year": _("This year"),
    "last_year": _("Last year"),
    "next_year": _("Next year"),
    "last_7_days": _("Last 7 days"),
    "last_30_days": _("Last 30 days"),
    "last_90_days": _("Last 90 days"),
    "next_7_days": _("Next 7 days"),
    "next_30_days": _("Next 30 days"),
}
DAYS = re.compile(r"^(last|next)_(\d{1,4})_days$")
CALENDAR = {
    "year": re.compile(r"^([12]\d{3})$"),
    "quarter": re.compile(r"^([12]\d{3})-Q([1-4])$"),
    "month": re.compile(r"^([12]\d{3})-(\d\d)$"),
    "week": re.compile(r"^([12]\d{3})-W(\d\d)$"),
    "day": re.compile(r"^([12]\d{3})-(\d\d)-(\d\d)$"),
}
STEPS = {"last": -1, "this": 0, "next": 1}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_of(name: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of a period (both included); weeks begin on Monday. Refuses what is none."""
    if name[:1].isdigit():
        return _calendar_period(name)
    if found := DAYS.match(name):
        span = datetime.timedelta(days=int(found[2]) - 1)
        return (today - span, today) if found[1] == "last" else (today, today + span)
    if name in ("today", "yesterday", "tomorrow"):
        day = today + datetime.timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[name])
        return day, day
    step, __, unit = name.partition("_")
    if step not in STEPS or unit not in ("week", *MONTHS):
        raise _unknown(name)
    if unit == "week":
        monday = today - datetime.timedelta(days=today.weekday()) + datetime.timedelta(weeks=STEPS[step])
        return monday, monday + datetime.timedelta(days=6)
    return _months(today, MONTHS[unit], STEPS[step])


def _months(today: datetime.date, length: int, step: int) -> tuple[datetime.date, datetime.date]:
    start = today.year * 12 + (today.month - 1) // length * length + step * length
    end = start + length - 1
    last_day = calendar.monthrange(end // 12, end % 12 + 1)[1]
    return datetime.date(start // 12, start % 12 + 1, 1), datetime.date(end // 12, end % 12 + 1, last_day)


def name_of_period(first: datetime.date, step: str) -> str:
    """What `period_of` reads: the name of the calendar period of the length `step` that begins on a day."""
    if step == "week":
        year, week, __ = first.isocalendar()
        return f"{year}-W{week:02}"
    names = {"year": f"{first:%Y}", "quarter": f"{first:%Y}-Q{(first.month + 2) // 3}", "month": f"{first:%Y-%m}"}
    return names.get(step) or first.isoformat()


def _calendar_period(name: str) -> tuple[datetime.date, datetime.date]:
    try:
        for step, pattern in CALENDAR.items():
            if found := pattern.match(name):
                return _span(step, [int(part) for part in found.groups()])
    except ValueError as error:
        raise _unknown(name) from error
    raise _unknown(name)


def _span(step: str, parts: list[int]) -> tuple[datetime.date, datetime.date]:
    if step == "day":
        day = datetime.date(*parts)
        return day, day
    if step == "week":
        monday = datetime.date.fromisocalendar(parts[0], parts[1], 1)
        return monday, monday + datetime.timedelta(days=6)
    length = MONTHS[step]
    place = parts[1] if len(parts) > 1 else 1
    return _months(datetime.date(parts[0], (place - 1) * length + 1, 1), length, 0)


def _unknown(name: str) -> Refused:
    return Refused(_("“%(name)s” is not a period.") % {"name": name[:40]}, code="operand")
