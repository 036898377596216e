"""A company with programs that call it: a client with a token for any set of rights."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client

from keta.kernel import records
from keta.kernel.access import system
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Member, User
from keta.surfaces.api import limits
from keta.surfaces.api.tokens import issue

HOUSE = system("test")
EVERYTHING = dict.fromkeys(("read", "create", "update", "delete", "share", "assign"), "everyone")


def make(key: str, **values: Any) -> Any:
    return records.create(kind_of(key), values, actor=HOUSE)


class Program:
    """Calls the API as a program does: JSON in and out, a token in the header."""

    def __init__(self, token: str = "", **headers: str) -> None:
        self.client = Client(raise_request_exception=True)
        self.headers = (
            {"Authorization": f"Bearer {token}", "Accept-Language": "en"} if token else {"Accept-Language": "en"}
        )
        self.headers |= headers

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The response, with the decoded body as `told`."""
        given: dict[str, Any] = {}
        if body is not None:
            data = body if isinstance(body, (bytes, str)) else json.dumps(body)
            given = {"data": data, "content_type": headers.pop("content_type", "application/json")}
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        response: Any = self.client.generic(method, f"/api/v1{path}", headers=sent, **given)
        is_json = "json" in response.headers.get("Content-Type", "")
        response.told = json.loads(response.content) if is_json and response.content else None
        return response

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.call("DELETE", path, **headers)


@pytest.fixture
def user_with(db: None) -> Callable[..., User]:
    """A sign-in whose position has scopes such as `read="below"` on `objects`."""

    def user(
        name: str = "anna",
        *,
        objects: str = "*",
        fields: Iterable[Any] = (),
        named: Iterable[str] = (),
        is_administrator: bool = False,
        department: Any = None,
        **scopes: str,
    ) -> User:
        department = department or make("organisation.department", name=f"Department of {name}")
        position = make(
            "organisation.position",
            name=f"Position of {name}",
            is_administrator=is_administrator,
            named_rights=list(named),
            rights=[{"object_key": objects, **{f"{each}_scope": reach for each, reach in scopes.items()}}],
            field_rights=[{"object_key": key, "field_name": field, "access": access} for key, field, access in fields],
        )
        member = make("organisation.member", name=name, department=department.pk, positions=[position.pk])
        made = User.objects.create_user(name)
        Member.objects.filter(pk=member.pk).update(user=made)
        return User.objects.get(pk=made.pk)

    return user


@pytest.fixture
def program_with(user_with: Callable[..., User]) -> Callable[..., Program]:
    """A program that acts for a new user."""

    def program(name: str = "anna", *, scopes: Iterable[str] = (), **rights: Any) -> Program:
        limits._usages.clear()
        return Program(issue(user_with(name, **rights), name="test", scopes=tuple(scopes)))

    return program


@pytest.fixture
def program(program_with: Callable[..., Program]) -> Program:
    """A program of somebody who may do everything."""
    return program_with(is_administrator=True, **EVERYTHING)
