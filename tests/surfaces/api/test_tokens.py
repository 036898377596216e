"""Who calls: tokens and their scopes, sessions, and how often."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from tests.surfaces.api.conftest import EVERYTHING, Program, make

from keta.kernel.organisation.models import User
from keta.project.command import main
from keta.surfaces.api import limits, tokens
from keta.surfaces.api.models import Token
from keta.surfaces.api.tokens import issue, revoke

NOWHERE = "/jobs/01a20071-9e35-7f38-a046-3c0bd2360f44"


@pytest.mark.parametrize("token", ["", "keta_abc_def", "nonsense", "keta__", "keta_" + "0" * 12 + "_" + "0" * 48])
def test_without_a_known_token_nothing_is_answered(db: None, token: str) -> None:
    refused = Program(token or "x").get("/objects")
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Bearer realm="Keta"')
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert Program().get("/objects").status_code == 401
    assert Program(Authorization="Basic eDp5").get("/objects").status_code == 401


def test_a_right_selector_with_a_wrong_secret_is_refused_even_when_the_bearer_is_known(program: Program) -> None:
    assert program.get("/objects").status_code == 200
    forged = program.headers["Authorization"].removeprefix("Bearer ")[:-4] + "0000"
    assert Program(forged).get("/objects").status_code == 401


def test_the_secret_is_not_kept(program: Program) -> None:
    secret = program.headers["Authorization"].rpartition("_")[2]
    row = Token.objects.values().get()
    assert secret not in str(row)


def test_a_revoked_token_ends_at_once_in_every_process(program: Program) -> None:
    assert program.get("/objects").status_code == 200
    revoke(Token.objects.get())
    assert program.get("/objects").status_code == 401


def test_a_token_expires(user_with: Callable[..., User]) -> None:
    program = Program(issue(user_with(read="everyone"), name="test", days=30))
    assert program.get("/objects").status_code == 200
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        assert program.get("/objects").told["code"] == "token_expired"


def test_a_token_dies_with_its_user(user_with: Callable[..., User], capsys: pytest.CaptureFixture[str]) -> None:
    program = Program(issue(user_with("anna", read="everyone"), name="test"))
    assert program.get("/objects").status_code == 200
    assert main(["user", "disable", "anna"]) == 0
    assert program.get("/objects").status_code == 401


def test_scopes_narrow_a_token_and_never_widen_it(program_with: Callable[..., Program]) -> None:
    narrow = program_with("one", scopes=["parties.*:read", "parties.contact:create"], **EVERYTHING)
    keys = {each["key"]: each["rights"] for each in narrow.get("/objects").told["items"]}
    assert all(key.startswith("parties.") for key in keys)
    assert (keys["parties.customer"]["read"], keys["parties.customer"]["create"]) == ("everyone", "none")
    assert narrow.post("/parties.customer", {"name": "One"}).status_code == 403
    assert narrow.get("/crm.lead").status_code == 403
    wide = program_with("two", scopes=["*:write", "right:export"], read="own")
    rights = {each["key"]: each["rights"] for each in wide.get("/objects").told["items"]}
    assert rights["parties.customer"] == {**dict.fromkeys(EVERYTHING, "none"), "read": "own"}


def test_further_rights_of_a_narrow_token_must_be_granted_too(program_with: Callable[..., Program]) -> None:
    body = {"comment": "Go and see him"}
    for name, scopes, status in (
        ("one", [], 200),
        ("two", ["*:write"], 403),
        ("three", ["*:write", "right:activities.comment"], 200),
    ):
        program = program_with(name, scopes=scopes, named=["activities.comment"], **EVERYTHING)
        made = program.post("/activities.activity", {"name": "Visit"}).told
        done = program.post(f"/activities.activity/{made['id']}/actions/comment_activity", body)
        assert done.status_code == status, done.told


def test_the_command_issues_lists_and_revokes(
    user_with: Callable[..., User], capsys: pytest.CaptureFixture[str]
) -> None:
    user_with("anna", read="everyone")
    assert main(["token", "anna", "--name", "shop", "--scope", "parties.*:read", "--expires", "7"]) == 0
    text = capsys.readouterr().out.strip()
    assert Program(text).get("/parties.customer").status_code == 200
    assert main(["token", "anna", "--list"]) == 0
    assert "shop" in capsys.readouterr().out
    assert main(["token", "anna", "--revoke", "shop"]) == 0
    assert Program(text).get("/parties.customer").status_code == 401
    assert main(["token", "nobody"]) == 1
    assert main(["token", "anna", "--scope", "everything"]) == 1
    assert main(["token", "anna", "--revoke", "shop"]) == 1


def test_a_session_may_call_too_with_the_mark_of_its_page(user_with: Callable[..., User]) -> None:
    client: Any = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    client.force_login(user_with(**EVERYTHING), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/v1/objects").status_code == 200
    body = {"data": {"name": "One"}, "content_type": "application/json"}
    refused = client.post("/api/v1/parties.customer", **body)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    client.get("/parties.customer/new")
    mark = client.cookies["csrftoken"].value
    made = client.post("/api/v1/parties.customer", **body, headers={"X-CSRFToken": mark})
    assert made.status_code == 201


@pytest.fixture
def few_calls(settings: LazySettings) -> Any:
    """Five calls a minute, in the middle of a minute that does not end."""
    settings.API_CALLS_PER_MINUTE = 5
    with time_machine.travel("2026-03-01T10:00:20Z", tick=False):
        yield


def test_calls_are_limited_and_the_headers_say_how_far(few_calls: None, program: Program) -> None:
    answers = [program.get(NOWHERE) for _ in range(7)]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["4", "3", "2", "1", "0", "0", "0"]
    assert [answer.status_code for answer in answers] == [404] * 5 + [429] * 2
    assert answers[-1].headers["Retry-After"] == answers[-1].headers["RateLimit-Reset"] == "40"
    with time_machine.travel("2026-03-01T10:01:00Z", tick=False):
        assert program.get(NOWHERE).status_code == 404


def test_the_limit_is_common_to_all_processes(few_calls: None, program: Program) -> None:
    for _ in range(4):
        program.get(NOWHERE)
        limits._usages.clear()
    assert [program.get(NOWHERE).status_code for _ in range(2)] == [404, 429]


def test_the_last_use_is_kept(few_calls: None, program: Program) -> None:
    program.get("/objects")
    used = Token.objects.get().last_used_at
    assert used is not None and used.isoformat() == "2026-03-01T10:00:20+00:00"


def test_one_whose_rights_change_calls_with_the_new_ones(user_with: Callable[..., User]) -> None:
    user = user_with(read="everyone")
    program = Program(issue(user, name="test"))
    make("parties.customer", name="One")
    assert len(program.get("/parties.customer").told["items"]) == 1
    position = user.member.positions.get()
    administrator = Program(issue(user_with("boss", is_administrator=True, **EVERYTHING), name="test"))
    changed = administrator.patch(f"/organisation.position/{position.pk}", {"rights": []})
    assert changed.status_code == 200, changed.told
    assert program.get("/parties.customer").status_code == 403
    assert tokens._bearers
