"""What the database itself keeps: a move of stock, once written, is never changed and never deleted."""

from typing import Any

from django.db import connection

POSTGRESQL = (
    """
    CREATE FUNCTION stock_move_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a move of stock stands for ever; move back instead' USING ERRCODE = '23000';
    END $$
    """,
    """
    CREATE TRIGGER stock_move_stands BEFORE UPDATE OR DELETE ON stock_move
    FOR EACH ROW EXECUTE FUNCTION stock_move_stands()
    """,
)
SQLITE = tuple(
    f"""
    CREATE TRIGGER stock_move_{deed.lower()} BEFORE {deed} ON stock_move
    BEGIN SELECT RAISE(ABORT, 'a move of stock stands for ever; move back instead'); END
    """
    for deed in ("UPDATE", "DELETE")
)
UNDO_POSTGRESQL = ("DROP TRIGGER stock_move_stands ON stock_move", "DROP FUNCTION stock_move_stands()")
UNDO_SQLITE = ("DROP TRIGGER stock_move_update", "DROP TRIGGER stock_move_delete")


def make(editor: Any) -> None:
    """Sets the guards; called by the migration. On SQLite a later migration that rebuilds the table sets them anew."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def remove(editor: Any) -> None:
    """Takes the guards away, for a migration that must rewrite old moves."""
    for statement in UNDO_POSTGRESQL if editor.connection.vendor == "postgresql" else UNDO_SQLITE:
        editor.execute(statement)


def is_made() -> bool:
    catalogue = "pg_trigger WHERE tgname" if connection.vendor == "postgresql" else "sqlite_master WHERE name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {catalogue} LIKE 'stock_move_%'")  # noqa: S608  (words of our own)
        return bool(cursor.fetchone()[0])
