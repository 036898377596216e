"""The rows of a file: the headings, then all rows of a question."""

from collections.abc import Iterator
from dataclasses import replace

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import Showing
from keta.surfaces.exports.columns import ID, ROWS_AT_ONCE, file_columns
from keta.surfaces.exports.lines import LineColumns, with_lines
from keta.surfaces.reading import Question, column_of, walk


def table_of(question: Question, actor: Actor, showing: Showing, *, has_ids: bool) -> Iterator[list[list[str]]]:
    """Some rows at a time; with the id of each record where it is to be brought back. Where fields with lines are among
    the columns, each line stands in a row of its own, with its record before it."""
    kind = question.kind
    plain = tuple(name for name in question.columns if name not in kind.children)
    columns = file_columns([column_of(kind, name, actor) for name in plain], showing)
    parts = [LineColumns(kind, name, actor, showing) for name in question.columns if name in kind.children]
    headings = [column.heading for column in columns] + ([ID] if has_ids else [])
    yield [headings + [heading for part in parts for heading in part.headings]]
    for page in walk(replace(question, cursor="", columns=plain), actor, ROWS_AT_ONCE):
        rows = [
            (row.id, [column.text(row.values[column.place]) for column in columns] + ([str(row.id)] if has_ids else []))
            for row in page.rows
        ]
        yield list(with_lines(rows, parts)) if parts else [cells for __, cells in rows]
