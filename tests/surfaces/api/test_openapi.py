"""The OpenAPI document: valid, true to what the API does, and silent about what the caller may not know."""

from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest
from tests.surfaces.api.conftest import HOUSE, Program

from keta.flows.delivered import deliver_content


@pytest.fixture
def document(program: Program) -> dict[str, Any]:
    told: dict[str, Any] = program.get("/openapi.json").told
    return told


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            return own + [each for value in part.values() for each in references(value)]
        return [each for value in part for each in references(value)] if isinstance(part, list) else []

    found = references(document["paths"]) + references(document["components"])
    for path in set(found):
        __, __, where, name = path.split("/")
        assert name in document["components"][where], path


def test_it_speaks_of_every_open_object_and_its_actions(document: dict[str, Any]) -> None:
    paths = document["paths"]
    assert paths["/api/v1/parties.customer"].keys() == {"get", "post"}
    assert "/api/v1/activities.activity/{record_id}/actions/cancel_activity" in paths
    assert not any("opportunity_line" in path for path in paths)
    lines = document["components"]["schemas"]["crm.opportunity"]["properties"]["lines"]
    assert lines["items"] == {"$ref": "#/components/schemas/crm.opportunity_line"}


def test_answers_are_as_they_are_described(program: Program, document: dict[str, Any]) -> None:
    deliver_content(HOUSE)
    body = {"name": "Pumps", "amount": 5, "competitors": [{"name": "Wang", "price": 900}], "tags": ["a"]}
    told = program.post("/crm.opportunity", body).told
    schema = {"$ref": "#/components/schemas/crm.opportunity", "components": document["components"]}
    jsonschema_rs.validate(schema, told)


def test_it_is_silent_about_what_the_caller_may_not_do(program_with: Callable[..., Program]) -> None:
    program = program_with(objects="parties.*", read="everyone", fields=[("parties.party", "credit_limit", "hidden")])
    response = program.get("/openapi.json")
    assert response.told["paths"]["/api/v1/parties.customer"].keys() == {"get"}
    assert not any("crm.opportunity" in path for path in response.told["paths"])
    assert b"credit_limit" not in response.content
