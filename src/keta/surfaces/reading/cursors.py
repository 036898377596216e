"""Cursors: where a page goes on, as a signed word that programs pass back without looking into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import DatabaseColumn
from keta.kernel.refusals import Refused

SALT = "keta.reading"


@dataclass(frozen=True)
class Place:
    """The values of the order keys of a row, and on which side of it a page lies."""

    values: tuple[Any, ...]
    is_backward: bool = False
    start: int = 0
    """How many rows stand before the page, as far as it is known."""


def written(order: str, place: Place) -> str:
    """The cursor of a place in an order; signed, so that nobody can ask for a place that no page gave."""
    values = [None if value is None else _plain(value) for value in place.values]
    return signing.dumps([order, values, int(place.is_backward), place.start], salt=SALT)


def read(cursor: str, order: str, columns: Sequence[DatabaseColumn]) -> Place:
    """The place that a cursor names; raises `Refused` where it is broken or of another order."""
    try:
        made_for, values, is_backward, start = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise Refused(
            _("This cursor is not one that a page has given; begin at the first page."), code="cursor"
        ) from error
    if made_for != order:
        raise Refused(_("This cursor belongs to another order of the rows; begin at the first page."), code="cursor")
    found = (None if value is None else column.to_python(value) for column, value in zip(columns, values, strict=True))
    return Place(tuple(found), bool(is_backward), start)


def columns_of(rows: QuerySet[Any], aliases: Sequence[str]) -> list[DatabaseColumn]:
    """The columns that give the types of annotated order keys."""
    annotations = rows.query.annotations
    return [annotations[alias].output_field for alias in aliases]


def _plain(value: Any) -> Any:
    return value if isinstance(value, (bool, int)) else str(value)
