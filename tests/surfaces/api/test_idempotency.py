"""A POST that is sent again under its key is done once."""

import datetime

import pytest
import time_machine
from django.utils import timezone
from tests.surfaces.api.conftest import Program

from keta.modules.parties.models import Party
from keta.surfaces.api import idempotency
from keta.surfaces.api.idempotency import clear_old
from keta.surfaces.api.models import KeptAnswer

BODY = {"name": "One"}


def test_the_same_request_gets_the_same_answer_and_is_done_once(program: Program) -> None:
    first = program.post("/parties.customer", BODY, Idempotency_Key="k1")
    again = program.post("/parties.customer", BODY, Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert (again.headers["Location"], again.headers["ETag"]) == (first.headers["Location"], first.headers["ETag"])
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Party.objects.count() == 1


def test_the_key_of_another_request_is_refused(program: Program) -> None:
    program.post("/parties.customer", BODY, Idempotency_Key="k1")
    for path, body in (("/parties.customer", {"name": "Two"}), ("/parties.supplier", BODY)):
        refused = program.post(path, body, Idempotency_Key="k1")
        assert (refused.status_code, refused.told["code"]) == (422, "idempotency_key")
    assert Party.objects.count() == 1


def test_a_refused_request_may_be_put_right_under_its_key(program: Program) -> None:
    assert program.post("/parties.customer", {"name": ""}, Idempotency_Key="k1").status_code == 422
    assert not KeptAnswer.objects.exists()
    assert program.post("/parties.customer", BODY, Idempotency_Key="k1").status_code == 201


def test_one_that_came_while_the_first_was_at_work_gets_its_answer(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = program.post("/parties.customer", BODY, Idempotency_Key="k1")
    looks = iter([None])
    find = idempotency._kept
    monkeypatch.setattr(idempotency, "_kept", lambda user, key: next(looks, find(user, key)))
    second = program.post("/parties.customer", BODY, Idempotency_Key="k1")
    assert (second.status_code, second.content) == (201, first.content)
    assert Party.objects.count() == 1


def test_an_answer_is_kept_for_a_day(program: Program) -> None:
    program.post("/parties.customer", BODY, Idempotency_Key="k1")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        again = program.post("/parties.customer", BODY, Idempotency_Key="k1")
        assert "Idempotency-Replayed" not in again.headers
        clear_old()
        assert KeptAnswer.objects.count() == 1


def test_keys_are_a_caller_s_own(program: Program, program_with: object) -> None:
    program.post("/parties.customer", BODY, Idempotency_Key="k1")
    other: Program = program_with("other", read="own", create="own")  # type: ignore[operator]
    assert other.post("/parties.customer", {"name": "Other"}, Idempotency_Key="k1").status_code == 201


@pytest.mark.parametrize("key", ["", "a" * 256, "one two", "ключ"])
def test_a_key_that_is_none_is_refused(program: Program, key: str) -> None:
    assert program.post("/parties.customer", BODY, Idempotency_Key=key).status_code == 400


def test_bulk_calls_have_keys_too(program: Program) -> None:
    body = {"operation": "create", "rows": [BODY, {"name": ""}], "atomic": False}
    first = program.post("/parties.customer/bulk", body, Idempotency_Key="k1")
    assert program.post("/parties.customer/bulk", body, Idempotency_Key="k1").content == first.content
    assert Party.objects.count() == 1
