"""Puts many rows into a table at once: by COPY on PostgreSQL, by one prepared statement on SQLite.

Each column is made ready as a whole, since most values of a column are alike; a row costs a fifth of `bulk_create`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField

FEW = 8
"""Up to so many rows an INSERT is quicker than a COPY."""


def insert_records(model: type[Any], records: Sequence[Any]) -> None:
    """New records or lines as they stand; afterwards they count as stored."""
    names = [field.attname for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    insert_columns(model, {name: [getattr(record, name) for record in records] for name in names})
    for record in records:
        record._state.adding = False
        record._state.db = connection.alias


def insert_columns(
    model: type[Any], columns: Mapping[str, Sequence[Any]], raw: Mapping[str, Sequence[Any]] | None = None
) -> None:
    """One row for each place in `columns`, which hold the values of attributes (`owner_id`); `raw` are columns that
    the model does not know, as the database takes them. Raises Django's `IntegrityError`."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    ready = [_ready(fields[name], values) for name, values in columns.items()]
    names = [fields[name].column for name in columns] + list(raw or ())
    rows = list(zip(*ready, *(raw or {}).values(), strict=True))
    if rows:
        _insert(model._meta.db_table, names, rows)


def _ready(field: Any, values: Sequence[Any]) -> list[Any]:
    """Values as the database takes them, each different one made ready once."""
    database = connections[DEFAULT_DB_ALIAS]  # looked up once, not with every value
    made: dict[Any, Any] = {}
    ready = []
    for value in values:
        try:
            if value not in made:
                made[value] = field.get_db_prep_save(value, database)
            ready.append(made[value])
        except TypeError:  # JSON, which has no hash
            ready.append(field.get_db_prep_save(value, database))
    return ready


def _insert(table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    target = f"{connection.ops.quote_name(table)} ({quoted})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(rows) > FEW:
            with connection.wrap_database_errors, cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO {target} VALUES ({places})", rows)  # noqa: S608  (names of our own)
