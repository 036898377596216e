"""Buttons: state, right, inputs and gate are asked before anything is written."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from tests.company import Company, again, create, press

from keta.kernel import actions, gates
from keta.kernel.access import Actor
from keta.kernel.columns import new_id
from keta.kernel.gates import OPEN, OpenGate, Passage
from keta.kernel.history.past import entries_of
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Conflict, Invalid, NotAllowed, NotFound


class Keeper:
    """A gate that lets pass what it is told to."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.asked: list[tuple[str, Mapping[str, Any]]] = []

    def ask(self, action: str, record: Any, inputs: Mapping[str, Any], actor: Actor) -> Passage:
        self.asked.append((action, inputs))
        return self.passage

    def guards(self, action: str, record: Any) -> bool:
        return False


@pytest.fixture
def opportunity(company: Company, customer: Any, anna: Actor) -> Any:
    return create("crm.opportunity", anna, name="Supports", customer=str(customer.pk))


@pytest.fixture
def gate() -> Iterator[Any]:
    """Sets the gate; the open one stands again afterwards."""
    yield gates.stand_before_actions
    gates.stand_before_actions(OpenGate())


def test_a_closed_gate_lets_it_wait_with_nothing_written(opportunity: Any, anna: Actor, gate: Any) -> None:
    keeper = Keeper(Passage(is_open=False, reason="The director decides.", approval_id=new_id()))
    gate(keeper)
    outcome = press(opportunity, "lose_opportunity", anna, reason="price")
    assert (outcome.is_done, outcome.reason) == (False, "The director decides.")
    assert keeper.asked[0][0] == "crm.opportunity.lose_opportunity"
    assert (again(opportunity).state, again(opportunity).version) == (opportunity.state, opportunity.version)


def test_an_open_gate_lets_it_pass_and_history_says_by_which_button(opportunity: Any, anna: Actor, gate: Any) -> None:
    gate(Keeper(OPEN))
    assert press(opportunity, "lose_opportunity", anna, reason="price").is_done
    assert again(opportunity).state == "lost"
    assert entries_of(kind_of(opportunity), opportunity.pk)[0].cause == "lose_opportunity"


def test_in_a_wrong_state_it_is_refused_with_the_state(opportunity: Any, anna: Actor) -> None:
    press(opportunity, "lose_opportunity", anna, reason="price")
    with pytest.raises(Conflict, match="state"):
        press(opportunity, "lose_opportunity", anna, reason="price")


def test_inputs_are_refused_at_their_fields(opportunity: Any, anna: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        press(opportunity, "lose_opportunity", anna, reason="nonsense", colour="red")
    assert {"reason", "colour"} <= set(refusal.value.errors)
    with pytest.raises(Invalid) as missing:
        press(opportunity, "lose_opportunity", anna)
    assert list(missing.value.errors) == ["reason"]
    assert again(opportunity).version == opportunity.version


def test_who_does_not_see_the_record_cannot_press(opportunity: Any, ben: Actor) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        press(opportunity, "lose_opportunity", ben, reason="price")


def test_buttons_say_why_they_cannot_be_pressed(opportunity: Any, anna: Actor, ben: Actor) -> None:
    kind = kind_of(opportunity)
    assert actions.allowed(kind, opportunity, anna)["lose_opportunity"] is None
    assert actions.allowed(kind, opportunity, ben)["lose_opportunity"]
    press(opportunity, "lose_opportunity", anna, reason="price")
    assert "Lost" in str(actions.allowed(kind, again(opportunity), anna)["lose_opportunity"])
