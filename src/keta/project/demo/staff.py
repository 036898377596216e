"""Departments, members and their sign-ins."""

import secrets
from typing import Any

from keta.kernel.organisation.models import Member, Position, User
from keta.kernel.versions import version
from keta.project.demo import material
from keta.project.demo.writing import Company


def make_staff(company: Company, count: int) -> str:
    """Makes the organisation; returns the one password of the demo sign-ins."""
    departments = _departments(company)
    positions = {each.code: each for each in Position.objects.all()}
    places = [(code, place) for code, place in material.ACCOUNTS.values()]
    places += [(position, place) for place, position in material.OFFICE.items() for __ in range(2)]
    places += [("sales_manager", place) for place in material.SELLING]
    places += [("salesperson", material.SELLING[turn % 6]) for turn in range(count - len(places))]
    names = unique_names(company, len(places))
    members = company.write(
        "organisation.member",
        [
            {"name": name, "department": departments[place], "positions": [positions[code]]}
            for name, (code, place) in zip(names, places, strict=True)
        ],
    )
    _employees(company, members)
    return _sign_ins(members)


def _departments(company: Company) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, parent in material.DEPARTMENTS.items():
        (made[name],) = company.write("organisation.department", [{"name": name, "parent": made.get(parent)}])
    return made


def _employees(company: Company, members: list[Any]) -> None:
    company.write(
        "people.employee",
        [
            {
                "member": member,
                "mobile": f"13{company.chance.randint(10**8, 10**9 - 1)}",
                "joined_on": company.days_ago(3000, 100),
            }
            for member in members
        ],
    )


def _sign_ins(members: list[Any]) -> str:
    password = secrets.token_urlsafe(9)
    for username, member in zip(material.ACCOUNTS, members, strict=False):
        user = User.objects.create_user(username, password=password)
        Member.objects.filter(pk=member.pk).update(user=user)
    version.bump()
    return password


def unique_names(company: Company, count: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        names[person_name(company)] = None
    return list(names)


def person_name(company: Company) -> str:
    chance = company.chance
    surname = chance.choice(material.DOUBLE_SURNAMES) if chance.random() < 0.02 else chance.choice(material.SURNAMES)
    return surname + "".join(chance.choice(material.GIVEN) for __ in range(chance.choice((1, 2, 2))))
