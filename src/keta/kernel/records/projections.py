"""What is kept beside the records in the same transaction, such as the search index: each projection gets every set
of changes. They are named once, at start."""

from collections.abc import Callable, Sequence

from keta.kernel.objects import Kind
from keta.kernel.records.changes import Change

Projection = Callable[[Kind, Sequence[Change]], None]
"""Told of changes after they are written; a deleted record comes with `is_gone`."""

_projections: list[Projection] = []


def project(projection: Projection) -> None:
    """Names a projection; naming it again changes nothing."""
    if projection not in _projections:
        _projections.append(projection)


def tell(kind: Kind, changes: Sequence[Change]) -> None:
    for projection in _projections:
        projection(kind, changes)
