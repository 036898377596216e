"""What is delivered works: every view and summary of every object, and the rights of every position."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from tests.company import HOUSE, Company, create

from keta.flows.delivered import deliver_content
from keta.flows.positions import deliver_positions
from keta.kernel.access import Actor, Scope, records_for
from keta.kernel.objects import kind_of, kinds
from keta.kernel.organisation.models import Position
from keta.surfaces.reading import answer, question_of


@pytest.mark.feature("SRC-05")
def test_every_delivered_view_can_be_asked(customer: Any, anna: Actor) -> None:
    asked = {
        f"{key} {view.key}": len(answer(question_of(kind, {"view": [view.key]}, actor=anna), anna).rows)
        for key, kind in kinds().items()
        for view in kind.spec.views
    }
    found = {name for name, number in asked.items() if number}
    assert found == {"parties.party mine", "parties.customer mine", "catalog.price_list in_use"}


@pytest.mark.feature("OPP-20", "OPP-25")
def test_more_days_come_first_where_the_order_is_descending(customer: Any, anna: Actor) -> None:
    today = timezone.localdate()
    for name, age in (("新", 1), ("老", 90), ("中", 30)):
        opened = today - datetime.timedelta(days=age)
        create("crm.opportunity", anna, name=name, customer=customer, is_key=True, amount=age, opened_on=opened)

    def names(**asked: list[str]) -> list[str]:
        asked = {"fields": ["name"], **asked}
        return [row.values[0] for row in answer(question_of(kind_of("crm.opportunity"), asked, actor=anna), anna).rows]

    assert names(order=["-days_in_stage"]) == ["老", "中", "新"]
    assert names(order=["days_in_stage"]) == ["新", "中", "老"]
    assert names(view=["stuck"]) == ["老", "中"]
    assert names(**{"filter[days_in_stage][between]": ["20,40"]}) == ["中"]
    assert names(view=["key"]) == ["老", "中", "新"]


def test_everything_in_a_layout_is_a_field(db: None) -> None:
    for key, kind in kinds().items():
        named = [name for names in kind.spec.sections.values() for name in names] + list(kind.spec.columns)
        assert set(named) <= set(kind.fields), key
        for figure in kind.spec.figures:
            assert figure.via in kind.fields, key


def test_delivering_again_changes_nothing(company: Company) -> None:
    def counts() -> dict[str, int]:
        return {key: kind.rows().count() for key, kind in kinds().items() if not kind.is_line}

    before = counts()
    deliver_positions(HOUSE)
    deliver_content(HOUSE)
    assert counts() == before
    assert before["organisation.position"] == 12
    assert before["crm.stage"] == 6


@pytest.mark.feature("PRM-02", "PRM-03", "SAA-25")
@pytest.mark.parametrize(
    ("position", "scopes"),
    [
        ("administrator", "EEEEEE"),
        ("general_manager", "EOOOOO"),
        ("sales_director", "BBBBBB"),
        ("sales_manager", "BBBOBB"),
        ("salesperson", "OOONON"),
        ("sales_assistant", "DDDNNN"),
        ("cashier", "NNNNNN"),
    ],
)
def test_a_position_reaches_as_far_as_delivered(company: Company, position: str, scopes: str) -> None:
    rights = company.hire("某人", position).rights
    operations = ("read", "create", "update", "delete", "share", "assign")
    reached = [rights.scope(kind_of("crm.opportunity"), operation) for operation in operations]
    letters = {"N": Scope.NONE, "O": Scope.OWN, "D": Scope.DEPARTMENT, "B": Scope.BELOW, "E": Scope.EVERYONE}
    assert reached == [letters[letter] for letter in scopes]


@pytest.mark.feature("PRM-07")
def test_a_storekeeper_knows_customers_by_name_and_address_only(company: Company, customer: Any) -> None:
    keeper = company.hire("库管", "storekeeper")
    kind = kind_of("parties.customer")
    assert list(records_for(keeper, kind)) == [customer]
    assert set(keeper.rights.readable(kind)) == {"title", "name", "short_name", "number", "address"}


def test_positions_are_named_in_the_language_of_the_company(company: Company) -> None:
    assert Position.objects.get(code="salesperson").name
    assert not Position.objects.filter(name="").exists()
