"""What all money documents share: whose they are, and that they are kept in the company's own currency."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused
from keta.modules.catalog.models.currency import base_currency


def follow_cause(record: Any, cause: Any) -> None:
    """A new document belongs to whom its cause belongs to, unless somebody else was named."""
    if cause is not None and record._state.adding and record.owner_id in (None, record.created_by_id):
        record.owner_id = cause.owner_id
        record.department_id = record.booked_department_id = cause.department_id


def require_base_currency(currency: str) -> None:
    """Raises `Refused` for a document in a foreign currency."""
    if currency and currency != base_currency():
        raise Refused(
            _("The books are kept in %(own)s; a document in %(other)s can be booked as soon as exchange rates come.")
            % {"own": base_currency(), "other": currency},
            code="currency",
        )


def linked(records: Sequence[Any], name: str) -> set[Any]:
    """The ids that a link of several records names."""
    return {getattr(record, f"{name}_id") for record in records} - {None}
