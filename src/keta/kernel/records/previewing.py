"""What a record would become with the values typed so far: nothing is written, so totals need no second arithmetic."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from keta.kernel.access import Actor
from keta.kernel.objects import Kind
from keta.kernel.records.completing import derive
from keta.kernel.records.values import Errors, apply, fill_defaults
from keta.kernel.records.verbs import get


def preview(
    kind: Kind, values: Mapping[str, Any], *, actor: Actor, record_id: UUID | None = None
) -> tuple[Any, Errors]:
    """The record with its derived fields, and what would be refused so far; raises `NotFound` out of sight."""
    record = get(kind, record_id, actor=actor, operation="update") if record_id else kind.model()
    if record_id is None:
        fill_defaults(kind, record, values, actor)
    errors = apply(kind, record, values, actor)
    derive(kind, [record], actor)
    return record, errors
