"""Lists of every object: the page, every filter, every order."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.utils.html import escape
from tests.every_object.asking import FINDS_ITS_OWN, expected, operand_of
from tests.every_object.ground import Ground

from keta.kernel.objects import Kind
from keta.surfaces.reading import answer, columns_of, question_of

MOST = 200


def found(ground: Ground, kind: Kind, **parameters: str) -> list[UUID]:
    """The ids that a question in the grammar of the address bar finds, in its order."""
    asked = {name: [text] for name, text in {"limit": str(MOST), "fields": "title", **parameters}.items()}
    actor = ground.admin.actor
    return [row.id for row in answer(question_of(kind, asked, actor=actor), actor).rows]


def columns(kind: Kind, ground: Ground) -> dict[str, dict[UUID, Any]]:
    """The values of every column, by record."""
    names = list(columns_of(kind, ground.admin.actor))
    page = answer(
        question_of(kind, {"fields": [",".join(names)], "limit": [str(MOST)]}, actor=ground.admin.actor),
        ground.admin.actor,
    )
    assert not page.next_cursor
    shown = [column.name for column in page.columns]
    return {name: {row.id: row.values[place] for row in page.rows} for place, name in enumerate(shown)}


@pytest.mark.feature("CUS-02")
def test_the_list_shows_every_record_under_its_title(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    answered = ground.admin.get(f"/{key}?limit={MOST}")
    assert answered.status_code == 200
    html = answered.content.decode()
    for row in rows:
        assert str(row.pk) in html
    fields = [name for name, spec in kind.fields.items() if spec.type.is_column and not kind.is_line][:60]
    html = ground.admin.get(f"/{key}?limit={MOST}&fields={','.join(fields)}").content.decode()
    for row in rows:
        assert escape(type(row).objects.get(pk=row.pk).title) in html


@pytest.mark.feature("SRC-05")
def test_every_filter_finds_what_it_says(kind: Kind, ground: Ground) -> None:
    for name, values in columns(kind, ground).items():
        spec = kind.fields[name]
        filled = {record: value for record, value in values.items() if not spec.type.is_empty(value)}
        for each in spec.type.operators:
            if not filled and each not in ("empty", "me"):
                continue
            record, value = next(iter(filled.items()), (None, None))
            operand = operand_of(spec, each, value)
            ids = set(found(ground, kind, **{f"filter[{name}][{each}]": operand}))
            wanted = expected(spec, each, operand, values)
            assert wanted is None or ids == wanted, (name, each, operand)
            assert each not in FINDS_ITS_OWN or record in ids, (name, each, operand)


def test_every_order_holds_both_ways_and_over_pages(kind: Kind, ground: Ground) -> None:
    for name, values in columns(kind, ground).items():
        type = kind.fields[name].type
        if not type.is_sortable:
            continue
        filled = [record for record in found(ground, kind, order=name) if not type.is_empty(values[record])]
        back = [record for record in found(ground, kind, order=f"-{name}") if not type.is_empty(values[record])]
        assert filled == back[::-1], name
        plain = [values[record] for record in filled]
        if plain and isinstance(plain[0], (int, float)) and not isinstance(plain[0], bool):
            assert plain == sorted(plain), name


def test_pages_together_are_the_whole_list(key: str, kind: Kind, ground: Ground) -> None:
    whole = found(ground, kind)
    pages, cursor = [], ""
    while cursor is not None:
        told = ground.admin.call("get", f"{key}?limit=4&fields=title&cursor={cursor}").told
        pages += [UUID(item["id"]) for item in told["items"]]
        cursor = told["next"]
    assert pages == whole


def test_what_does_not_fit_is_refused_at_its_parameter(key: str, ground: Ground) -> None:
    for parameter in ("filter[nonsense][eq]", "filter[title][nonsense]", "order", "fields"):
        refused = ground.admin.call("get", f"{key}?{urlencode({parameter: 'nonsense'})}")
        assert refused.status_code == 422, parameter
        assert [error["path"] for error in refused.told["errors"]] == [parameter]
