"""Values that only one record may have, alone or together with others."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import Kind
from keta.kernel.records.values import Errors
from keta.kernel.refusals import Text, listed


def check_unique(kind: Kind, records: Sequence[Any]) -> Errors:
    """Which values are taken, by a stored record or by another one of the set; the database has the last word."""
    errors: Errors = {}
    for name, columns, words in _unique(kind):
        given = [(index, _values(record, columns), record) for index, record in enumerate(records)]
        changed = [each for each in given if _is_whole(each[1]) and each[1] != _loaded(each[2], columns)]
        taken = _taken(kind, columns, [values for __, values, __ in changed])
        seen: set[tuple[Any, ...]] = set()
        for index, values, __ in changed:
            if values in taken or values in seen:
                errors[f"{index}.{name}" if len(records) > 1 else name] = [words % {"value": values[0]}]
            seen.add(values)
    return errors


def _unique(kind: Kind) -> Iterator[tuple[str, tuple[str, ...], Text]]:
    """(the field that is told, the columns together, the words) of everything that must be unique."""
    for name, spec in kind.written.items():
        if spec.unique and not spec.is_custom:
            yield name, (name,), _("“%(value)s” is already in use; choose another one.")
    for constraint in kind.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields and constraint.condition is None:
            columns = tuple(kind.model._meta.get_field(name).attname for name in constraint.fields)
            names = listed(kind.fields[name].label for name in constraint.fields).replace("%", "%%")
            words = _("There is a record with the same %(labels)s already; change that one, or choose another value.")
            yield constraint.fields[-1], columns, words % {"labels": names}


def _values(record: Any, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(record, column) for column in columns)


def _is_whole(values: tuple[Any, ...]) -> bool:
    """Nothing is no value that another record could have too."""
    return not any(value is None or value == "" for value in values)


def _loaded(record: Any, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(record.loaded(column) for column in columns)


def _taken(kind: Kind, columns: Sequence[str], wanted: Sequence[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """The stored combinations among those wanted; asked column by column, which may find a few others besides."""
    if not wanted:
        return set()
    among = {f"{column}__in": {values[place] for values in wanted} for place, column in enumerate(columns)}
    return set(kind.model._default_manager.filter(**among).values_list(*columns))
