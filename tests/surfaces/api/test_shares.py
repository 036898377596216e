"""`/{object}/{id}/shares`: what programs may do with shares, and that a token opens no more than it was given."""

from typing import Any

import pytest

from keta.kernel.organisation.models import Member

from .conftest import make


@pytest.fixture
def lead(db: None) -> Any:
    return make("crm.lead", name="Pump station")


def member(name: str) -> str:
    return str(Member.objects.get(name=name).pk)


@pytest.mark.feature("PRM-03")
def test_a_record_is_shared_listed_and_taken_back(program: Any, program_with: Any, lead: Any) -> None:
    ben = program_with("ben")
    path = f"/crm.lead/{lead.pk}"
    assert ben.get(path).status_code == 404
    made = program.post(f"{path}/shares", {"member": member("ben"), "until": "2099-12-31"})
    assert (made.status_code, made.told["member"]["title"], made.told["until"]) == (201, "ben", "2099-12-31")
    assert ben.get(path).status_code == 200
    assert [each["title"] for each in ben.get("/crm.lead?fields=title").told["items"]] == ["Pump station"]
    assert ben.patch(path, {"name": "x"}).status_code == 403
    assert ben.post(f"{path}/shares", {"member": member("anna")}).status_code == 403
    assert [each["id"] for each in ben.get(f"{path}/shares").told["items"]] == [made.told["id"]]
    assert program.delete(f"{path}/shares/{made.told['id']}").status_code == 204
    assert ben.get(path).status_code == 404
    assert program.get(f"{path}/history").told["items"][0]["share"]["with"] == "ben"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"member": "x"},
        {"member": 7},
        {"until": "soon"},
        {"may_edit": "yes"},
        {"who": 1},
        {"until": "2001-01-01"},
        {"until": 5},
    ],
)
def test_what_is_no_share_is_refused_at_its_field(program: Any, program_with: Any, lead: Any, wrong: Any) -> None:
    program_with("ben")
    given = {"member": member("ben"), **wrong} if "until" in wrong or "may_edit" in wrong else wrong
    answered = program.post(f"/crm.lead/{lead.pk}/shares", given)
    assert answered.status_code == 422
    assert answered.told["errors"][0]["message"]


def test_a_share_does_not_widen_a_token_beyond_its_scopes(program: Any, program_with: Any, lead: Any) -> None:
    ben = program_with("ben", scopes=["parties.*:read"])
    program.post(f"/crm.lead/{lead.pk}/shares", {"member": member("ben"), "may_edit": True})
    assert ben.get(f"/crm.lead/{lead.pk}").status_code == 404
    assert ben.get("/crm.lead").status_code == 403


def test_the_description_tells_of_shares(program: Any) -> None:
    paths = program.get("/openapi.json").told["paths"]
    assert set(paths["/api/v1/crm.lead/{record_id}/shares"]) == {"get", "post", "parameters"}
    assert set(paths["/api/v1/crm.lead/{record_id}/shares/{share_id}"]) == {"delete", "parameters"}
