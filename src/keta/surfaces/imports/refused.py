"""The refused rows of an import as a file: as they were, with the reason in a last column, to be corrected and imported
again."""

import csv
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from keta.surfaces.imports.tables import Table


def refused_file(table: Table, reasons: Mapping[int, str]) -> Iterator[str]:
    """The lines of a CSV file; `reasons` stand under the lines of the table."""
    rows = ([*row, reasons[line]] for line, row in table.numbered() if line in reasons)
    return csv_lines([[*table.headings, _("Reason")]], rows)


def csv_lines(*parts: Iterable[list[str]]) -> Iterator[str]:
    """CSV that spreadsheets open in the right characters."""
    yield "\ufeff"
    writer = csv.writer(_Echo())
    for rows in parts:
        for row in rows:
            yield writer.writerow(row)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text
