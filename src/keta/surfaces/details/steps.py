"""The way of a record: the values of its board, through which an action moves it, else its states."""

from collections.abc import Sequence
from typing import Any

from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import Kind, kind_of

DEAD_ENDS = frozenset({"lost", "cancelled", "rejected", "replaced", "left", "dropped"})
"""States in which a document ends without having reached its aim."""
MOST = 12


def steps_of(kind: Kind, record: Any, actor: Actor, buttons: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each step with its status; those to which the action of the board leads open its dialog."""
    found = _stations(kind, actor)
    if not found:
        return []
    name = kind.spec.kanban if _moves_on_a_board(kind) else kind.state.name if kind.state else ""
    now = str(getattr(record, kind.fields[name].type.paths(kind.fields[name])[0]))
    state = getattr(record, kind.state.name) if kind.state else ""
    url = next((each["url"] for each in buttons if each["name"] == kind.spec.kanban_action and not each["reason"]), "")
    codes = [code for code, __ in found]
    reached = codes.index(now) if now in codes else -1
    return [
        {
            "label": label,
            "status": _status(code, position, reached, state in DEAD_ENDS),
            "url": f"{url}?{name}={code}" if url and _moves_on_a_board(kind) and code != now else "",
        }
        for position, (code, label) in enumerate(found)
    ]


def state_beside_steps(kind: Kind, values: dict[str, Any], showing: Showing) -> str:
    """The state as a mark, where the steps are not the states themselves."""
    if kind.state is None or not _moves_on_a_board(kind) or kind.state.name not in values:
        return ""
    return str(kind.state.type.cell(showing)(values[kind.state.name]))


def _moves_on_a_board(kind: Kind) -> bool:
    return bool(kind.spec.kanban_action) and bool(kind.fields[kind.spec.kanban].type.points_to)


def _stations(kind: Kind, actor: Actor) -> list[tuple[str, Any]]:
    if not _moves_on_a_board(kind):
        return list(kind.state.type.choices(kind.state)) if kind.state else []
    far = kind_of(kind.fields[kind.spec.kanban].type.points_to)
    order = [part.strip() for part in far.spec.order.split(",")]
    rows = records_for(actor, far).order_by(*order, "pk").values_list("pk", "title")[:MOST]
    return [(str(key), title) for key, title in rows]


def _status(code: str, position: int, reached: int, has_failed: bool) -> str:
    if position == reached:
        return "lost" if has_failed else "current"
    return "done" if position < reached and not has_failed and code not in DEAD_ENDS else "open"
