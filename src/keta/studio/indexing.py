"""Typed indexes for user-made fields that are listed or filtered, built in the background."""

from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Index
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import system
from keta.kernel.events.models import Event
from keta.kernel.fieldtypes.links import model_of
from keta.kernel.jobs.declaration import job
from keta.kernel.jobs.models import Lane
from keta.kernel.jobs.progress import Progress
from keta.kernel.jobs.queue import enqueue
from keta.studio.models import CustomField


def index_own_field(event: Event) -> None:
    """A field was made, changed or retired: its index follows."""
    enqueue(index_field, actor=system("studio"), field_id=str(event.record_id))


@job("studio.index_field", label=_("Index of an own field"), lane=Lane.LONG)
def index_field(progress: Progress, field_id: str) -> dict[str, bool]:
    """Builds the index, or drops it where nobody asks for the field any more."""
    return {"is_indexed": fit_index(UUID(field_id))}


def fit_index(field_id: UUID) -> bool:
    """Whether the field has an index now; safe to call again."""
    row = CustomField.objects.filter(pk=field_id).first()
    if row is None:
        return False
    model, name = model_of(row.object_key), f"own_{row.pk.hex[-24:]}"
    is_there, is_wanted = _is_there(model, name), (row.is_listed or row.is_filtered) and not row.is_retired
    if is_wanted and not is_there:
        return _build(model, name, row)
    if is_there and not is_wanted:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    return bool(is_wanted)


def _is_there(model: Any, name: str) -> bool:
    with connection.cursor() as cursor:
        return name in connection.introspection.get_constraints(cursor, model._meta.db_table)


def _build(model: Any, name: str, row: CustomField) -> bool:
    """False where no index may stand on the values; the field stays without one."""
    spec = row.compiled()
    if not spec.type.is_sortable:
        return False
    parts: list[Any] = [spec.type.expression(spec)]
    if hasattr(model, "object_key"):
        parts.insert(0, F("object_key"))
    statement = str(Index(*parts, name=name).create_sql(model, connection.schema_editor()))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return False
    return True
