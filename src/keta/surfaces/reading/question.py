"""A question to the records of a kind: which columns, which rows, in which order, how many. Frozen, like an
address."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Union
from uuid import UUID

from keta.kernel.objects import Kind

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 1000


@dataclass(frozen=True)
class Condition:
    """One comparison; `field` may lead over one link (`customer.grade`)."""

    field: str
    operator: str
    operand: Any = ""


@dataclass(frozen=True)
class Group:
    """Conditions and groups of which all, or any, must hold; an empty one lets everything pass."""

    parts: tuple[Union[Condition, "Group"], ...] = ()
    is_any: bool = False

    def conditions(self) -> Iterator[Condition]:
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.conditions()
            else:
                yield part

    def without(self, unwanted: "Condition | Group") -> "Group":
        """The same without one of its own parts."""
        return replace(self, parts=tuple(part for part in self.parts if part != unwanted))

    def also(self, *more: "Condition | Group") -> "Group":
        """All of this and all of `more`."""
        if self.is_any and self.parts:
            return Group((self, *more))
        return replace(self, parts=(*self.parts, *(part for part in more if part not in self.parts)), is_any=False)


@dataclass(frozen=True)
class SortKey:
    """A column by which rows stand in order."""

    field: str
    is_descending: bool = False

    def __str__(self) -> str:
        return f"-{self.field}" if self.is_descending else self.field


@dataclass(frozen=True)
class Question:
    """What is asked. `base` are the filters of the view, `where` those that the reader added."""

    kind: Kind
    columns: tuple[str, ...] = ()
    where: Group = field(default_factory=Group)
    order: tuple[SortKey, ...] = ()
    q: str = ""
    limit: int = DEFAULT_LIMIT
    cursor: str = ""
    total: str = "about"
    """`exact`, `about` (counting stops at 1,001) or `none`."""
    view: str = ""
    base: Group = field(default_factory=Group)
    ids: tuple[UUID, ...] = ()
    """Only these of the records, where some were ticked."""
    defaults: "Question | None" = None
    """What holds where the address says nothing: it is left out of addresses again."""

    @property
    def filters(self) -> Group:
        """Everything that narrows the rows, but for the words searched."""
        return Group(tuple(group for group in (self.base, self.where) if group.parts))

    def but(self, **changes: Any) -> "Question":
        """The same question with changes, from its first page."""
        return replace(self, **{"cursor": "", **changes})

    def narrowed(self, *conditions: Condition) -> "Question":
        """The same question for fewer rows, such as those behind a figure."""
        return self.but(where=self.where.also(*conditions))

    def ordered_by(self, name: str) -> "Question":
        """Ordered by a column; where it is so already, the other way round."""
        first = self.order[0] if self.order else None
        is_descending = first is not None and first.field == name and not first.is_descending
        return self.but(order=(SortKey(name, is_descending),))
