"""Every object over the API: made, read, changed, deleted; found by a filter, a search and a chooser."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from tests.every_object.ground import HOUSE, Ground, closed_keys, written_by_people

from keta.kernel import records
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import Refused


def key_of(told: Any) -> Any:
    """A link as it is written: by its id."""
    if isinstance(told, dict) and "id" in told:
        return (
            {name: value for name, value in told.items() if name in ("object", "id")}
            if "object" in told
            else told["id"]
        )
    return [key_of(each) for each in told] if isinstance(told, list) else told


def sendable(kind: Kind, name: str, told: Any) -> Any:
    """A value as it was read; of lines what people may fill, and the id by which they are known."""
    if name not in kind.children:
        return told
    own = kind_of(line_model(kind.model, name)).written
    return [{each: value for each, value in line.items() if each in own or each == "id"} for line in told]


def free_values(kind: Kind, ground: Ground) -> dict[str, Any]:
    """Values that a new record may be made of: those of one that is made and deleted again."""
    record, values = ground.samples.written(kind, ground.samples.values(kind), set())
    records.delete(kind, record.pk, actor=HOUSE)
    return values


@written_by_people
def test_a_record_makes_the_round(key: str, kind: Kind, ground: Ground) -> None:
    values = free_values(kind, ground)
    made = ground.admin.call("post", key, values)
    assert made.status_code == 201, made.told
    url = f"{key}/{made.told['id']}"
    told = ground.admin.call("get", url).told
    assert told["version"] == 1, told
    for name, raw in values.items():
        spec = kind.fields[name]
        if name in kind.children:
            assert len(told[name]) == len(raw)
            continue
        wanted = key_of(spec.type.to_json(spec.type.parse(raw, spec)))
        assert key_of(told[name]) == wanted, name
    sent_back = {name: sendable(kind, name, value) for name, value in told.items() if name in kind.written}
    same = ground.admin.call("patch", url, {**sent_back, "version": told["version"]})
    assert same.status_code == 200, same.told
    assert (same.status_code, same.told["version"]) == (200, told["version"]), same.told
    assert ground.admin.call("delete", url).status_code == 204
    assert ground.admin.call("get", url).status_code == 404


@written_by_people
def test_a_write_answers_what_a_read_tells(key: str, kind: Kind, ground: Ground) -> None:
    made = ground.admin.call("post", key, free_values(kind, ground))
    assert made.status_code == 201, made.told
    url = f"{key}/{made.told['id']}"
    assert {name: value for name, value in made.told.items() if name != "ignored"} == ground.admin.call("get", url).told
    name = next(name for name in kind.written if name not in kind.children)
    changed = ground.admin.call("patch", url, {name: key_of(made.told[name])})
    changed.told.pop("ignored", None)
    assert changed.told == ground.admin.call("get", url).told


@written_by_people
def test_every_field_can_be_emptied_or_says_why_not(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    url = f"{key}/{rows[2].pk}"
    for name, spec in kind.written.items():
        if name in kind.children or name in kind.where:
            continue
        answered = ground.admin.call("patch", url, {name: None})
        assert answered.status_code == 422 or not spec.required, name
        assert answered.status_code == 200 or answered.told["errors"][0]["message"], (name, answered.told)


@written_by_people
@pytest.mark.feature("INF-34")
def test_a_value_of_a_wrong_shape_is_refused_at_its_field(
    key: str, kind: Kind, rows: list[Any], ground: Ground
) -> None:
    for name, spec in kind.written.items():
        for wrong in ({"nonsense": {"deep": 1}}, [["nested"]], 10**30, "x" * 100_000):
            answered = ground.admin.call("patch", f"{key}/{rows[2].pk}", {name: wrong})
            assert answered.status_code in (200, 422), (name, wrong, answered.told)
            if answered.status_code == 422:
                assert all(error["message"] for error in answered.told["errors"])
                assert spec.name in {error["path"].split(".")[0] for error in answered.told["errors"]}


@pytest.mark.feature("SRC-01")
def test_a_record_is_found_by_its_title(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    title = type(rows[3]).objects.get(pk=rows[3].pk).title
    listed = ground.admin.call("get", f"{key}?q={quote(title)}&limit=200&fields=title").told["items"]
    assert rows[3].pk in {UUID(each["id"]) for each in listed}
    chosen = ground.admin.get(f"/{key}/choose?q={quote(title)}").json()["items"]
    assert title in {each["label"] for each in chosen}
    if kind.spec.is_searched:
        groups = ground.admin.get(f"/search/suggest?q={quote(title)}").json()["groups"]
        assert title in {each["label"] for group in groups for each in group["items"]}


@written_by_people
@pytest.mark.feature("CUS-06")
def test_history_tells_every_change_and_a_version_comes_back(
    key: str, kind: Kind, rows: list[Any], ground: Ground
) -> None:
    url = f"{key}/{rows[4].pk}"
    before = ground.admin.call("get", url).told
    changed = _changed(kind, rows[5], url, ground)
    assert changed, "nothing could be changed"
    entries = ground.admin.call("get", f"{url}/history").told["items"]
    assert entries[0]["version"] > before["version"]
    assert set(changed) <= {name for entry in entries for name in entry["fields"]}
    page = ground.admin.get(f"/{key}/{rows[4].pk}/history").content.decode()
    for name in changed:
        assert str(kind.fields[name].label).replace("'", "&#39;") in page, name
    restored = ground.admin.call("post", f"{url}/restore", {"version": before["version"]})
    assert restored.status_code == 200, restored.told
    for name in changed:
        assert restored.told[name] == before[name], name


def _changed(kind: Kind, other: Any, url: str, ground: Ground) -> list[str]:
    """Gives a record the values of another one, field by field as far as its rules allow; the fields that differ now."""
    found = []
    for name, spec in kind.written.items():
        if name in kind.children or spec.unique:
            continue
        value = spec.type.to_json(spec.type.read(type(other).objects.get(pk=other.pk), spec))
        before = ground.admin.call("get", url).told[name]
        answered = ground.admin.call("patch", url, {name: value})
        if answered.status_code == 200 and answered.told[name] != before:
            found.append(name)
    return found


def test_no_refusal_is_silent(kind: Kind, ground: Ground) -> None:
    try:
        records.create(kind, {"nonsense": 1}, actor=HOUSE)
    except Refused as refusal:
        assert "nonsense" in str(refusal)
    else:
        raise AssertionError("a field that there is not was taken")


@pytest.mark.parametrize("closed", sorted(closed_keys()))
def test_what_operations_alone_write_opens_to_nobody(closed: str, ground: Ground) -> None:
    row = ground.rows[closed][0]
    assert ground.admin.get(f"/{closed}/new").status_code == 403
    for method, url in (("post", closed), ("patch", f"{closed}/{row.pk}"), ("delete", f"{closed}/{row.pk}")):
        assert ground.admin.call(method, url, {}).status_code == 403, (method, url)
    assert type(row).objects.filter(pk=row.pk, version=row.version).exists()
