"""One member with several positions: each as wide as it is alone, and no wider because of the other."""

import pytest
from tests.company import Company, create

from keta.kernel.access import Actor
from keta.kernel.access.rights import FieldAccess, Scope
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Position


@pytest.fixture
def both(company: Company) -> Actor:
    """A salesman who keeps the store too."""
    held = list(Position.objects.filter(code__in=("salesperson", "storekeeper")))
    return company.actor(create("organisation.member", name="张三", positions=held, department=company.east))


@pytest.mark.feature("PRM-01")
def test_a_second_position_that_only_reads_takes_nothing_away(both: Actor) -> None:
    contract = kind_of("sales.contract")
    assert both.rights.scope(contract, "create") == Scope.OWN
    assert both.rights.scope(contract, "read") == Scope.EVERYONE
    assert both.rights.scope(kind_of("stock.delivery"), "create") == Scope.EVERYONE
    assert both.rights.field_access(contract, "amount") == FieldAccess.EDIT


@pytest.mark.feature("PRM-03")
def test_a_position_without_sight_of_an_object_opens_no_field_of_it(company: Company) -> None:
    held = list(Position.objects.filter(code__in=("storekeeper", "marketing")))
    actor = company.actor(create("organisation.member", name="李四", positions=held, department=company.east))
    contract = kind_of("sales.contract")
    assert actor.rights.scope(contract, "read") == Scope.EVERYONE
    assert actor.rights.field_access(contract, "amount") == FieldAccess.HIDDEN
