"""A company of three departments, an actor who sees a part of it, and customers of every sort."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from keta.kernel import records
from keta.kernel.access import Actor, actor_of, system
from keta.kernel.objects import kind_of

HOUSE = system("test")


def make(key: str, **values: Any) -> Any:
    return records.create(kind_of(key), values, actor=HOUSE)


@pytest.fixture
def house() -> Actor:
    return HOUSE


@pytest.fixture
def member_with(db: None) -> Callable[..., Actor]:
    """An actor of a new department, with scopes such as `read="below"` on everything."""

    def member(name: str = "Wang Fang", department: Any = None, fields: Any = (), **scopes: str) -> Actor:
        department = department or make("organisation.department", name=f"Department of {name}")
        position = make(
            "organisation.position",
            name=f"Position of {name}",
            rights=[{"object_key": "*", **{f"{each}_scope": scope for each, scope in scopes.items()}}],
            field_rights=[{"object_key": key, "field_name": field, "access": access} for key, field, access in fields],
        )
        person = make("organisation.member", name=name, department=department.pk, positions=[position.pk])
        return actor_of(person)

    return member


@pytest.fixture
def customers(db: None) -> list[Any]:
    """Twelve: grades in turn, every third without a credit limit, names out of order."""
    grades = ("key", "major", "")
    rows = [
        {
            "name": f"Customer {(number * 5) % 12:02}",
            "grade": grades[number % 3],
            "credit_limit": None if number % 3 == 2 else Decimal(number // 2 * 1000),
            "founded_on": f"2026-{number % 4 + 1:02}-15",
            "tags": ["even"] if number % 2 == 0 else ["odd", "late"],
            "address": {"division": "140105" if number < 8 else "310115"},
        }
        for number in range(12)
    ]
    return records.create_set(kind_of("parties.customer"), rows, actor=HOUSE)
