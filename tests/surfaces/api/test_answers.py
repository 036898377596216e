"""What a write answers: versions out of step, values that a rule replaced, echoes of computed fields, errors of ours."""

from typing import Any

import pytest
from django.db.models import UniqueConstraint
from tests.company import create
from tests.surfaces.api.conftest import Program

from keta.modules.crm.models import OpportunityCompetitor
from keta.surfaces.api import written


@pytest.fixture
def opportunity(company: Any, program: Program, product: Any) -> dict[str, Any]:
    """An opportunity with one priced line, as it was answered."""
    customer = create("parties.customer", name="太原煤矿机械有限公司")
    lines = [{"product": str(product.pk), "quantity": "2", "price": "50"}]
    made = program.post("/crm.opportunity", {"name": "支架改造", "customer": str(customer.pk), "lines": lines})
    assert made.status_code == 201, made.told
    return made.told


def address(told: dict[str, Any]) -> str:
    return f"/crm.opportunity/{told['id']}"


def test_a_version_that_never_was_is_refused(program: Program, opportunity: dict[str, Any]) -> None:
    refused = program.patch(address(opportunity), {"name": "Ahead", "version": opportunity["version"] + 1})
    assert (refused.status_code, refused.told["code"]) == (409, "version")
    assert "never was at 2" in refused.told["detail"]
    assert program.get(address(opportunity)).told["name"] == "支架改造"


def test_in_bulk_a_version_out_of_step_refuses_its_row_alone(program: Program, company: Any) -> None:
    keys = [str(create("parties.customer", name=f"Customer {place}").pk) for place in range(3)]
    program.patch(f"/parties.customer/{keys[0]}", {"short_name": "Meanwhile"})
    rows = [{"id": key, "short_name": "Mine", "version": version} for key, version in zip(keys, (1, 1, 7), strict=True)]
    told = program.post("/parties.customer/bulk", {"operation": "update", "rows": rows, "atomic": False}).told
    assert [each["status"] for each in told["results"]] == ["refused", "updated", "refused"]
    assert [each["errors"][0]["path"] for each in told["results"] if "errors" in each] == ["version", "version"]


def test_a_deleted_record_comes_back_under_its_id(program: Program, opportunity: dict[str, Any]) -> None:
    assert program.delete(address(opportunity)).status_code == 204
    back = program.post(f"{address(opportunity)}/restore")
    assert back.status_code == 200, back.told
    same = ("id", "number", "name", "amount", "state", "customer")
    assert {name: back.told[name] for name in same} == {name: opportunity[name] for name in same}
    assert [line["id"] for line in back.told["lines"]] == [line["id"] for line in opportunity["lines"]]
    assert program.post(f"{address(opportunity)}/restore", {}).status_code == 422


def test_what_was_read_can_be_sent_back_with_its_computed_fields(program: Program, opportunity: dict[str, Any]) -> None:
    same = program.patch(address(opportunity), opportunity)
    assert (same.status_code, same.told["version"]) == (200, opportunity["version"]), same.told
    (line,) = opportunity["lines"]
    more = program.patch(address(opportunity), {"lines": [{**line, "quantity": "3"}]})
    assert more.told["lines"][0]["amount"] != line["amount"], "the sum sent back was the old one, and no input"
    forged = program.patch(address(opportunity), {"lines": [{**line, "amount": "1.00"}]})
    assert (forged.status_code, forged.told["errors"][0]["path"]) == (422, "lines.0.amount")


def test_a_value_that_a_rule_replaces_is_told(program: Program, opportunity: dict[str, Any]) -> None:
    changed = program.patch(address(opportunity), {"amount": "999999", "closed_on": "2026-01-01"})
    assert changed.status_code == 200
    assert changed.told["amount"] == opportunity["amount"]
    told = {each["path"]: each["message"] for each in changed.told["ignored"]}
    assert set(told) == {"amount", "closed_on"}
    assert opportunity["amount"] in told["amount"]
    assert "Left empty" in told["closed_on"]


def test_a_line_that_stands_twice_is_named(
    program: Program, opportunity: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = UniqueConstraint(fields=("opportunity", "name"), name="each_competitor_once")
    monkeypatch.setattr(OpportunityCompetitor._meta, "constraints", [rule])
    names = [{"name": "Mine Tech"}, {"name": "Other"}, {"name": "Mine Tech"}]
    refused = program.patch(address(opportunity), {"competitors": names})
    assert refused.status_code == 422
    assert [each["path"] for each in refused.told["errors"]] == ["competitors.2.name"]
    stored = program.patch(address(opportunity), {"competitors": names[:2]}).told["competitors"]
    again = program.patch(address(opportunity), {"competitors": [*stored, {"name": "Other"}]})
    assert [each["path"] for each in again.told["errors"]] == ["competitors.2.name"]


def test_an_error_of_ours_is_a_problem_with_the_id_of_the_request(
    program: Program, company: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_given: Any) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(written, "overruled", break_down)
    broken = program.post("/parties.customer", {"name": "Broken"})
    assert (broken.status_code, broken.headers["Content-Type"]) == (500, "application/problem+json")
    assert broken.told["request_id"] == broken.headers["X-Request-ID"]
    assert "a bug" not in broken.content.decode()
