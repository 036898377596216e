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
UNDO_POSTGRESQL = ("DROP FUNCTION IF EXISTS stock_move_stands() CASCADE",)
UNDO_SQLITE = ("DROP TRIGGER IF EXISTS stock_move_update", "DROP TRIGGER IF EXISTS stock_move_delete")


def make(editor: Any) -> None:
    """Sets the guards; called by the migration. On SQLite a later migration that rebuilds the table sets them anew."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def remove(editor: Any) -> None:
    """Takes the guards away, for a migration that must rewrite old moves."""
    for statement in UNDO_POSTGRESQL if editor.connection.vendor == "postgresql" else UNDO_SQLITE:
        editor.execute(statement)


def is_made() -> bool:
    question = (
        "SELECT 1 FROM pg_trigger WHERE tgname = 'stock_move_stands' AND tgrelid = 'stock_move'::regclass"
        if connection.vendor == "postgresql"
        else "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'stock_move_update'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone() is not None
