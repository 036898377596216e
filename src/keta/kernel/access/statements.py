"""Statements put together once and asked many times. For the larger ones Django takes longer to write the statement
than the database to answer it; so whoever asks again keeps it: under the version, the day, the actor and the question.

PostgreSQL plans such a statement once for each connection. Everything but the record asked about stands in its text, so
that the plan is made for this very actor, never for an average one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from typing import Any, Self, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.utils import timezone

from keta.kernel.access.actor import Actor
from keta.kernel.access.scope import records_for
from keta.kernel.columns import UUIDColumn
from keta.kernel.objects import Kind
from keta.kernel.versions import version

RECORD = UUID("00000000-0000-7000-8000-00000000ffff")
"""Stands in a statement for the record that it will be asked about."""
MOST_KEPT = 1024

Made = TypeVar("Made")
Converter = tuple[int, Callable[[Any, Any, Any], Any], Any]
"""The place of a column, what makes its value, and the expression that it is of."""
_keys = UUIDColumn()


@dataclass(frozen=True)
class Statement:
    """A statement with what makes values of its columns."""

    sql: str
    """Empty where nothing can be found."""
    params: tuple[Any, ...] = ()
    converters: tuple[Converter, ...] = ()
    is_planned_once: bool = True
    text: str = ""
    """On PostgreSQL, where it is planned once: the statement with all its values, `$1` for the record."""
    is_about_record: bool = False
    """Whether `$1` occurs in the text."""

    @classmethod
    def of(cls, rows: QuerySet[Any, Any], is_planned_once: bool = True) -> Self:
        """What `rows`, told by `.values_list()`, would ask."""
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return cls("")
        columns = [each[0] for each in compiler.select[: compiler.col_count]]
        converters = tuple(
            (place, converter, expression)
            for place, (made, expression) in compiler.get_converters(columns).items()
            for converter in made
        )
        return cls(sql, tuple(params), converters, is_planned_once)._written()

    def counted(self) -> "Statement":
        """The number of its rows."""
        if not self.sql:
            return self
        sql = f"SELECT COUNT(*) FROM ({self.sql}) counted"  # noqa: S608  (a statement of our own)
        return replace(self, sql=sql, converters=())._written()

    def rows(self, record_id: UUID | None = None) -> list[Sequence[Any]]:
        """The rows; of a statement about a record those about `record_id`."""
        if not self.sql:
            return []
        found = self._asked(record_id)
        if not self.converters:
            return list(found)
        database = connections[DEFAULT_DB_ALIAS]
        converted = [list(row) for row in found]
        for place, converter, expression in self.converters:
            for row in converted:
                row[place] = converter(row[place], expression, database)
        return list(converted)

    def count(self) -> int:
        """The number that a statement made by `counted` asks for."""
        return int(self._asked(None)[0][0]) if self.sql else 0

    def _asked(self, record_id: UUID | None) -> Sequence[tuple[Any, ...]]:
        if self.text:
            return prepared(self.text, [record_id] if self.is_about_record else None)
        named = {_keys.get_db_prep_value(RECORD, connection): _keys.get_db_prep_value(record_id, connection)}
        named[str(RECORD)] = str(record_id)
        params = [named.get(each, each) if isinstance(each, (str, bytes, UUID)) else each for each in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _written(self) -> Self:
        if connection.vendor != "postgresql" or not self.is_planned_once:
            return self
        database: Any = connection
        database.ensure_connection()
        text: str = database.Database.ClientCursor(database.connection).mogrify(self.sql, self.params)
        about = text.replace(f"'{RECORD.hex}'::uuid", "$1::uuid").replace(f"'{RECORD}'", "$1::uuid::text")
        return replace(self, text=about, is_about_record=about != text)


@dataclass(frozen=True)
class Reading:
    """How one record is read, whole, by an actor who may do something with it."""

    model: Any
    statement: Statement
    names: tuple[str, ...]

    def record(self, record_id: UUID) -> Any:
        """The record; None where it is out of sight."""
        found = self.statement.rows(record_id)
        return self.model.from_db(connection.alias, self.names, found[0]) if found else None


def prepared(text: str, values: Sequence[Any] | None) -> list[tuple[Any, ...]]:
    """The rows of a statement that PostgreSQL plans only once for a connection; `$1` stands for the first value."""
    database: Any = connection
    database.ensure_connection()
    with database.wrap_database_errors, database.Database.RawCursor(database.connection) as cursor:
        cursor.execute(text, values, prepare=True)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    if connection.queries_logged:
        connection.queries_log.append({"sql": text.replace("$1", f"'{values[0]}'") if values else text, "time": "0"})
    return found


def kept(make: Callable[..., Made]) -> Callable[..., Made]:
    """What `make` puts together for its arguments, such as an actor, is kept until the version or the day changes."""
    keep = lru_cache(MOST_KEPT)(lambda _version, _today, *arguments: make(*arguments))

    @wraps(make)
    def asked(*arguments: Any) -> Made:
        return keep(version.current(), timezone.localdate(), *arguments)

    return asked


@kept
def reading_of(kind: Kind, actor: Actor, operation: str) -> Reading:
    rows = records_for(actor, kind, operation).filter(pk=RECORD).order_by()
    names = tuple(column.attname for column in kind.model._meta.concrete_fields)
    return Reading(kind.model, Statement.of(rows.values_list(*names)), names)
