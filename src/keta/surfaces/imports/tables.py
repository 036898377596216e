"""Reads what people have: CSV in any usual encoding and separator, XLSX, XLS, ODS. Cells come as text."""

import csv
import datetime
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine
from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused

SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
MOST_ROWS = 1_000_000
SEPARATORS = ",;\t|,"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Table:
    """Headings, and rows with as many cells as there are headings."""

    headings: list[str]
    rows: list[list[str]]


def read_table(content: bytes, name: str) -> Table:
    """The first sheet of a file; raises `Refused` that says what is wrong with it and what to do."""
    ending = Path(name).suffix.lower()
    if ending in SPREADSHEETS:
        return _table(_sheet(content))
    if ending in TEXTS or not ending:
        return _table(_lines(_text(content)))
    raise Refused(
        _("“%(name)s” is no spreadsheet. Save it as XLSX or CSV and choose that file.") % {"name": name[:80]},
        code="file_kind",
    )


def _table(rows: list[list[str]]) -> Table:
    filled = [row for row in rows if any(row)]
    if not filled:
        raise Refused(_("The file has no rows. Put the headings into its first row."), code="empty")
    headings, *data = filled
    while headings and not headings[-1]:
        headings.pop()
    if len(data) > MOST_ROWS:
        raise Refused(_("At most %(limit)d rows fit into one import; split the file.") % {"limit": MOST_ROWS}, code="length")
    width = len(headings)
    doubled = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if doubled:
        raise Refused(_("The heading “%(heading)s” stands twice; rename one.") % {"heading": doubled[0]}, code="heading")
    return Table(headings, [(row + [""] * width)[:width] for row in data])


def _text(content: bytes) -> str:
    """UTF-8 where it is that, UTF-16 where a mark says so, else the national standard GB 18030."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("The characters of this file cannot be read. Save it as CSV UTF-8 and try again."), code="encoding")


def _lines(text: str) -> list[list[str]]:
    text = text.replace("\x00", "")
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        return [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        raise Refused(
            _("Line %(line)d of the file cannot be read: %(reason)s.") % {"line": reader.line_num, "reason": error},
            code="csv",
        ) from error


def _separator(text: str) -> str:
    """The sign that the heading has most of, outside quotes."""
    heading = text.split("\n", 1)[0]
    outside = "".join(heading.split('"')[::2])
    return max(",;\t|", key=outside.count)


def _sheet(content: bytes) -> list[list[str]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise Refused(
            _("This spreadsheet cannot be opened (%(reason)s). Open it in Excel or WPS and save it anew.")
            % {"reason": str(error)[:120]},
            code="spreadsheet",
        ) from error
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return "" if value is None else str(value).strip()
