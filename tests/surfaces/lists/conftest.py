"""A signed-in member for the tests of lists."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.surfaces.reading.company import customers, house, member_with

from keta.kernel.access import Actor, actor_of
from keta.kernel.organisation.models import Member, User

__all__ = ["customers", "house", "member_with"]


@pytest.fixture
def signed_in(member_with: Callable[..., Actor]) -> Callable[..., tuple[Client, Actor]]:
    """A browser and the actor behind it, with scopes such as `read="everyone"` on everything."""

    def enter(name: str = "Wang Fang", **rights: Any) -> tuple[Client, Actor]:
        actor = member_with(name, **rights)
        user = User.objects.create_user(username=name)
        Member.objects.filter(pk=actor.member_id).update(user=user)
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client, actor_of(Member.objects.get(pk=actor.member_id))

    return enter


EVERYTHING = {
    "read": "everyone",
    "create": "everyone",
    "update": "everyone",
    "delete": "everyone",
    "assign": "everyone",
}


@pytest.fixture
def browser(signed_in: Callable[..., tuple[Client, Actor]]) -> Client:
    """Somebody who may do everything with all records."""
    return signed_in("Zhao Min", **EVERYTHING)[0]
