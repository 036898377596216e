"""A file over the API: the job, its report, its refused rows; who may have them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.surfaces.api.conftest import EVERYTHING, Program

from keta.kernel.jobs.worker import run_due_jobs
from keta.kernel.versions import version
from keta.modules.parties.models import Party

ROWS = "name,phone\nNova,021-88881234\n,12\nTech,139 0000 0001\n"


@pytest.fixture(autouse=True)
def anywhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def done(program: Program, begun: Any) -> dict[str, Any]:
    """The job once the worker has done it."""
    assert begun.status_code == 202, begun.told
    assert begun.headers["Location"].endswith(begun.told["id"])
    run_due_jobs()
    version.refresh()
    told: dict[str, Any] = program.get(f"/jobs/{begun.told['id']}").told
    return told


@pytest.mark.feature("INF-20")
def test_text_becomes_records_and_the_job_tells_the_report(program: Program) -> None:
    told = done(program, program.post("/import/parties.customer", {"text": ROWS}))
    assert (told["state"], told["done"], told["total"]) == ("done", 3, 3), told
    assert (told["result"]["created"], told["result"]["refused"]) == (2, 1)
    assert {each["field"] for each in told["result"]["refusals"]} == {"name", "phone"}
    assert {each.name for each in Party.objects.filter(is_customer=True)} == {"Nova", "Tech"}
    file = program.get(f"/jobs/{told['id']}/file")
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "name,phone,Reason"
    assert len(lines) == 2


def test_a_dry_run_writes_nothing(program: Program) -> None:
    told = done(program, program.post("/import/parties.customer", {"text": ROWS, "dry_run": True}))
    assert told["result"]["created"] == 2
    assert not Party.objects.exists()


def test_a_form_brings_a_file_with_its_mapping(program: Program) -> None:
    mapping = {"columns": {"Firma": "name", "Tel": ["phone"]}}
    form = {"file": SimpleUploadedFile("a.csv", b"Firma,Tel\nNova,021-88881234\n"), "mapping": json.dumps(mapping)}
    answer: Any = program.client.post("/api/v1/import/parties.customer", form, headers=program.headers)
    answer.told = answer.json()
    assert done(program, answer)["result"]["created"] == 1
    form = {"file": SimpleUploadedFile("a.csv", b"Firma,Tel\nNova,0351-7654321\n"), "mapping": json.dumps(mapping)}
    form |= {"match": '["name"]', "existing": "update"}
    answer = program.client.post("/api/v1/import/parties.customer", form, headers=program.headers)
    answer.told = answer.json()
    assert done(program, answer)["result"]["updated"] == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": ROWS, "existing": "never"},
        {"text": ROWS, "match": ["colour"]},
        {"text": ROWS, "mapping": {"columns": {"name": "colour"}}},
        {"text": ROWS, "mapping": {"columns": {"name": {"field": "name", "form": "{0.__class__}"}}}},
        {"text": ROWS, "mapping": {"columns": {"name": [1]}}},
        {"text": ROWS, "mapping": []},
        {"text": ROWS, "colour": 1},
    ],
)
def test_what_cannot_be_done_is_refused_at_once(program: Program, body: dict[str, Any]) -> None:
    refused = program.post("/import/parties.customer", body)
    assert refused.status_code in (404, 422), refused.told
    assert refused.told["detail"]


def test_only_who_began_a_job_gets_its_file(program: Program, program_with: Callable[..., Program]) -> None:
    told = done(program, program.post("/import/parties.customer", {"text": ROWS}))
    other = program_with("ben", **EVERYTHING)
    assert other.get(f"/jobs/{told['id']}").status_code == 404
    assert other.get(f"/jobs/{told['id']}/file").status_code == 404


def test_who_may_not_create_may_not_import(program_with: Callable[..., Program]) -> None:
    reader = program_with("reader", read="everyone")
    assert reader.post("/import/parties.customer", {"text": ROWS}).status_code == 403
