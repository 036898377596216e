"""Working days in China: weekends, public holidays and weekends worked for them, as far as announced."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

SHIPPED = Path(__file__).with_name("holidays.json")
WORKED = "+"  # stands before the holiday for which a day at the weekend is worked
SATURDAY = 5
ONE_DAY = timedelta(days=1)


class UnknownYear(LookupError):
    """The holidays of that year are not announced yet, or the table here is older than the notice."""

    def __init__(self, year: int) -> None:
        super().__init__(f"The public holidays of {year} are not known")
        self.year = year


class WorkingCalendar:
    """Which days are worked, by year and day: {"2026": {"2026-10-01": "国庆节", "2026-09-20": "+国庆节"}}."""

    def __init__(self, holidays: Mapping[str, Mapping[str, str]]) -> None:
        self._years = {int(year) for year, days in holidays.items() if days}
        self._days = {date.fromisoformat(day): name for days in holidays.values() for day, name in days.items()}

    @classmethod
    def load(cls, newer: Path | None = None) -> "WorkingCalendar":
        """The shipped years; those in the file `newer` (same format), where it exists, replace them."""
        holidays = json.loads(SHIPPED.read_text("utf-8"))
        if newer and newer.exists():
            holidays |= json.loads(newer.read_text("utf-8"))
        return cls(holidays)

    @property
    def years(self) -> list[int]:
        return sorted(self._years)

    def knows(self, year: int) -> bool:
        return year in self._years

    def holiday(self, day: date) -> str:
        """The name of the holiday that the day is off for; empty if it is none."""
        name = self._days.get(day, "")
        return "" if name.startswith(WORKED) else name

    def is_working_day(self, day: date) -> bool:
        """Raises UnknownYear rather than taking every Monday to Friday for worked."""
        if not self.knows(day.year):
            raise UnknownYear(day.year)
        name = self._days.get(day)
        return name.startswith(WORKED) if name else day.weekday() < SATURDAY

    def working_days(self, first: date, last: date) -> int:
        """How many days are worked from the first to the last, both counted."""
        return sum(self.is_working_day(day) for day in _days(first, last))

    def after(self, day: date, count: int) -> date:
        """The working day `count` working days later; 0 gives the day itself or the next one worked."""
        while not self.is_working_day(day):
            day += ONE_DAY
        for _ in range(count):
            day += ONE_DAY
            while not self.is_working_day(day):
                day += ONE_DAY
        return day


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
