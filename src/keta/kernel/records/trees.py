"""Keeps the intervals of a tree: a record's descendants lie between its `tree_left` and `tree_right`."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import TreeType
from keta.kernel.objects import Kind
from keta.kernel.refusals import Invalid


def tree_field(kind: Kind) -> str | None:
    return next((name for name, spec in kind.fields.items() if isinstance(spec.type, TreeType)), None)


def renumber(kind: Kind) -> None:
    """Counts the whole tree anew; trees are small and change seldom, readers are many."""
    parent = tree_field(kind)
    if parent is None:
        return
    rows = list(kind.model._default_manager.order_by("title", "pk"))
    below: dict[UUID | None, list[Any]] = {}
    for row in rows:
        below.setdefault(getattr(row, f"{parent}_id"), []).append(row)
    changed = _number(below)
    if len(changed.seen) != len(rows):
        raise Invalid({parent: [_("A record cannot stand below itself.")]})
    kind.model._default_manager.bulk_update(changed.rows, ["tree_left", "tree_right"], batch_size=500)


class _Numbered:
    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.seen: set[UUID] = set()


def _number(below: dict[UUID | None, list[Any]]) -> _Numbered:
    """Walks the tree without recursion, giving each row its interval."""
    found = _Numbered()
    count = 0
    walk: list[tuple[Any, bool]] = [(row, False) for row in reversed(below.get(None, []))]
    lefts: dict[UUID, int] = {}
    while walk:
        row, is_leaving = walk.pop()
        count += 1
        if not is_leaving:
            found.seen.add(row.pk)
            lefts[row.pk] = count
            walk.append((row, True))
            walk.extend((child, False) for child in reversed(below.get(row.pk, [])))
        elif (row.tree_left, row.tree_right) != (lefts[row.pk], count):
            row.tree_left, row.tree_right = lefts[row.pk], count
            found.rows.append(row)
    return found
