"""Puts rows into tables: thousands at once by COPY on PostgreSQL, the few of one write together in one prepared
statement; by one statement for each table on SQLite.

Each column is made ready as a whole, since most values of a column are alike; a row costs a fifth of `bulk_create`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField

FEW = 8
"""Up to so many rows an INSERT is quicker than a COPY."""


@dataclass(frozen=True)
class Insertion:
    """Rows on their way into one table; the records among them count as stored from then on."""

    table: str
    names: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    records: Sequence[Any] = ()

    @property
    def target(self) -> str:
        quote = connection.ops.quote_name
        return f"{quote(self.table)} ({', '.join(quote(name) for name in self.names)})"


_waiting: ContextVar[list[Insertion] | None] = ContextVar("waiting", default=None)


@contextmanager
def together() -> Iterator[None]:
    """What is inserted within goes to PostgreSQL as one statement: at the end, or with `send`. Its foreign keys are
    asked at the commit, so the order in which tables are filled does not matter."""
    before = _waiting.set([])
    try:
        yield
        send()
    finally:
        _waiting.reset(before)


def send() -> None:
    """Inserts what waits; for those who want to read it in the same write."""
    if waiting := _waiting.get():
        _insert_few(waiting)
        waiting.clear()


def insert_records(model: type[Any], records: Sequence[Any]) -> None:
    """New records or lines as they stand; afterwards they count as stored."""
    names = [field.attname for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    columns = {name: [getattr(record, name) for record in records] for name in names}
    _insert(Insertion(model._meta.db_table, *_ready_rows(model, columns), records))


def insert_columns(
    model: type[Any], columns: Mapping[str, Sequence[Any]], raw: Mapping[str, Sequence[Any]] | None = None
) -> None:
    """One row for each place in `columns`, which hold the values of attributes (`owner_id`); `raw` are columns that
    the model does not know, as the database takes them. Raises Django's `IntegrityError`."""
    _insert(Insertion(model._meta.db_table, *_ready_rows(model, columns, raw or {})))


def _ready_rows(
    model: Any, columns: Mapping[str, Sequence[Any]], raw: Mapping[str, Sequence[Any]] | None = None
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    fields = _fields(model)
    ready = [_ready(fields[name], values) for name, values in columns.items()]
    names = (*(fields[name].column for name in columns), *(raw or ()))
    return names, list(zip(*ready, *(raw or {}).values(), strict=True))


@lru_cache(maxsize=256)
def _fields(model: Any) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.concrete_fields}


def _ready(field: Any, values: Sequence[Any]) -> list[Any]:
    """Values as the database takes them, each different one made ready once."""
    database = connections[DEFAULT_DB_ALIAS]  # looked up once, not with every value
    if values and values.count(values[0]) == len(values):
        return [field.get_db_prep_save(values[0], database)] * len(values)
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


def _insert(insertion: Insertion) -> None:
    if not insertion.rows:
        return
    if connection.vendor != "postgresql":
        _insert_many(insertion)
    elif len(insertion.rows) > FEW:
        _copy(insertion)
    elif (waiting := _waiting.get()) is not None:
        waiting.append(insertion)
    else:
        _insert_few([insertion])


def _copy(insertion: Insertion) -> None:
    statement = f"COPY {insertion.target} FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in insertion.rows:
            copy.write_row(row)
    _mark_stored(insertion)


def _insert_many(insertion: Insertion) -> None:
    places = ", ".join(["%s"] * len(insertion.names))
    with connection.cursor() as cursor:
        statement = f"INSERT INTO {insertion.target} VALUES ({places})"  # noqa: S608  (names of our own)
        cursor.executemany(statement, insertion.rows)
    _mark_stored(insertion)


def _insert_few(insertions: Sequence[Insertion]) -> None:
    """All rows in one statement, which PostgreSQL prepares once it has seen it a few times."""
    parts: list[str] = []
    values: list[Any] = []
    for insertion in insertions:
        rows = []
        for row in insertion.rows:
            rows.append(f"({', '.join(f'${place}' for place in range(len(values) + 1, len(values) + len(row) + 1))})")
            values += row
        parts.append(f"INSERT INTO {insertion.target} VALUES {', '.join(rows)}")  # noqa: S608  (names of our own)
    *firsts, last = parts
    before = ", ".join(f"part{place} AS ({part})" for place, part in enumerate(firsts))
    _execute(f"WITH {before} {last}" if before else last, values)
    for insertion in insertions:
        _mark_stored(insertion)


def _execute(statement: str, values: Sequence[Any]) -> None:
    """With values bound by the server: Django's cursors write them into the text, at three times the cost."""
    connection.ensure_connection()
    driver: Any = connection.Database  # type: ignore[attr-defined]  # every backend has its own
    with connection.wrap_database_errors, driver.RawCursor(connection.connection) as cursor:
        cursor.execute(statement, values)
    if connection.queries_logged:
        connection.queries_log.append({"sql": statement, "time": ""})


def _mark_stored(insertion: Insertion) -> None:
    for record in insertion.records:
        record._state.adding = False
        record._state.db = connection.alias
