"""Whatever is sent: a problem that says what is wrong and where, in the caller's language, and never an error of ours."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from tests.surfaces.api.conftest import EVERYTHING, Program, make

NOBODY = "00000000-0000-7000-8000-000000000000"

NAUGHTY = [
    "\x00",
    "\ud800",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%s%n",
    "Ṱ̺̺̕o͞",
    "𬭎𠮷",
    "‮abc",
    "1e309",
    "\t\r\n",
]


def test_a_problem_document_says_everything(program: Program) -> None:
    refused = program.post("/parties.customer", {"name": "", "email": "?", "colour": "red"})
    assert refused.headers["Content-Type"] == "application/problem+json"
    told = refused.told
    assert (told["status"], told["code"], told["instance"]) == (422, "invalid", "/api/v1/parties.customer")
    assert told["request_id"] == refused.headers["X-Request-ID"]
    assert {error["path"] for error in told["errors"]} >= {"email", "colour"}


def test_messages_are_in_the_language_of_the_caller(program: Program) -> None:
    english = program.get("/nothing.here").told["detail"]
    assert english == "There is no object “nothing.here”."
    assert program.get("/nothing.here", Accept_Language="zh-Hans").headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "", 404),
        ("GET", "/nothing", 404),
        ("GET", "/crm.opportunity_line", 404),
        ("GET", "/parties.customer/x", 404),
        ("GET", f"/parties.customer/{NOBODY}", 404),
        ("GET", f"/parties.customer/{NOBODY}/history", 404),
        ("POST", f"/parties.customer/{NOBODY}/actions/burn", 404),
        ("GET", f"/jobs/{NOBODY}", 404),
        ("POST", f"/jobs/{NOBODY}/cancel", 404),
        ("PUT", "/parties.customer", 405),
        ("DELETE", "/parties.customer", 405),
        ("POST", "/objects", 405),
        ("GET", "/parties.customer?limit=0", 422),
        ("GET", "/parties.customer?limit=ten", 422),
        ("GET", "/parties.customer?colour=red", 422),
        ("GET", "/parties.customer?order=nothing", 422),
        ("GET", "/parties.customer?fields=nothing", 422),
        ("GET", "/parties.customer?cursor=nonsense", 422),
        ("GET", "/parties.customer?view=nothing", 422),
        ("GET", "/parties.customer?filter[name]=a&filter[nothing][eq]=1", 422),
        ("GET", "/parties.customer?filter[credit_limit][gt]=many", 422),
        ("GET", "/parties.customer?filter[owner][eq]=x", 422),
        ("GET", "/parties.customer?where={", 422),
    ],
)
def test_what_is_not_there_or_not_possible_is_said(program: Program, method: str, path: str, status: int) -> None:
    refused = program.call(method, path)
    assert (refused.status_code, refused.told["status"]) == (status, status)
    assert refused.told["detail"]
    if status == 405:
        assert refused.headers["Allow"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 415, "content_type"),
        (b"{", 400, "json"),
        (b"[]", 400, "json"),
        (b"null", 400, "json"),
        (b'"text"', 400, "json"),
        (b'{"name": NaN}', 400, "json"),
        (b"\xff\xfe", 400, "json"),
        (b'{"name": "\\ud800"}', 400, "json"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, 400, "depth"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, 400, "json"),
        (b'{"version": "x", "name": "One"}', 422, "invalid"),
    ],
)
def test_a_body_that_is_no_object_is_refused(program: Program, body: bytes, status: int, code: str) -> None:
    record = make("parties.customer", name="One")
    kind = "" if not body else "application/json"
    refused = program.patch(f"/parties.customer/{record.pk}", body, content_type=kind)
    assert (refused.status_code, refused.told["code"]) == (status, code)


def test_another_content_type_is_refused(program: Program) -> None:
    assert (
        program.post("/parties.customer", "name=One", content_type="application/x-www-form-urlencoded").status_code
        == 415
    )


def test_a_body_that_is_too_large_is_refused(program: Program, settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
    assert program.post("/parties.customer", {"remarks": "x" * 3_000_000}).status_code == 413


@pytest.mark.parametrize(
    "raw", [True, 1, 1.5, [], {}, [[]], {"a": {}}, "text", 10**30, -1, "9999-99-99", "0001-01-01T00:00:00+14:00"]
)
def test_a_value_of_the_wrong_type_is_refused_at_its_field_and_never_an_error(program: Program, raw: Any) -> None:
    fields = [each for each in described(program, "parties.customer") if each["is_writable"]]
    for each in fields:
        answer = program.post("/parties.customer", {"name": "One", each["name"]: raw})
        assert answer.status_code in (201, 422), (each["name"], answer.content)
        if answer.status_code == 422:
            assert {error["path"].partition(".")[0] for error in answer.told["errors"]} == {each["name"]}


def described(program: Program, key: str) -> list[dict[str, Any]]:
    (found,) = [each for each in program.get("/objects").told["items"] if each["key"] == key]
    fields: list[dict[str, Any]] = found["fields"]
    return fields


@pytest.mark.parametrize("text", [text for text in NAUGHTY if text != "\ud800"])
def test_naughty_strings_are_stored_unharmed_or_refused(program: Program, text: str) -> None:
    made = program.post("/parties.customer", {"name": f"A{text}B", "remarks": text, "short_name": text})
    assert made.status_code == 201, made.told
    assert made.told["name"] == " ".join(f"A{text}B".replace("\x00", "").split())
    for asked in ("q", "filter[name][contains]", "filter[tags][in]", "order", "fields", "where", "cursor", "view"):
        assert program.get(
            f"/parties.customer?{asked}={''.join(f'%{byte:02x}' for byte in text.encode())}"
        ).status_code in (200, 422)


@pytest.mark.parametrize("value", ["abc", '"x"', "", '"1", "2"', '"99999999999999"'])
def test_an_if_match_that_is_no_etag_is_refused(program: Program, value: str) -> None:
    record = make("parties.customer", name="One")
    refused = program.patch(f"/parties.customer/{record.pk}", {"name": "Two"}, If_Match=value)
    assert (refused.status_code, refused.told["code"]) == (400, "if_match")


def test_what_others_refer_to_is_not_deleted(program: Program) -> None:
    record = make("parties.customer", name="One")
    make("parties.contact", name="Wang", party=record.pk)
    refused = program.delete(f"/parties.customer/{record.pk}")
    assert (refused.status_code, refused.told["code"]) == (409, "in_use")


def test_one_who_may_read_but_not_change_is_told_so(program_with: Callable[..., Program]) -> None:
    record = make("parties.customer", name="One")
    reader = program_with("reader", read="everyone")
    assert reader.patch(f"/parties.customer/{record.pk}", {"name": "Two"}).status_code == 403
    assert reader.post("/parties.customer", {"name": "Two"}).status_code == 403
    stranger = program_with("stranger", **{**EVERYTHING, "read": "none", "update": "none"})
    assert stranger.patch(f"/parties.customer/{record.pk}", {"name": "Two"}).status_code == 404
    made = stranger.post("/parties.customer", {"name": "Three"})
    assert (made.status_code, made.told.keys()) == (201, {"object", "id", "version"})
