"""Values that only one record may have."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import Kind
from keta.kernel.records.values import Errors


def check_unique(kind: Kind, records: Sequence[Any]) -> Errors:
    """Which values are taken, by a stored record or by another one of the set; the database has the last word."""
    errors: Errors = {}
    for name, spec in kind.written.items():
        if not spec.unique or spec.is_custom:
            continue
        given = [(index, getattr(record, name), record) for index, record in enumerate(records)]
        changed = [each for each in given if each[1] and each[1] != each[2].loaded(name)]
        taken = _taken(kind, name, [value for __, value, __ in changed])
        seen: set[Any] = set()
        for index, value, __ in changed:
            if value in taken or value in seen:
                path = f"{index}.{name}" if len(records) > 1 else name
                errors[path] = [_("“%(value)s” is already in use; choose another one.") % {"value": value}]
            seen.add(value)
    return errors


def _taken(kind: Kind, name: str, values: list[Any]) -> set[Any]:
    if not values:
        return set()
    found = kind.model._default_manager.filter(**{f"{name}__in": values})
    return set(found.values_list(name, flat=True))
