"""The pages and jobs of an import: from the file to the report and back, whatever happens in between."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from keta.kernel.jobs.models import Job, JobState
from keta.kernel.jobs.worker import run_due_jobs
from keta.modules.parties.models import Party
from keta.surfaces.imports import importing as importing_module
from keta.surfaces.imports.models import RefusedRow, Upload

pytestmark = [pytest.mark.django_db, pytest.mark.feature("EXT-20")]

START = "/parties.customer/import"
ROWS = "名称,电话,幸运色\n甲公司,13912345678,红\n乙公司,12,绿\n丙公司,,\n"


def bring(browser: Client, text: str = ROWS, name: str = "客户.csv") -> str:
    """The page of the upload."""
    answer = browser.post(START, {"file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


CHOSEN = {"column-0": "name", "column-1": "phone", "column-2": "", "match": "name", "existing": "update"}


def test_the_first_page_takes_a_file_or_pasted_rows(browser: Client) -> None:
    assert "Bring a table" in browser.get(START).content.decode()
    answer = browser.post(START, {"pasted": "Name\tPhone\nA\t\n"})
    assert answer.status_code == 302
    assert Upload.objects.get().map["columns"]["Phone"][0]["field"] == "phone"


def test_a_file_that_is_no_table_is_refused_on_the_page_with_what_to_do(browser: Client) -> None:
    answer = browser.post(START, {"file": SimpleUploadedFile("../../etc/passwd\x00.exe", b"MZ")})
    assert answer.status_code == 422
    assert "Save it as XLSX or CSV" in answer.content.decode()
    assert browser.post(START, {}).status_code == 422


def test_a_file_above_the_limit_is_refused(browser: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 20
    answer = browser.post(START, {"file": SimpleUploadedFile("a.csv", ROWS.encode())})
    assert "larger than" in answer.content.decode()


def test_the_preview_shows_every_problem_and_what_the_columns_mean(browser: Client) -> None:
    text = browser.get(bring(browser)).content.decode()
    assert "幸运色" in text
    assert "These columns fill nothing" in text
    assert "1 problem" in text
    assert "Phone: " in text
    assert not Party.objects.exists()


def test_what_was_chosen_is_remembered_for_the_same_headings(browser: Client) -> None:
    first = bring(browser, "Wer,Was\nA,B\n")
    browser.post(first, {"column-0": "name", "column-1": "short_name", "step": "preview"})
    bring(browser, "Wer,Was\nC,D\n")
    assert Upload.objects.latest("uploaded_at").map["columns"]["Was"][0]["field"] == "short_name"


def test_a_dry_run_reports_and_writes_nothing(browser: Client) -> None:
    url = bring(browser)
    browser.post(url, {**CHOSEN, "step": "check"})
    run_due_jobs()
    text = browser.get(url).content.decode()
    assert "Nothing was written" in text
    assert Upload.objects.get().report["created"] == 2
    assert not Party.objects.exists()


def test_the_import_writes_reports_and_gives_the_refused_rows_back(browser: Client) -> None:
    url = bring(browser)
    browser.post(url, {**CHOSEN, "step": "write"})
    assert "import-progress" in browser.get(url).content.decode()
    run_due_jobs()
    assert Party.objects.count() == 2
    assert "Download the refused rows" in browser.get(url).content.decode()
    rows = b"".join(browser.get(f"{url}/refused").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert rows.splitlines()[0] == "名称,电话,幸运色,Reason"
    assert "乙公司" in rows
    assert "Phone" in rows
    assert "甲公司" not in rows


def test_a_file_is_imported_once(browser: Client) -> None:
    url = bring(browser)
    browser.post(url, {**CHOSEN, "step": "write"})
    browser.post(url, {**CHOSEN, "step": "write"})
    assert Job.objects.filter(name="imports.take_in").count() == 1


@pytest.mark.feature("CUS-24")
def test_the_import_is_taken_back_from_its_page(browser: Client) -> None:
    url = bring(browser)
    browser.post(url, {**CHOSEN, "step": "write"})
    run_due_jobs()
    browser.post(f"{url}/undo")
    run_due_jobs()
    assert not Party.objects.exists()
    assert "Taken back" in browser.get(url).content.decode()


def test_a_cancelled_import_writes_no_more(browser: Client) -> None:
    url = bring(browser)
    browser.post(url, {**CHOSEN, "step": "write"})
    browser.post(f"{url}/cancel")
    run_due_jobs()
    assert not Party.objects.exists()
    assert "was cancelled" in browser.get(url).content.decode()


class Killed(BaseException):
    """What no code can catch: the process is gone."""


def test_after_a_kill_it_goes_on_where_it_stopped_and_nothing_comes_twice(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "name,phone\n" + "".join(f"C{number},{'12' if number % 10 == 0 else ''}\n" for number in range(600))
    url = bring(browser, rows)
    browser.post(url, {"column-0": "name", "column-1": "phone", "step": "write"})
    write, calls = importing_module.Importing.write, []

    def killed(self: Any, *args: Any, **options: Any) -> Any:
        report = write(self, *args, **options)
        calls.append(report)
        if len(calls) == 2:
            raise Killed  # inside the transaction of the second batch
        return report

    monkeypatch.setattr(importing_module.Importing, "write", killed)
    with pytest.raises(Killed):
        run_due_jobs()
    assert 0 < Party.objects.count() < 540
    Job.objects.update(state=JobState.WAITING)
    run_due_jobs()
    assert Party.objects.count() == Party.objects.values("name").distinct().count() == 540
    assert RefusedRow.objects.count() == 60
    report = Upload.objects.get().report
    assert (report["created"], report["refused"]) == (540, 60)


def test_nobody_sees_the_import_of_another(browser: Client, signed_in: Callable[..., tuple[Client, Any]]) -> None:
    url = bring(browser)
    other = signed_in("Li Si", read="everyone", create="everyone")[0]
    for path in (url, f"{url}/refused", f"{url}/progress"):
        assert other.get(path).status_code == 404
    assert other.post(f"{url}/undo").status_code == 404


def test_who_may_not_create_may_not_import(signed_in: Callable[..., tuple[Client, Any]]) -> None:
    reader = signed_in("Li Si", read="everyone")[0]
    assert reader.get(START).status_code == 403
    assert reader.post(START, {"pasted": "Name\nA\n"}).status_code == 403
