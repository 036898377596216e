"""Values that only one record may have, alone or together with others."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.records.values import Errors
from keta.kernel.refusals import Text, listed


def check_unique(kind: Kind, records: Sequence[Any]) -> Errors:
    """Which values are taken, by a stored record or by another one of the set; the database has the last word."""
    told = _taken_twice(kind, records)
    errors: Errors = {f"{index}.{field}" if len(records) > 1 else field: [text] for index, field, text in told}
    for name in kind.children:
        errors |= _of_lines(kind, name, records)
    return errors


def _of_lines(kind: Kind, name: str, records: Sequence[Any]) -> Errors:
    """The same of the lines that are written with the records, under their paths."""
    places = [
        (f"{index}." if len(records) > 1 else "", place, line)
        for index, record in enumerate(records)
        for place, line in enumerate(record.__dict__.get("_lines", {}).get(name, ()))
    ]
    if not places:
        return {}
    told = _taken_twice(kind_of(line_model(kind.model, name)), [line for *__, line in places])
    errors: Errors = {}
    for at, field, text in told:
        prefix, place, __ = places[at]
        errors[f"{prefix}{name}.{place}.{field}"] = [text]
    return errors


def _taken_twice(kind: Kind, records: Sequence[Any]) -> Iterator[tuple[int, str, Text]]:
    """(place in the set, field, words) of each value that another record has."""
    for name, columns, words in _unique(kind):
        given = [(index, _values(record, columns), record) for index, record in enumerate(records)]
        whole = [each for each in given if _is_whole(each[1])]
        changed = [each for each in whole if each[1] != _loaded(each[2], columns)]
        seen = {values for __, values, record in whole if values == _loaded(record, columns)}
        if not _is_within_document(kind, columns):
            seen |= _taken(kind, columns, [values for __, values, __ in changed])
        for index, values, __ in changed:
            if values in seen:
                yield index, name, words % {"value": values[0]}
            seen.add(values)


def _is_within_document(kind: Kind, columns: Sequence[str]) -> bool:
    """Whether the rule holds among the lines of one document, all of which are in hand."""
    return kind.is_line and f"{kind.model.parent_name}_id" in columns


def _unique(kind: Kind) -> Iterator[tuple[str, tuple[str, ...], Text]]:
    """(the field that is told, the columns together, the words) of everything that must be unique."""
    for name, spec in kind.written.items():
        if spec.unique and not spec.is_custom:
            yield name, (name,), _("“%(value)s” is already in use; choose another one.")
    for constraint in kind.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields and constraint.condition is None:
            columns = tuple(kind.model._meta.get_field(name).attname for name in constraint.fields)
            named = [name for name in constraint.fields if name in kind.fields]  # a line names its document too
            names = listed(kind.fields[name].label for name in named).replace("%", "%%")
            words = _("There is a record with the same %(labels)s already; change that one, or choose another value.")
            yield named[-1], columns, words % {"labels": names}


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
