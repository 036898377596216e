"""Ground for all tests, those beside the modules too: a data folder of their own, English, and a small company."""

import os
import tempfile
from typing import Any

import django
import pytest

os.environ.setdefault("KETA_DATA_FOLDER", tempfile.mkdtemp(prefix="keta-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keta.project.settings")
# Sentences are asserted as they stand in the source; what the catalogues make of them has its own tests.
os.environ.setdefault("KETA_LANGUAGE", "en")
# Playwright leaves a loop running in the process, by which Django takes every test after it for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
if database := os.environ.get("KETA_TEST_DATABASE"):
    os.environ["KETA_DATABASE"] = database

pytest_plugins = ["tests.company"]

# Conftests of the folders below import declarations, which need Django ready.
django.setup()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Makes what only a migration makes, for runs without migrations."""
    from django.db import connection  # noqa: PLC0415  (settings are known only by now)

    from keta.modules.ledger import guards as guards_of_vouchers  # noqa: PLC0415
    from keta.modules.stock import guards as guards_of_moves  # noqa: PLC0415
    from keta.surfaces.search import storage  # noqa: PLC0415

    guards = (guards_of_vouchers, guards_of_moves)
    with django_db_blocker.unblock():
        for made in (storage, *guards):
            if not made.is_made():
                with connection.schema_editor() as editor:
                    made.make(editor)
    if connection.vendor == "sqlite":
        _empty_without_guards(type(connection.ops), guards)


def _empty_without_guards(operations: Any, guards: Any) -> None:
    """SQLite empties tables row by row after a test that commits, which the guards would refuse; words in the index
    of the search are no table that Django knows, and would meet the rows of the next test."""
    empty = operations.execute_sql_flush

    def execute_sql_flush(self: Any, statements: list[str]) -> None:
        with self.connection.cursor() as cursor:
            for each in guards:
                each.remove(_Editor(self.connection, cursor))
            empty(self, statements)
            cursor.execute("DELETE FROM search_words")
            for each in guards:
                each.make(_Editor(self.connection, cursor))

    operations.execute_sql_flush = execute_sql_flush


class _Editor:
    """What the guards need of a schema editor."""

    def __init__(self, connection: Any, cursor: Any) -> None:
        self.connection = connection
        self.execute = cursor.execute
