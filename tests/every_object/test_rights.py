"""Rights on every object: no right no door, the right rows through every door, fields as the position says."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from tests.every_object.browsing import form_of
from tests.every_object.ground import EVERYTHING, HOUSE, OWN, Ground, Person, closed_keys, make, written_by_people

from keta.kernel import records
from keta.kernel.objects import Kind
from keta.kernel.organisation.models import Department, Member

REACH = {
    "none": set[str](),
    "own": {"own"},
    "department": {"own", "colleague"},
    "below": {"own", "colleague", "below"},
    "everyone": {"own", "colleague", "below", "elsewhere"},
}
SECRET = "Nightingale"


def doors(key: str, record_id: UUID) -> list[tuple[str, str]]:
    """Every door to an object and to one of its records, for reading and for writing."""
    page, api = f"/{key}", f"/api/v1/{key}"
    reading = [
        page,
        f"{page}/totals",
        f"{page}/board",
        f"{page}/new",
        f"{page}/choose?q=a",
        f"{page}/{record_id}",
        f"{page}/{record_id}/edit",
        f"{page}/{record_id}/history",
        api,
        f"{api}/{record_id}",
        f"{api}/{record_id}/history",
        f"{api}/aggregate?measure=count",
    ]
    writing = [
        ("post", f"{page}/new"),
        ("post", f"{page}/{record_id}/edit"),
        ("post", f"{page}/{record_id}/fields/title"),
        ("post", f"{page}/preview"),
        ("post", api),
        ("patch", f"{api}/{record_id}"),
        ("delete", f"{api}/{record_id}"),
        ("post", f"{api}/{record_id}/restore"),
    ]
    return [*(("get", path) for path in reading), *writing]


@pytest.mark.feature("PRM-03")
def test_without_a_right_no_door_opens(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    stranger = ground.hire(**dict.fromkeys(EVERYTHING, "none"))
    for method, path in doors(key, rows[0].pk):
        body = {"version": 1} if path.endswith("/restore") else {}
        answered = (
            getattr(stranger.client, method)(path, body, content_type="application/json")
            if method != "get"
            else (stranger.get(path))
        )
        assert answered.status_code in (403, 404), (method, path, answered.status_code)
    assert type(rows[0]).objects.get(pk=rows[0].pk).version == rows[0].version
    bulk = stranger.call("post", f"{key}/bulk", {"operation": "delete", "rows": [{"id": str(rows[0].pk)}]})
    assert bulk.status_code in (403, 404, 422)
    assert type(rows[0]).objects.filter(pk=rows[0].pk).exists()


def test_who_may_only_read_changes_nothing(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    reader = ground.hire(read="everyone")
    for method, path in doors(key, rows[0].pk):
        if method == "get" and not path.endswith(("/new", "/edit")):
            assert reader.get(path).status_code == 200 or path.endswith("/board"), path
        elif method != "get":
            body = {"version": 1} if path.endswith("/restore") else {}
            answered = getattr(reader.client, method)(path, body, content_type="application/json")
            assert answered.status_code in (403, 404), (method, path, answered.status_code)
    assert ground.hire(read="everyone").get(f"/{key}/new").status_code == 403


@pytest.fixture
def places(kind: Kind, ground: Ground) -> dict[str, Any]:
    """Where people sit: a department, one below it, one elsewhere; and the records that belong to each."""
    home = make("organisation.department", name="Home")
    below = make("organisation.department", name="Below", parent=home.pk)
    elsewhere = make("organisation.department", name="Elsewhere")
    return {"own": home, "colleague": home, "below": below, "elsewhere": elsewhere}


def staffed(kind: Kind, scope: str, places: dict[str, Any], ground: Ground) -> tuple[Person, dict[str, UUID]]:
    """An actor with a scope, and one record for each place."""
    person = ground.hire(places["own"], read=scope, update="own")
    owned = {}
    for place, department in places.items():
        owner = (
            person.actor.member_id
            if place == "own"
            else make("organisation.member", name=place, department=Department.objects.get(pk=department.pk).pk).pk
        )
        owned[place] = ground.samples.record(kind, owner=str(owner)).pk
    return person, owned


@pytest.mark.feature("PRM-02")
@pytest.mark.parametrize("scope", REACH)
def test_the_scope_gives_the_right_rows_through_every_door(
    key: str, kind: Kind, scope: str, places: dict[str, Any], ground: Ground
) -> None:
    if not kind.is_owned:
        assert "owner" not in kind.fields
        return
    person, owned = staffed(kind, scope, places, ground)
    wanted = {owned[place] for place in REACH[scope]}
    assert {pk for pk in owned.values() if person.get(f"/{key}/{pk}").status_code == 200} == wanted
    assert {pk for pk in owned.values() if person.call("get", f"{key}/{pk}").status_code == 200} == wanted
    if scope == "none":
        assert person.get(f"/{key}").status_code == 403
        return
    listed = person.get(f"/{key}?limit=200").content.decode()
    assert {pk for pk in owned.values() if str(pk) in listed} == wanted
    told = person.call("get", f"{key}?limit=200&fields=title").told["items"]
    assert {UUID(each["id"]) for each in told} & set(owned.values()) == wanted
    assert _found(key, kind, person, owned) == wanted


def _found(key: str, kind: Kind, person: Person, owned: dict[str, UUID]) -> set[UUID]:
    """What the chooser offers; search asks the same index."""
    found = set()
    for pk in owned.values():
        title = kind.model.objects.get(pk=pk).title
        items = person.get(f"/{key}/choose?q={quote(title)}").json()["items"]
        groups = person.get(f"/search/suggest?q={quote(title)}").json()["groups"]
        chosen = {UUID(each["value"]) for each in items}
        suggested = {each["url"].rpartition("/")[2] for group in groups for each in group["items"]}
        assert (pk in chosen) == (str(pk) in suggested) or not kind.spec.is_searched
        found |= chosen & set(owned.values())
    return found


def secret_field(kind: Kind) -> str:
    """A field of plain text that is no part of the title."""
    plain = [
        name
        for name, spec in kind.written.items()
        if spec.type.key in ("text", "long_text")
        and not spec.required
        and not spec.unique
        and f"{{{name}}}" not in kind.spec.title
    ]
    return plain[-1] if plain else ""


def test_a_hidden_field_leaves_through_no_door(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    name = secret_field(kind)
    if not name:
        assert all(spec.required for spec in kind.written.values() if spec.type.key == "text" and not spec.unique), key
        return
    url = f"/{key}/{rows[0].pk}"
    records.update(kind, rows[0].pk, {name: SECRET}, actor=HOUSE)
    blind = ground.hire(fields=[(kind.base, name, "hidden")], is_administrator=True, **EVERYTHING)
    paths = [url, f"{url}/edit", f"{url}/history", f"/{key}", f"/{key}?fields=title,{name}", f"/api/v1{url}"]
    paths += [f"/api/v1{url}/history", f"/api/v1{url}/history?version=2", f"/api/v1/{key}?fields=*&limit=200"]
    for path in paths:
        assert SECRET not in blind.get(path).content.decode(), path
    for asked in (f"fields={name}", f"order={name}", f"filter[{name}][contains]={SECRET}"):
        assert blind.call("get", f"{key}?{asked}").status_code == 422, asked
    assert blind.call("get", f"{key}/aggregate?group={name}&measure=count").status_code == 422
    refused = blind.call("patch", f"{key}/{rows[0].pk}", {name: "seen"}).status_code
    assert refused == (403 if key in closed_keys() else 422)
    objects = blind.call("get", "objects").content.decode()
    assert objects.count(f'"{name}"') < ground.admin.call("get", "objects").content.decode().count(f'"{name}"')


@written_by_people
def test_a_field_for_reading_is_shown_and_refuses_input(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    name = secret_field(kind)
    if not name:
        assert all(spec.required for spec in kind.written.values() if spec.type.key == "text" and not spec.unique), key
        return
    url = f"/{key}/{rows[0].pk}"
    records.update(kind, rows[0].pk, {name: SECRET}, actor=HOUSE)
    reader = ground.hire(fields=[(kind.base, name, "read")], is_administrator=True, **EVERYTHING)
    assert SECRET in reader.get(f"/api/v1{url}").content.decode()
    assert SECRET in reader.get(url).content.decode()
    posted = form_of(reader.get(f"{url}/edit").content.decode())
    assert name not in posted
    assert reader.post(f"{url}/edit", {**posted, name: "changed"}).status_code == 302
    refused = reader.call("patch", f"{key}/{rows[0].pk}", {name: "changed"})
    assert (refused.status_code, refused.told["errors"][0]["path"]) == (422, name)
    field = kind.fields[name]
    assert field.type.read(kind.model.objects.get(pk=rows[0].pk), field) == SECRET


def test_the_ground_has_a_user_made_object_and_user_made_fields(ground: Ground) -> None:
    assert OWN in ground.rows
    assert Member.objects.filter(pk=ground.admin.actor.member_id).exists()
    assert any(name.startswith("own_") for name in ground.rows["parties.customer"][0].extra)
