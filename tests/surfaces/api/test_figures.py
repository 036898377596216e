"""Figures by group over the API."""

from typing import Any

import pytest
from tests.surfaces.api.conftest import Program, make


@pytest.fixture
def customers(db: None) -> list[Any]:
    rows = [("One", "key", 10, "2026-01-05"), ("Two", "key", 5, "2026-01-20"), ("Three", "", 1, "2026-02-01")]
    return [
        make(
            "parties.customer",
            name=name,
            grade=grade,
            credit_limit=limit,
            founded_on=day,
            address={"division": "140105"},
        )
        for name, grade, limit, day in rows
    ]


def test_figures_come_by_group_in_one_call(program: Program, customers: list[Any]) -> None:
    told = program.get("/parties.customer/aggregate?group=grade,founded_on:month&measure=sum:credit_limit,count").told
    assert told == {
        "groups": [
            {
                "values": {"grade": "key", "founded_on:month": "2026-01-01"},
                "figures": {"sum:credit_limit": "15.00", "count": 2},
            },
            {
                "values": {"grade": None, "founded_on:month": "2026-02-01"},
                "figures": {"sum:credit_limit": "1.00", "count": 1},
            },
        ],
        "is_cut": False,
    }


@pytest.mark.parametrize(
    "group", ["owner", "address:city", "created_at:day", "is_customer", "parent.grade", "owner.department"]
)
def test_any_field_that_makes_groups_goes_into_json(program: Program, customers: list[Any], group: str) -> None:
    told = program.get(
        f"/parties.customer/aggregate?group={group}&measure=count,mean:credit_limit,most:credit_limit"
    ).told
    assert sum(each["figures"]["count"] for each in told["groups"]) == 3


def test_filters_hold_for_figures_too(program: Program, customers: list[Any]) -> None:
    told = program.get("/parties.customer/aggregate?filter[grade][eq]=key").told
    assert told["groups"] == [{"values": {}, "figures": {"count": 2}}]


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("group=nothing", "group"),
        ("group=name:month", "group"),
        ("group=remarks", "group"),
        ("measure=sum:name", "measure"),
        ("measure=median:credit_limit", "measure"),
        ("colour=red", "colour"),
        ("group=grade,owner,kind,origin,industry,founded_on", "group"),
    ],
)
def test_a_wrong_question_is_refused_at_its_parameter(program: Program, asked: str, path: str) -> None:
    refused = program.get(f"/parties.customer/aggregate?{asked}")
    assert (refused.status_code, refused.told["errors"][0]["path"]) == (422, path)
