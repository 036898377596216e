"""The columns of a file: headings that an import understands again, and cells with the full value as text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from keta.kernel.fieldtypes import Showing
from keta.surfaces.reading import Column

FORMULA = re.compile(r"'*[=+\-@\t\r]")
NUMBER = re.compile(r"-?\d+(\.\d+)?%?")
ID = "id"
"""The heading under which an import finds the record again."""
ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class FileColumn:
    """One column of the file: its heading, the place of its value in a row, and what makes text of it."""

    heading: str
    place: int
    text: Callable[[Any], str]


def file_columns(columns: Sequence[Column], showing: Showing) -> list[FileColumn]:
    """A column for each part of values that have parts; equal headings are told apart by the field's name."""
    count = Counter(str(column.label) for column in columns)
    found = []
    for place, column in enumerate(columns):
        label = str(column.label)
        heading = label if count[label] == 1 else f"{label} ({column.name})"
        parts = column.spec.type.parts if column.link is None else {}
        for part, name in parts.items():
            found.append(FileColumn(f"{heading}: {name}", place, _part(column, part)))
        if not parts:
            found.append(FileColumn(heading, place, _whole(column, showing)))
    return found


def _whole(column: Column, showing: Showing) -> Callable[[Any], str]:
    kind = column.spec.type
    return lambda value: kind.file_text(value, showing)


def _part(column: Column, part: str) -> Callable[[Any], str]:
    kind = column.spec.type
    return lambda value: kind.file_part(value, part) if value else ""


def guarded(cells: Iterable[str]) -> list[str]:
    """What a spreadsheet would take for a formula gets an apostrophe, which an import takes away again."""
    return [f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell for cell in cells]
