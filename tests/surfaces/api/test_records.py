"""Records over the API: created, read, listed, changed, deleted, acted upon."""

import pytest
from tests.surfaces.api.conftest import HOUSE, Program, make

from keta.flows.delivered import deliver_content
from keta.kernel import gates
from keta.kernel.columns import new_id
from keta.kernel.history.models import Entry


def test_a_record_comes_back_as_it_was_created(program: Program) -> None:
    made = program.post("/parties.customer", {"name": "Shanxi Valves", "credit_limit": "1200.50", "tags": ["late"]})
    assert made.status_code == 201, made.told
    assert made.headers["Location"] == f"/api/v1/parties.customer/{made.told['id']}"
    read = program.get(f"/parties.customer/{made.told['id']}")
    assert read.told == made.told
    assert read.headers["ETag"] == '"1"'
    assert (read.told["credit_limit"], read.told["tags"], read.told["is_customer"]) == ("1200.50", ["late"], True)
    assert read.told["owner"]["title"] == "anna"


def test_a_list_gives_the_columns_and_the_order_asked_for(program: Program) -> None:
    for number in range(5):
        make("parties.customer", name=f"Customer {number}", credit_limit=number)
    first = program.get("/parties.customer?fields=name,credit_limit&order=-credit_limit&limit=3&total=exact").told
    assert [row["name"] for row in first["items"]] == ["Customer 4", "Customer 3", "Customer 2"]
    assert first["items"][0].keys() == {"id", "name", "credit_limit"}
    assert first["total"] == {"count": 5, "is_exact": True}
    rest = program.get(f"/parties.customer?fields=name&order=-credit_limit&limit=3&cursor={first['next']}").told
    assert [row["name"] for row in rest["items"]] == ["Customer 1", "Customer 0"]
    assert rest["next"] is None


def test_every_field_is_listed_on_demand(program: Program) -> None:
    make("parties.customer", name="One")
    (row,) = program.get("/parties.customer?fields=*").told["items"]
    assert {"id", "name", "grade", "address", "changed_at", "collaborators", "tags"} <= row.keys()


def test_a_change_touches_only_what_was_sent(program: Program) -> None:
    made = program.post("/parties.customer", {"name": "One", "grade": "key"}).told
    changed = program.patch(f"/parties.customer/{made['id']}", {"name": "Two", "version": 1})
    assert (changed.status_code, changed.told["name"], changed.told["grade"]) == (200, "Two", "key")
    assert changed.headers["ETag"] == '"2"'


def test_edits_of_different_fields_both_win_and_of_the_same_are_refused_with_both_values(program: Program) -> None:
    made = program.post("/parties.customer", {"name": "One"}).told
    url = f"/parties.customer/{made['id']}"
    assert program.patch(url, {"name": "Two"}, If_Match='"1"').status_code == 200
    assert program.patch(url, {"grade": "key"}, If_Match='"1"').status_code == 200
    refused = program.patch(url, {"name": "Three"}, If_Match='"1"')
    assert refused.status_code == 409
    assert refused.told["values"] == {"name": {"yours": "Three", "theirs": "Two"}}


def test_lines_are_nested_in_their_document(program: Program) -> None:
    deliver_content(HOUSE)
    body = {"name": "Pump works", "competitors": [{"name": "Wang", "price": 900}, {"name": "Li"}]}
    made = program.post("/crm.opportunity", body).told
    assert [(line["name"], line["price"]) for line in made["competitors"]] == [("Wang", "900.00"), ("Li", None)]
    second = {"id": made["competitors"][1]["id"], "name": "Li Lei"}
    changed = program.patch(f"/crm.opportunity/{made['id']}", {"competitors": [second]}).told
    assert [(line["id"], line["name"]) for line in changed["competitors"]] == [(second["id"], "Li Lei")]


def test_a_record_is_deleted_in_the_version_that_was_seen(program: Program) -> None:
    made = program.post("/parties.customer", {"name": "One"}).told
    url = f"/parties.customer/{made['id']}"
    program.patch(url, {"name": "Two"})
    assert program.delete(url, If_Match='"1"').status_code == 409
    assert program.delete(url, If_Match='"2"').status_code == 204
    assert program.get(url).status_code == 404


def test_a_known_version_is_not_sent_again(program: Program) -> None:
    made = program.post("/parties.customer", {"name": "One"}).told
    again = program.get(f"/parties.customer/{made['id']}", If_None_Match='"1"')
    assert (again.status_code, again.content) == (304, b"")


def test_actions_are_the_buttons_of_the_page(program: Program) -> None:
    made = program.post("/activities.activity", {"name": "Call back"}).told
    assert made["actions"]["cancel_activity"] is None
    url = f"/activities.activity/{made['id']}/actions"
    done = program.post(f"{url}/cancel_activity", {"reason": "Moved away"})
    assert (done.status_code, done.told["record"]["state"], done.told["result"]) == (200, "cancelled", None)
    again = program.post(f"{url}/cancel_activity", {"reason": "Moved away"})
    assert (again.status_code, again.told["code"]) == (409, "state")
    assert done.told["record"]["actions"]["cancel_activity"] == again.told["detail"]


def test_an_action_gives_the_document_that_it_made(program: Program) -> None:
    deliver_content(HOUSE)
    customer = make("parties.customer", name="One")
    opportunity = program.post("/crm.opportunity", {"name": "Pumps", "customer": str(customer.pk)}).told
    quoted = program.post(f"/crm.opportunity/{opportunity['id']}/actions/quote_opportunity").told
    assert quoted["result"]["object"] == "sales.quotation"
    assert program.get(f"/sales.quotation/{quoted['result']['id']}").told["title"] == quoted["result"]["title"]


def test_an_approval_in_between_is_told(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    approval = new_id()
    monkeypatch.setattr(gates, "ask", lambda *_: gates.Passage(False, "The director decides", approval))
    made = program.post("/activities.activity", {"name": "Call back"}).told
    asked = program.post(f"/activities.activity/{made['id']}/actions/complete_activity")
    assert (asked.status_code, asked.told) == (202, {"approval": str(approval), "reason": "The director decides"})


def test_history_says_that_the_api_was_the_door(program: Program) -> None:
    made = program.post("/parties.customer", {"name": "One"}).told
    assert Entry.objects.get(record_id=made["id"]).door == "api"
