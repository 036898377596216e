"""Reads what people have: CSV in any usual encoding and separator, XLSX, XLS, ODS. Cells come as text."""

import csv
import datetime
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine
from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused

SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
LONGEST_CELL = 1_000_000
SEPARATORS = ",;\t|,"
GUARDED = re.compile(r"'+[=+\-@\t\r]")
EMPTY = _("The file has no rows. Put the headings into its first row.")
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream in which a workbook with a password lies; the reader takes such a file for no workbook."""


@dataclass(frozen=True)
class Table:
    """Headings, and rows with as many cells as there are headings, each with its line in the file."""

    headings: list[str]
    rows: list[list[str]]
    lines: list[int] = field(default_factory=list)

    def numbered(self) -> list[tuple[int, list[str]]]:
        return list(zip(self.lines, self.rows, strict=True))


def read_table(content: bytes, name: str) -> Table:
    """The first sheet of a file; raises `Refused` that says what is wrong with it and what to do."""
    if not content:
        raise Refused(EMPTY, code="empty")
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
    filled = [(line, row) for line, row in enumerate(rows, start=1) if any(row)]
    if not filled:
        raise Refused(EMPTY, code="empty")
    (__, headings), *data = filled
    while headings and not headings[-1]:
        headings.pop()
    _check(headings, len(data))
    width = len(headings)
    cells = [[_plain(cell) for cell in (row + [""] * width)[:width]] for __, row in data]
    return Table(headings, cells, [line for line, __ in data])


def _check(headings: list[str], count: int) -> None:
    if not count:
        raise Refused(_("The file has headings but no rows below them; there is nothing to import."), code="empty")
    if count > MOST_ROWS:
        raise Refused(
            _("At most %(limit)d rows fit into one import; split the file.") % {"limit": MOST_ROWS},
            code="length",
        )
    if len(headings) > MOST_COLUMNS:
        raise Refused(
            _("The file has %(count)d columns, at most %(limit)d can be read; delete those that are not needed.")
            % {"count": len(headings), "limit": MOST_COLUMNS},
            code="columns",
        )
    doubled = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if doubled:
        raise Refused(
            _("The heading “%(heading)s” stands twice; rename one.") % {"heading": doubled[0]}, code="heading"
        )


def _plain(cell: str) -> str:
    """Without the sign that an export puts before what a spreadsheet would take for a formula."""
    return cell[1:] if GUARDED.match(cell) else cell


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
    if "\x00" in text:
        raise Refused(
            _("This is no text file, whatever its name says. Save it as XLSX or CSV and choose that file."),
            code="file_kind",
        )
    csv.field_size_limit(LONGEST_CELL)
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
    return max(SEPARATORS, key=outside.count)


def _sheet(content: bytes) -> list[list[str]]:
    if content.startswith(COMPOUND) and ENCRYPTED in content:
        raise _locked()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except python_calamine.PasswordError as error:
        raise _locked() from error
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise Refused(
            _("This spreadsheet cannot be opened (%(reason)s). Open it in Excel or WPS and save it anew.")
            % {"reason": str(error)[:120]},
            code="spreadsheet",
        ) from error
    return [[_cell(value) for value in row] for row in rows]


def _locked() -> Refused:
    return Refused(
        _("This spreadsheet is protected by a password. Save it without one and choose it again."), code="password"
    )


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return "" if value is None else str(value).strip()
