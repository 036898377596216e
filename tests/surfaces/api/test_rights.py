"""What a caller may not know leaves through no door, and reading costs few queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.surfaces.api.conftest import EVERYTHING, HOUSE, Program, make

from keta.flows.delivered import deliver_content

HIDDEN = [("parties.party", "credit_limit", "hidden"), ("crm.opportunity_competitor", "price", "hidden")]


@pytest.fixture
def blind(program_with: Callable[..., Program]) -> Program:
    """Somebody who may do everything but see a customer's credit limit and a competitor's price."""
    return program_with("blind", fields=HIDDEN, **EVERYTHING)


@pytest.fixture
def customer(program: Program) -> str:
    made = program.post("/parties.customer", {"name": "One", "credit_limit": "918273.64"}).told
    program.patch(f"/parties.customer/{made['id']}", {"credit_limit": "918273.65"})
    return f"/parties.customer/{made['id']}"


@pytest.mark.parametrize("path", ["", "/history", "/history?version=1", "/history?at=2100-01-01"])
def test_a_hidden_field_stands_in_no_answer_about_a_record(blind: Program, customer: str, path: str) -> None:
    answer = blind.get(f"{customer}{path}")
    assert answer.status_code == 200
    assert b"credit_limit" not in answer.content
    assert b"918273" not in answer.content


@pytest.mark.parametrize("path", ["/objects", "/openapi.json", "/parties.customer?fields=*"])
def test_a_hidden_field_stands_in_no_list(blind: Program, customer: str, path: str) -> None:
    answer = blind.get(path)
    assert answer.status_code == 200
    assert b"credit_limit" not in answer.content


@pytest.mark.parametrize(
    "asked",
    [
        "?fields=credit_limit",
        "?fields=parent.credit_limit",
        "?order=credit_limit",
        "?order=parent.credit_limit",
        "?filter[credit_limit][gte]=900000",
        "?filter[parent.credit_limit][gte]=900000",
        '?where={"field":"credit_limit","operator":"gte","value":"900000"}',
        "/aggregate?measure=sum:credit_limit",
        "/aggregate?group=parent.credit_limit",
        "/aggregate?filter[credit_limit][gte]=900000",
    ],
)
def test_a_hidden_field_cannot_be_asked_for(blind: Program, customer: str, asked: str) -> None:
    refused = blind.get(f"/parties.customer{asked}")
    assert refused.status_code == 422
    assert "There is no field" in refused.told["detail"]


def test_a_hidden_field_cannot_be_written_nor_told_by_its_refusal(blind: Program, customer: str) -> None:
    unknown = blind.patch(customer, {"colour": 1}).told["errors"][0]["message"]
    for raw in ("1", [], {"a": 1}):
        refused = blind.patch(customer, {"credit_limit": raw})
        assert refused.told["errors"][0]["message"] == unknown.replace("colour", "credit_limit")
    rows = [{"id": customer.rpartition("/")[2], "credit_limit": "1"}]
    done = blind.post("/parties.customer/bulk", {"operation": "update", "rows": rows, "atomic": False})
    assert done.told["refused"] == 1
    assert b"918273" not in done.content


def test_hidden_fields_of_lines_stay_hidden_in_record_and_history_and_conflict(
    program: Program, blind: Program
) -> None:
    deliver_content(HOUSE)
    made = program.post("/crm.opportunity", {"name": "Pumps", "competitors": [{"name": "Wang", "price": "4242"}]}).told
    url, line = f"/crm.opportunity/{made['id']}", made["competitors"][0]["id"]
    for path in ("", "/history", "/history?version=1"):
        assert b"4242" not in blind.get(f"{url}{path}").content
    program.patch(url, {"competitors": [{"id": line, "name": "Wang", "price": "5353"}]})
    merged = blind.patch(url, {"competitors": [{"id": line, "name": "Li"}]}, If_Match='"1"')
    assert merged.status_code == 200  # only what he cannot see was changed meanwhile
    assert program.get(url).told["competitors"][0]["price"] == "5353.00"
    program.patch(url, {"competitors": [{"id": line, "name": "Wu", "price": "6464"}]})
    refused = blind.patch(url, {"competitors": [{"id": line, "name": "Lu"}]}, If_Match='"3"')
    assert refused.told["values"][f"competitors.{line}"]["theirs"] == {"name": ["Li", "Wu"]}
    assert b"6464" not in refused.content and b"5353" not in refused.content


def test_rows_out_of_sight_are_in_no_answer(program_with: Callable[..., Program]) -> None:
    owner = make("organisation.member", name="Somebody")
    secret = make("parties.customer", name="Secret", owner=owner.pk)
    program = program_with(**dict.fromkeys(EVERYTHING, "own"))
    url = f"/parties.customer/{secret.pk}"
    assert program.get("/parties.customer?total=exact").told == {
        "items": [],
        "next": None,
        "total": {"count": 0, "is_exact": True},
    }
    assert program.get("/parties.customer/aggregate").told["groups"][0]["figures"]["count"] == 0
    calls = [("GET", ""), ("GET", "/history"), ("DELETE", "")]
    assert {program.call(method, f"{url}{path}").status_code for method, path in calls} == {404}
    assert program.patch(url, {"name": "Seen"}).status_code == 404
    assert program.post(f"{url}/restore", {"version": 1}).status_code == 404
    linked = program.post("/parties.contact", {"name": "Wang", "party": str(secret.pk)})
    assert linked.told["errors"][0]["path"] == "party"


@pytest.mark.parametrize("rows", [1, 30])
def test_a_known_token_costs_no_query_and_a_list_two(program: Program, rows: int) -> None:
    for number in range(rows):
        make("parties.customer", name=f"Customer {number}")
    program.get("/parties.customer")
    with CaptureQueriesContext(connection) as queries:
        assert len(program.get("/parties.customer?order=name").told["items"]) == rows
    assert len(queries) == 3, [each["sql"] for each in queries]  # the version of rights, how many (at most), the rows


def test_reading_and_changing_one_record_takes_few_queries(program: Program, customer: str) -> None:
    budgets: list[tuple[str, Any, int]] = [("GET", None, 5), ("PATCH", {"name": "Two"}, 20)]
    program.get(customer)
    for method, body, most in budgets:
        with CaptureQueriesContext(connection) as queries:
            assert program.call(method, customer, body).status_code == 200
        assert len(queries) <= most, [each["sql"] for each in queries]
