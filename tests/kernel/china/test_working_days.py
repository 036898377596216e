"""Working days: the published years, the days worked for a holiday, and years nobody knows yet."""

import json
from datetime import date
from pathlib import Path

import pytest

from keta.kernel.china.working_days import UnknownYear, WorkingCalendar

CALENDAR = WorkingCalendar.load()


@pytest.mark.parametrize(("year", "days"), [(2007, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_its_published_number_of_working_days(year: int, days: int) -> None:
    assert CALENDAR.working_days(date(year, 1, 1), date(year, 12, 31)) == days


def test_holidays_are_off_and_the_weekends_shifted_for_them_are_worked() -> None:
    assert not CALENDAR.is_working_day(date(2026, 1, 1))
    assert CALENDAR.holiday(date(2026, 1, 1)) == "元旦"
    assert CALENDAR.is_working_day(date(2026, 2, 14))  # a Saturday worked for the Spring Festival
    assert CALENDAR.holiday(date(2026, 2, 14)) == ""
    assert not CALENDAR.is_working_day(date(2026, 3, 14))


def test_it_counts_forward_over_holidays() -> None:
    assert CALENDAR.after(date(2025, 9, 30), 1) == date(2025, 10, 9)
    assert CALENDAR.after(date(2025, 10, 1), 0) == date(2025, 10, 9)
    assert CALENDAR.after(date(2025, 9, 22), 5) == date(2025, 9, 28)  # a Sunday worked for the National Day


def test_an_empty_stretch_has_no_working_days() -> None:
    assert CALENDAR.working_days(date(2026, 1, 2), date(2026, 1, 1)) == 0


def test_a_year_not_announced_is_said_to_be_unknown() -> None:
    assert CALENDAR.years == list(range(2007, 2027))
    assert not CALENDAR.knows(2027)
    with pytest.raises(UnknownYear, match="2027"):
        CALENDAR.is_working_day(date(2027, 1, 1))
    with pytest.raises(UnknownYear):
        CALENDAR.after(date(2026, 12, 31), 1)


def test_a_file_brings_new_years_and_corrects_old_ones(tmp_path: Path) -> None:
    newer = tmp_path / "holidays.json"
    newer.write_text(json.dumps({"2027": {"2027-01-01": "元旦", "2027-01-02": "+元旦"}}), encoding="utf-8")
    calendar = WorkingCalendar.load(newer)
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 2))
    assert calendar.knows(2026)


def test_a_missing_or_empty_year_stays_unknown(tmp_path: Path) -> None:
    newer = tmp_path / "holidays.json"
    assert WorkingCalendar.load(newer).years == CALENDAR.years
    newer.write_text('{"2027": {}}', encoding="utf-8")
    assert not WorkingCalendar.load(newer).knows(2027)
