"""The rows of a table, written without a template: everything in them is escaped."""

from django.utils.safestring import mark_safe

from keta.surfaces.rows import table_rows

COLUMNS = [{"key": "name", "label": "Name"}, {"key": "note", "label": "Note <b>", "align": "end", "card": "line"}]


def test_cells_are_escaped_unless_they_are_markup() -> None:
    row = {"key": "1", "url": "/a?b=1&c=2", "label": '"quoted"', "cells": ["<i>", mark_safe("<b>bold</b>")]}  # noqa: S308
    written = table_rows(COLUMNS, [row], "ids")
    assert "&lt;i&gt;" in written and "<i>" not in written
    assert '<td class="number" data-card="line"><b>bold</b></td>' in written
    assert 'href="/a?b=1&amp;c=2"' in written
    assert "&#34;quoted&#34;" in written


def test_only_cells_of_editable_columns_can_be_edited() -> None:
    row = {"key": "1", "url": "", "label": "", "cells": ["a", "b"]}
    assert "data-edit" not in table_rows(COLUMNS, [row])
    assert 'data-edit="note"' in table_rows(COLUMNS, [{**row, "edits": {"note"}}])
