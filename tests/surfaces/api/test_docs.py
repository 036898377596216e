"""The pages about the API: behind the sign-in, without scripts of their own, within the reader's rights."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.surfaces.api.conftest import EVERYTHING

from keta.kernel.organisation.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def reader(user_with: Callable[..., User]) -> Any:
    client: Any = Client(headers={"Accept-Language": "en"})
    user = user_with(objects="parties.*", fields=[("parties.party", "credit_limit", "hidden")], **EVERYTHING)
    client.force_login(user, backend=BACKEND)
    return client


def test_strangers_are_asked_to_sign_in(db: None) -> None:
    assert Client().get("/api/docs").headers["Location"].startswith("/account/login/")


def test_it_lists_the_objects_of_the_reader(reader: Any) -> None:
    text = reader.get("/api/docs").content.decode()
    assert "/api/docs?object=parties.customer" in text
    assert "crm.opportunity" not in text


def test_it_shows_the_calls_and_fields_of_an_object(reader: Any) -> None:
    response = reader.get("/api/docs?object=parties.customer")
    text = response.content.decode()
    assert response.status_code == 200
    assert "/api/v1/parties.customer/{record_id}/history" in text
    assert "relationship_state" in text
    assert "credit_limit" not in text


@pytest.mark.parametrize("key", ["nothing.here", "crm.opportunity_line", "", "<script>"])
def test_what_is_no_object_has_no_page(reader: Any, key: str) -> None:
    assert reader.get("/api/docs", {"object": key}).status_code == 404
