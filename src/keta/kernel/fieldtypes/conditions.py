"""Comparisons that many field types share, under the names of filters; types and specs are asked, not imported."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused

Comparison = Callable[[Any, Any, Any, str], Q]
"""Of a field type, the spec of the field, what it is compared with, and the path in SQL."""


def is_blank(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip()) or raw == [] or raw == {}


def operands(raw: Any) -> list[Any]:
    """A list of operands from a list or from comma-separated text."""
    if isinstance(raw, str):
        return [part for part in raw.split(",") if part != ""]
    return list(raw) if isinstance(raw, (list, tuple, set)) else [raw]


def _compare(lookup: str) -> Comparison:
    def condition(kind: Any, spec: Any, operand: Any, path: str) -> Q:
        return Q(**{f"{path}{lookup}": kind.parse(operand, spec)})

    return condition


def _not_equal(kind: Any, spec: Any, operand: Any, path: str) -> Q:
    return ~Q(**{path: kind.parse(operand, spec)}) | Q(**{f"{path}__isnull": True})


def _in(kind: Any, spec: Any, operand: Any, path: str) -> Q:
    return Q(**{f"{path}__in": [kind.parse(part, spec) for part in operands(operand)]})


def _between(kind: Any, spec: Any, operand: Any, path: str) -> Q:
    bounds = operands(operand)
    if len(bounds) != 2:
        raise Refused(_("“Between” needs two values."), code="operand")
    low, high = (kind.parse(bound, spec) for bound in bounds)
    return Q(**{f"{path}__gte": low, f"{path}__lte": high})


def is_yes(operand: Any) -> bool:
    return str(operand).lower() not in ("0", "false", "no", "")


def _empty(kind: Any, spec: Any, operand: Any, path: str) -> Q:
    condition = Q(**{f"{path}__isnull": True})
    if kind.empty() is not None and isinstance(kind.empty(), str):
        condition |= Q(**{path: ""})
    return condition if is_yes(operand) else ~condition


def _text(lookup: str) -> Comparison:
    return lambda kind, spec, operand, path: Q(**{f"{path}{lookup}": str(operand)})


CONDITIONS: dict[str, Comparison] = {
    "eq": _compare(""),
    "ne": _not_equal,
    "in": _in,
    "lt": _compare("__lt"),
    "lte": _compare("__lte"),
    "gt": _compare("__gt"),
    "gte": _compare("__gte"),
    "between": _between,
    "contains": _text("__icontains"),
    "starts": _text("__istartswith"),
    "empty": _empty,
}
