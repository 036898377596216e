"""Every object as a file: what is exported, lines and all, is brought back without change."""

import io
from dataclasses import replace
from typing import Any

import pytest
from tests.every_object.ground import Ground, written_by_people

from keta.kernel.columns import new_id
from keta.kernel.fieldtypes import plain_showing
from keta.kernel.objects import Kind
from keta.surfaces.exports.files import csv_of, write_xlsx
from keta.surfaces.exports.lines import line_fields
from keta.surfaces.exports.tables import table_of
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.mapping import guess
from keta.surfaces.imports.tables import read_table
from keta.surfaces.reading import columns_of, question_of


def file_of(kind: Kind, actor: Any, ending: str) -> bytes:
    fields = (*columns_of(kind, actor), *line_fields(kind, actor))
    question = replace(question_of(kind, {}, actor=actor), columns=fields)
    rows = table_of(question, actor, plain_showing(), has_ids=True)
    if ending == "csv":
        return "".join(csv_of(rows)).encode()
    kept = io.BytesIO()
    write_xlsx(rows, kept)
    return kept.getvalue()


@written_by_people
@pytest.mark.feature("EXT-20")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_comes_back_without_change(
    key: str, kind: Kind, rows: list[Any], ground: Ground, ending: str
) -> None:
    actor = ground.admin.actor
    table = read_table(file_of(kind, actor, ending), f"a.{ending}")
    importing = Importing(kind, table, guess(kind, table.headings, actor), actor.through("import", new_id()))
    importing.check()
    report = importing.write(table.numbered())
    assert [(each.field, each.reason) for each in report.refusals] == []
    assert (report.created, report.updated) == (0, 0)
    assert report.unchanged == len(table.rows) >= len(rows)
