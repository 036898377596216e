"""What a record would become with the values typed so far: nothing is written, so totals need no second arithmetic."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from keta.kernel.access import Actor, require
from keta.kernel.objects import Kind
from keta.kernel.records.completing import derive
from keta.kernel.records.pointing import check_links
from keta.kernel.records.values import Errors, apply, fill_defaults
from keta.kernel.records.verbs import get


def preview(
    kind: Kind, values: Mapping[str, Any], *, actor: Actor, record_id: UUID | None = None
) -> tuple[Any, Errors]:
    """The record with its derived fields, and what would be refused so far; raises `NotFound` out of sight.

    Nothing is derived from records that the actor does not see.
    """
    record = get(kind, record_id, actor=actor, operation="update") if record_id else kind.model()
    if record_id is None:
        require(actor, kind, "create")
        fill_defaults(kind, record, values, actor)
    errors = apply(kind, record, values, actor)
    if unseen := check_links(kind, [record], actor):
        return record, {**unseen, **errors}
    derive(kind, [record], actor)
    return record, errors
