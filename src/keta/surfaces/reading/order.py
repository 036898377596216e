"""The order of rows, and where a page goes on: keyset conditions that hold for any columns, empty values
included.

Empty values stand last in either direction. Ties are broken by id, so that the order is total and no row is
shown
twice or left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Model, OrderBy, Q
from django.db.models.expressions import Combinable

from keta.kernel.access import Actor
from keta.kernel.objects import Kind
from keta.surfaces.reading.columns import Column, column_of, sight_of, within_sight
from keta.surfaces.reading.question import Question


@dataclass(frozen=True)
class Key:
    """One part of the order, as an annotation `alias` on the rows."""

    alias: str
    expression: Combinable
    is_descending: bool
    may_be_null: bool

    def reversed(self) -> "Key":
        return replace(self, is_descending=not self.is_descending)

    def as_order(self, is_backward: bool) -> OrderBy:
        """Backward the empty values, last otherwise, come first."""
        nulls = {"nulls_first" if is_backward else "nulls_last": True} if self.may_be_null else {}
        return OrderBy(F(self.alias), descending=self.is_descending != is_backward, **nulls)

    def after(self, value: Any, is_backward: bool) -> Q | None:
        """What stands strictly behind `value` in this key alone; None where nothing can."""
        if value is None:
            return Q(**{f"{self.alias}__isnull": False}) if is_backward else None
        lookup = "lt" if self.is_descending != is_backward else "gt"
        behind = Q(**{f"{self.alias}__{lookup}": value})
        if self.may_be_null and not is_backward:
            behind |= Q(**{f"{self.alias}__isnull": True})
        return behind

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.alias}__isnull": True}) if value is None else Q(**{self.alias: value})


def keys_of(question: Question, actor: Actor) -> list[Key]:
    """The keys of a question, the id last; raises `Refused` for columns out of the actor's rights."""
    keys = []
    for place, wanted in enumerate(question.order):
        column = column_of(question.kind, wanted.field, actor)
        expression = within_sight(column, column.expression, actor)
        nullable = sight_of(column, actor) is not None or _may_be_null(question.kind, column)
        descends = wanted.is_descending != column.spec.type.is_reversed
        keys.append(Key(f"order_{place}", expression, descends, nullable))
    is_descending = bool(keys) and keys[-1].is_descending
    return [*keys, Key("order_id", F("pk"), is_descending, False)]


def behind(keys: Sequence[Key], values: Sequence[Any], is_backward: bool) -> Q:
    """The rows that stand behind those values (before them, backward)."""
    whole, same = Q(pk__in=()), Q()
    for key, value in zip(keys, values, strict=True):
        after = key.after(value, is_backward)
        if after is not None:
            whole |= same & after
        same &= key.same(value)
    return whole & _beginning(keys[0], values[0], is_backward)


def _beginning(key: Key, value: Any, is_backward: bool) -> Q:
    """Says the first key once more as a plain bound, so that an index can be entered there."""
    if key.may_be_null or value is None:
        return Q()
    lookup = "lte" if key.is_descending != is_backward else "gte"
    return Q(**{f"{key.alias}__{lookup}": value})


def _may_be_null(kind: Kind, column: Column) -> bool:
    if column.spec.is_custom:
        return True
    model: type[Model] = kind.model
    for step in (column.prefix + column.spec.type.sort_path(column.spec)).split("__"):
        part: Any = model._meta.get_field(step)
        if part.null:
            return True
        model = part.related_model or model
    return False
