"""The ground is laid once for the whole folder; each test stands on it in a savepoint of its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from tests.every_object.ground import OWN, Ground, closed_keys, keys

from keta.kernel.objects import Kind, kind_of
from keta.kernel.versions import version

CROSS_SECTION = {"parties.customer", "sales.quotation", OWN}
"""The objects of the quick run; all others are left to the whole one."""


def pytest_generate_tests(metafunc: Any) -> None:
    if "key" in metafunc.fixturenames:
        left_out = closed_keys() if getattr(metafunc.function, "is_of_writing", False) else set()
        marks = {key: () if key in CROSS_SECTION else (pytest.mark.slow,) for key in keys()}
        metafunc.parametrize("key", [pytest.param(key, marks=marks[key]) for key in keys() if key not in left_out])


@pytest.fixture(scope="package")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Ground().lay()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def db(ground: Ground) -> Iterator[None]:
    """In place of the fixture of this name, which ends every transaction, that of the ground too."""
    with transaction.atomic():
        version.refresh()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def kind(key: str, db: None) -> Kind:
    return kind_of(key)


@pytest.fixture
def rows(key: str, ground: Ground) -> list[Any]:
    """Six records of the object, every field filled where its rules allow."""
    return ground.rows[key]
