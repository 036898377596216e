"""What a filter must find, worked out in Python beside the database."""

import operator
from collections.abc import Callable
from typing import Any

from keta.kernel.fieldtypes import FieldSpec, plain_showing

EXACT: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "in": operator.eq,
    "between": operator.eq,
}
"""Operators whose answer is known from the values alone, with one operand (twice for `between`)."""
FINDS_ITS_OWN = {"contains", "starts", "under", "within"}
"""Operators that must find at least the record whose value is their operand."""


def operand_of(spec: FieldSpec, operator_name: str, value: Any) -> str:
    """The operand, as it stands in an address, that is made of a value."""
    if operator_name in ("empty", "me"):
        return "1"
    if operator_name == "within":
        return f"{value:%Y}"
    text = _text(spec, operator_name, value)
    return f"{text},{text}" if operator_name == "between" else text


def _text(spec: FieldSpec, operator_name: str, value: Any) -> str:
    if hasattr(value, "division"):
        return value.division if operator_name == "under" else value.street
    one = value[0] if isinstance(value, (list, tuple)) and not hasattr(value, "id") else value
    if spec.type.points_to:
        return str(one.id)
    if one is not value:
        return str(one)
    return spec.type.to_text(value, plain_showing("en"))


def expected(spec: FieldSpec, operator_name: str, operand: str, values: dict[Any, Any]) -> set[Any] | None:
    """The records (ids of `values`) that the filter must find; None where only a database can know."""
    if operator_name == "empty":
        return {key for key, value in values.items() if spec.type.is_empty(value)}
    if operator_name not in EXACT or isinstance(spec.type.empty(), (list, tuple)):
        return None
    holds = EXACT[operator_name]
    wanted = _plain(spec.type.parse(operand.split(",")[0], spec))
    if spec.type.key == "elapsed":
        wanted = int(wanted)
    found = set()
    for key, value in values.items():
        plain = _plain(value)
        if operator_name == "ne" or plain is not None:
            if operator_name in ("ne", "eq", "in", "between") or not spec.type.is_empty(value):
                found |= {key} if holds(plain, wanted) else set()
    return found


def _plain(value: Any) -> Any:
    """A link is compared by its id."""
    return getattr(value, "id", value)
