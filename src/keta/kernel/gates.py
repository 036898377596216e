"""The port through which approvals stand before an action. The kernel knows none; `project` may name one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from keta.kernel.access import Actor
from keta.kernel.refusals import Text


@dataclass(frozen=True)
class Passage:
    """What a gate says: go on, or wait for `approval_id`, with the reason."""

    is_open: bool
    reason: Text = ""
    approval_id: UUID | None = None


OPEN = Passage(is_open=True)


class Gate(Protocol):
    """Asked inside the action's transaction, after its rights and state were found good."""

    def ask(self, action: str, record: Any, inputs: Mapping[str, Any], actor: Actor) -> Passage: ...

    def guards(self, action: str, record: Any) -> bool:
        """Whether somebody's approval stands before this action on this record, given or still to be given."""
        ...


class OpenGate:
    """Lets everything pass."""

    def ask(self, action: str, record: Any, inputs: Mapping[str, Any], actor: Actor) -> Passage:
        return OPEN

    def guards(self, action: str, record: Any) -> bool:
        return False


_gate: list[Gate] = [OpenGate()]


def stand_before_actions(gate: Gate) -> None:
    """Names the gate (wiring, once, at start)."""
    _gate[:] = [gate]


def ask(action: str, record: Any, inputs: Mapping[str, Any], actor: Actor) -> Passage:
    return _gate[0].ask(action, record, inputs, actor)


def guards(action: str, record: Any) -> bool:
    """For actions that refuse what nobody has approved, such as a price below the floor."""
    return _gate[0].guards(action, record)
