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

    from keta.surfaces.search import storage  # noqa: PLC0415

    with django_db_blocker.unblock():
        if not storage.is_made():
            with connection.schema_editor() as editor:
                storage.make(editor)
