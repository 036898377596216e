"""Filter trees as JSON: `{"all": [...]}`, `{"any": [...]}`, `{"field": ..., "operator": ..., "value":
...}`."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused
from keta.surfaces.reading.question import Condition, Group

DEEPEST = 5
MOST_CONDITIONS = 60


def tree_of(text: str) -> Group:
    """The tree that a text says; raises `Refused`."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(_("This is not a filter: %(reason)s") % {"reason": str(error)[:80]}, code="where") from error
    part = _part(raw, 1)
    tree = part if isinstance(part, Group) else Group((part,))
    if sum(1 for _each in tree.conditions()) > MOST_CONDITIONS:
        raise Refused(_("At most %(most)d conditions fit into a filter.") % {"most": MOST_CONDITIONS}, code="where")
    return tree


def written_tree(part: Condition | Group) -> dict[str, Any]:
    """What `tree_of` reads."""
    if isinstance(part, Group):
        return {"any" if part.is_any else "all": [written_tree(each) for each in part.parts]}
    value = list(part.operand) if isinstance(part.operand, tuple) else part.operand
    return {"field": part.field, "operator": part.operator, "value": value}


def _part(raw: Any, depth: int) -> Condition | Group:
    if not isinstance(raw, dict) or depth > DEEPEST:
        raise Refused(_("Write a filter as {“all”: […]} or {“any”: […]} of conditions, not too deep."), code="where")
    for word in ("all", "any"):
        if isinstance(raw.get(word), list):
            return Group(tuple(_part(each, depth + 1) for each in raw[word]), is_any=word == "any")
    if not isinstance(raw.get("field"), str) or not isinstance(raw.get("operator"), str):
        raise Refused(_("Each condition needs a field and an operator."), code="where")
    return Condition(raw["field"], raw["operator"], _operand(raw.get("value", "")))


def _operand(raw: Any) -> Any:
    """Text; numbers and truths become text as in the address bar, lists tuples of text."""
    if isinstance(raw, list):
        return tuple(str(_operand(each)) for each in raw[:1000])
    if isinstance(raw, dict):
        return str(raw.get("id", ""))
    if isinstance(raw, bool) or raw is None:
        return "1" if raw else "0" if raw is False else ""
    return str(raw).replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
