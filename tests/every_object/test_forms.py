"""Forms of every object: what they show is what they take."""

from typing import Any

from tests.every_object.browsing import form_of
from tests.every_object.ground import HOUSE, Ground, told_values, written_by_people

from keta.kernel import records
from keta.kernel.objects import Kind, kind_of


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


@written_by_people
def test_the_form_of_a_new_record_asks_for_every_field(key: str, kind: Kind, ground: Ground) -> None:
    answered = ground.admin.get(f"/{key}/new")
    assert answered.status_code == 200
    html = answered.content.decode()
    for name in kind.written:
        assert f'name="{name}' in html or f'prefix="{name}"' in html, name


@written_by_people
def test_a_form_sent_back_as_it_came_changes_nothing(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    for row in rows[:3]:
        posted = form_of(ground.admin.get(f"/{key}/{row.pk}/edit").content.decode())
        answered = ground.admin.post(f"/{key}/{row.pk}/edit", posted)
        assert answered.status_code == 302, answered.content.decode()[-3000:]
        assert told_values(kind, again(row)) == told_values(kind, row)
        assert again(row).version == row.version


@written_by_people
def test_what_one_form_shows_another_one_can_make(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    row = again(rows[0])
    posted = form_of(ground.admin.get(f"/{key}/{row.pk}/edit").content.decode())
    wanted = told_values(kind, row)
    records.delete(kind, row.pk, actor=HOUSE)
    fresh = {name: texts for name, texts in posted.items() if name != "version" and not name.endswith("-id")}
    answered = ground.admin.post(f"/{key}/new", fresh)
    assert answered.status_code == 302, answered.content.decode()[-3000:]
    made = kind.model.objects.get(pk=answered.url.rpartition("/")[2])
    assert told_values(kind_of(key), made) == wanted


@written_by_people
def test_an_empty_form_is_told_what_is_missing(key: str, kind: Kind, ground: Ground) -> None:
    required = [name for name, spec in kind.written.items() if spec.required]
    answered = ground.admin.post(f"/{key}/new", dict.fromkeys(required, ""))
    html = answered.content.decode()
    assert answered.status_code == 422
    for name in required:
        assert f'id="error-field-{name}"' in html, name


@written_by_people
def test_a_field_is_changed_in_its_place(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    for name in [name for name, spec in kind.written.items() if spec.type.key == "text" and not spec.unique][-1:]:
        url = f"/{key}/{rows[1].pk}/fields/{name}"
        assert f'name="{name}"' in ground.admin.get(url).content.decode()
        answered = ground.admin.post(url, {name: "own_text" if name == "name" else "In place"})
        assert answered.status_code in (200, 422)
        spec = kind.fields[name]
        assert answered.status_code == 422 or spec.type.read(again(rows[1]), spec) in ("In place", "own_text")
