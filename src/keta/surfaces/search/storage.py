"""Where the tokens lie: a `tsvector` column on PostgreSQL, an FTS5 table on SQLite; see decision 0003."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func, Q
from django.db.models.expressions import RawSQL

from keta.kernel.records.inserting import insert_columns
from keta.kernel.text.words import SearchQuery, index_words

POSTGRESQL = (
    "ALTER TABLE search_searchrow ADD COLUMN words tsvector",
    "CREATE INDEX search_words ON search_searchrow USING gin (words) WITH (fastupdate = off)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, detail = none, tokenize = 'unicode61 remove_diacritics 0')",
)


def make(editor: Any) -> None:
    """Creates the storage; called by the migration."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def is_made() -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = [
                column.name for column in connection.introspection.get_table_description(cursor, "search_searchrow")
            ]
            return "words" in names
        return "search_words" in connection.introspection.table_names(cursor)


def add(model: Any, columns: Mapping[str, Sequence[Any]], texts: Sequence[str]) -> None:
    """Inserts search rows together with the tokens of their folded texts."""
    tokens = [index_words(text) for text in texts]
    if connection.vendor == "postgresql":
        insert_columns(model, columns, raw={"words": tokens})
        return
    insert_columns(model, columns)
    rows = model.objects.filter(object_key=columns["object_key"][0], record_id__in=columns["record_id"])
    ids = dict(rows.values_list("record_id", "pk"))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (rowid, words) VALUES (%s, %s)",
            [(ids[record], words) for record, words in zip(columns["record_id"], tokens, strict=True)],
        )


def keep(rows: Sequence[tuple[int, str]]) -> None:
    """Stores the tokens of folded texts under the ids of their rows."""
    tokens = [(index_words(text), key) for key, text in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany("UPDATE search_searchrow SET words = %s::tsvector WHERE id = %s", tokens)
            return
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(key,) for __, key in tokens])
        cursor.executemany("INSERT INTO search_words (words, rowid) VALUES (%s, %s)", tokens)


def drop(keys: Sequence[int]) -> None:
    """Forgets the tokens of rows that are deleted; on PostgreSQL they go with the row."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(key,) for key in keys])


def matching(query: SearchQuery) -> Q:
    """The condition on `SearchRow` for the index alone; `patterns` of the query still have to be asked."""
    if connection.vendor == "postgresql":
        return Q(WordsMatch("id", query.tsquery))
    return Q(id__in=RawSQL("SELECT rowid FROM search_words WHERE search_words MATCH %s", [query.fts5]))


class WordsMatch(Func):
    """`words @@ tsquery` of the row itself: in a sub-query each hit cost a second look at its row. Django
    does not know the column; `id` gives the name under which the row's table goes."""

    output_field = BooleanField()

    def __init__(self, row_id: Any, tsquery: str, **options: Any) -> None:
        super().__init__(row_id, **options)
        self.tsquery = tsquery

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> tuple[str, list[str]]:
        table, __, __ = compiler.compile(self.source_expressions[0])[0].rpartition(".")
        return f"{table}.words @@ %s::tsquery", [self.tsquery]
