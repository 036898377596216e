"""CSV and XLSX out of the rows of a table."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from keta.surfaces.exports.columns import NUMBER, guarded

BYTE_ORDER_MARK = "\ufeff"
"""By it WPS and Excel know the characters."""
MOST_DIGITS = 15
"""A spreadsheet rounds longer numbers."""
ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
"""Signs that XML has no room for."""

Rows = Iterable[list[list[str]]]

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def csv_of(rows: Rows) -> Iterator[str]:
    """Some rows at a time, to be streamed."""
    yield BYTE_ORDER_MARK
    for batch in rows:
        kept = io.StringIO()
        csv.writer(kept).writerows(guarded(row) for row in batch)
        yield kept.getvalue()


def write_xlsx(rows: Rows, stream: IO[bytes]) -> None:
    """One sheet, whose first row stays in sight; numbers are numbers, everything else is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for batch in rows:
        for row in batch:
            sheet.append([_cell(sheet, text) for text in guarded(row)])
    book.save(stream)


def _cell(sheet: object, text: str) -> object:
    if NUMBER.fullmatch(text) and not text.endswith("%") and _is_exact(text):
        return WriteOnlyCell(sheet, float(text) if "." in text else int(text))
    cell = WriteOnlyCell(sheet, text.translate(ILLEGAL))
    cell.data_type = "s"
    return cell


def _is_exact(text: str) -> bool:
    """A spreadsheet would show another number: long ones are rounded, zeros in front are lost."""
    digits = text.lstrip("-")
    has_spare_zero = len(digits.partition(".")[0]) > 1 and digits.startswith("0")
    return len(digits.replace(".", "")) <= MOST_DIGITS and not has_spare_zero
