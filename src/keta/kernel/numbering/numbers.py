"""Takes the next numbers of a series, for one record or for thousands, in one statement."""

import datetime
import re

from django.db import connection

from keta.kernel.numbering.models import Counter

WIDTH = 6
SEQUENCE = re.compile(r"\{sequence(?::(\d+))?\}")


def next_numbers(series: str, pattern: str, day: datetime.date, count: int) -> list[str]:
    """The next `count` numbers; `{year}`, `{month}`, `{day}` in the pattern begin a new series each period.

    `{sequence}` is padded to six digits, `{sequence:4}` to four.
    """
    parts = {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
    period = "-".join(value for name, value in parts.items() if f"{{{name}}}" in pattern)
    last = _take(f"{series}:{period}", count)
    found = SEQUENCE.search(pattern)
    width = int(found[1]) if found and found[1] else WIDTH
    plain = SEQUENCE.sub("{sequence}", pattern)
    return [plain.format(**parts, sequence=f"{number:0{width}}") for number in range(last - count + 1, last + 1)]


def reach(series: str, number: int) -> None:
    """Lets a series go on after a number that came from outside."""
    Counter.objects.get_or_create(series=series)
    Counter.objects.filter(series=series, last__lt=number).update(last=number)


def _take(series: str, count: int) -> int:
    """Raises the counter and returns it; one statement, so that two takers cannot get the same number."""
    table = connection.ops.quote_name(Counter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (series, last) VALUES (%s, %s) "  # noqa: S608  (the table's own name)
            f"ON CONFLICT (series) DO UPDATE SET last = {table}.last + excluded.last RETURNING last",
            [series, count],
        )
        return int(cursor.fetchone()[0])
