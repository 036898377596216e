"""Running an action: lock and re-read, right, state, gate, the function, the new state, history and event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keta.kernel import gates, records
from keta.kernel.access import Actor, covers, system
from keta.kernel.access.rights import OPERATIONS
from keta.kernel.actions.declaration import Action, actions_of
from keta.kernel.actions.inputs import parse_inputs
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import Conflict, NotAllowed, Refused, Text


@dataclass(frozen=True)
class Outcome:
    """What came of it: done (with what the function returned), or waiting for an approval."""

    record: Any
    result: Any = None
    approval_id: UUID | None = None
    reason: Text = ""

    @property
    def is_done(self) -> bool:
        return self.approval_id is None


def run(kind: Kind, action: Action, record_id: UUID, inputs: Mapping[str, Any], *, actor: Actor) -> Outcome:
    """Does it, or raises `NotFound`, `NotAllowed`, `Conflict` (state), `Invalid` (inputs)."""
    operation = action.needs if action.needs in OPERATIONS else "read"
    with transaction.atomic():
        _hold(kind, action, record_id)
        record = records.lock(kind, record_id, actor=actor, operation=operation)
        if reason := why_not(kind, action, record, actor):
            raise reason
        given = parse_inputs(action, inputs, actor)
        passage = gates.ask(action.key, record, given, actor)
        if not passage.is_open:
            return Outcome(record, approval_id=passage.approval_id, reason=passage.reason)
        return Outcome(record, perform(kind, action, record, given, actor=actor))


def _hold(kind: Kind, action: Action, record_id: UUID) -> None:
    for name in action.holds:
        over = kind.rows().filter(pk=record_id, **{f"{name}__isnull": False}).values_list(name, flat=True).first()
        if over is not None:
            records.lock(kind_of(kind.fields[name].type.points_to), over, actor=system(action.name))


def perform(kind: Kind, action: Action, record: Any, inputs: Mapping[str, Any], *, actor: Actor) -> Any:
    """The act itself on a locked record, for `run` and for a granted approval: asks no rights."""
    result = action.run(record, actor=actor, **inputs)
    if action.to and kind.state is not None:
        setattr(record, kind.state.name, action.to)
    records.save(record, actor=actor, cause=action.name)
    return result


def why_not(kind: Kind, action: Action, record: Any, actor: Actor) -> Refused | None:
    """The reason why `actor` cannot do it to the record in hand; asks no database (shares apart)."""
    if action.needs not in OPERATIONS and not actor.rights.has(action.needs):
        return NotAllowed(_("You lack the right to do this; an administrator can give it to your position."))
    if action.from_ and kind.state is not None:
        state = getattr(record, kind.state.name)
        if state not in action.from_:
            label = kind.state.type.to_text(state, None)  # type: ignore[arg-type]  # a state needs no reader
            return Conflict(
                _("“%(action)s” is not possible in the state “%(state)s”.") % {"action": action.label, "state": label},
                code="state",
            )
    if action.when is not None and (text := action.when(record)):
        return Conflict(text, code="condition")
    return None


def allowed(kind: Kind, record: Any, actor: Actor) -> dict[str, Text | None]:
    """For every action: None where possible, else the reason; for the buttons of a page."""
    return {
        name: reason.message if (reason := _refusal(kind, each, record, actor)) else None
        for name, each in actions_of(kind).items()
    }


def allowed_set(kind: Kind, page: Iterable[Any], actor: Actor) -> dict[UUID, dict[str, Text | None]]:
    """The same for a page of records, without a query each."""
    return {record.pk: allowed(kind, record, actor) for record in page}


def _refusal(kind: Kind, action: Action, record: Any, actor: Actor) -> Refused | None:
    owner, department = getattr(record, "owner_id", None), getattr(record, "department_id", None)
    if action.needs in OPERATIONS and not covers(actor, kind, action.needs, owner, department):
        return NotAllowed(_("You may read this record but not change it; its owner or an administrator can help."))
    return why_not(kind, action, record, actor)
