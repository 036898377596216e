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


class OpenGate:
    """Lets everything pass."""

    def ask(self, action: str, record: Any, inputs: Mapping[str, Any], actor: Actor) -> Passage:
        return OPEN


_gate: list[Gate] = [OpenGate()]


def stand_before_actions(gate: Gate) -> None:
    """Names the gate (wiring, once, at start)."""
    _gate[:] = [gate]


def ask(action: str, record: Any, inputs: Mapping[str, Any], actor: Actor) -> Passage:
    return _gate[0].ask(action, record, inputs, actor)
