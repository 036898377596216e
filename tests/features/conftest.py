"""Features are tried through the doors that users have: a browser and a program, both of one seller."""

import json
from typing import Any

import pytest
from django.test import Client
from tests.company import Company

from keta.kernel.access import Actor
from keta.kernel.organisation.models import Member, User


class Seat:
    """Somebody at a browser; the API knows him by the same session."""

    def __init__(self, actor: Actor) -> None:
        user = User.objects.create_user(f"user-{actor.member_id}")
        Member.objects.filter(pk=actor.member_id).update(user=user)
        self.actor = actor
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def page(self, path: str) -> str:
        answered = self.client.get(path)
        assert answered.status_code == 200, (path, answered.status_code)
        return answered.content.decode()

    def told(self, path: str) -> Any:
        answered = self.client.get(path)
        assert answered.status_code == 200, answered.content
        return json.loads(answered.content)

    def api(self, path: str) -> Any:
        return self.told(f"/api/v1/{path}")


@pytest.fixture
def seat(anna: Actor) -> Seat:
    """The seat of a saleswoman."""
    return Seat(anna)


@pytest.fixture
def office(company: Company) -> Seat:
    """The seat of the administrator."""
    return Seat(company.hire("管理员", "administrator"))
