"""An employee who leaves can act no more; one who comes back can."""

import datetime
from typing import Any

import pytest
from tests.company import Company, again, create, press

from keta.kernel.access import Actor, actor_of
from keta.kernel.refusals import Invalid, NotAllowed


@pytest.fixture
def employee(company: Company, anna: Actor) -> Any:
    return create(
        "people.employee", member=anna.member_id, mobile="13900139000", joined_on="2020-03-01", skills="焊接,液压"
    )


def test_it_is_called_by_the_name_of_the_member(employee: Any) -> None:
    assert (employee.title, employee.number) == ("安娜", "YG-0001")


def test_leaving_switches_the_member_off_and_returning_on_again(employee: Any) -> None:
    left = press(employee, "leave_company", left_on="2026-10-31", reason="换工作").record

    assert (left.state, left.left_on) == ("left", datetime.date(2026, 10, 31))
    with pytest.raises(NotAllowed):
        actor_of(again(employee.member))

    press(employee, "return_to_duty")
    assert actor_of(again(employee.member)).name == "安娜"


def test_nobody_leaves_before_he_has_joined(employee: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        press(employee, "leave_company", left_on="2019-01-01")
    assert "left_on" in refusal.value.errors


def test_a_member_has_one_employee_record(employee: Any, anna: Actor) -> None:
    with pytest.raises(Invalid):
        create("people.employee", member=anna.member_id)
