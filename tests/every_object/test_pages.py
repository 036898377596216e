"""The page of every record, and its history in words that people read."""

from html import unescape
from typing import Any

import pytest
from tests.every_object.ground import HOUSE, Ground, written_by_people

from keta.kernel import records
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import Invalid


def test_the_page_shows_the_title_and_every_filled_field(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    answered = ground.admin.get(f"/{key}/{rows[0].pk}")
    assert answered.status_code == 200
    html = unescape(answered.content.decode())
    assert rows[0].title in html
    for spec in kind.fields.values():
        if spec.type.key in ("text", "phone", "email") and (value := spec.type.read(rows[0], spec)):
            assert value in html, spec.name


@written_by_people
@pytest.mark.feature("CUS-06")
def test_history_tells_links_by_their_titles(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    links = {name: spec for name, spec in kind.written.items() if spec.type.widget == "chooser" and not spec.required}
    for name, spec in links.items():
        row = type(rows[0]).objects.get(pk=rows[0].pk)
        value = spec.type.read(row, spec)
        if not value or name in kind.where:
            continue
        target = value[0] if spec.type.is_many else value
        title = kind_of(spec.type.page).model.objects.get(pk=target).title
        try:
            records.update(kind, row.pk, {name: None}, actor=HOUSE)
        except Invalid:
            continue
        page = unescape(ground.admin.get(f"/{key}/{row.pk}/history").content.decode())
        assert title in page, name
        assert str(target) not in page, name
