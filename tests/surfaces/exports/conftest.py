"""A member who may export, and customers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.surfaces.lists.conftest import EVERYTHING, signed_in
from tests.surfaces.reading.company import customers, house, member_with

from keta.kernel.organisation.models import Member, Position
from keta.kernel.versions import version

__all__ = ["customers", "house", "member_with", "signed_in"]


def give_right(client: Client, right: str) -> None:
    """Gives a right to the position of whoever is signed in."""
    member = Member.objects.get(user_id=client.session["_auth_user_id"])
    Position.objects.filter(pk__in=member.positions.values("pk")).update(named_rights=f"\n{right}\n")
    version.bump()


@pytest.fixture
def browser(signed_in: Callable[..., Any]) -> Client:
    """Somebody who may do everything with all records, and export them."""
    client: Client = signed_in("Zhao Min", **EVERYTHING)[0]
    give_right(client, "export")
    return client
