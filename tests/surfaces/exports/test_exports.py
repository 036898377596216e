"""What a list shows leaves complete, within rights, harmless to spreadsheets, and comes back without change."""

import io
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.surfaces.exports.conftest import give_right
from tests.surfaces.reading.company import make

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import plain_showing
from keta.kernel.history.models import Entry
from keta.kernel.jobs.worker import run_due_jobs
from keta.kernel.objects import kind_of
from keta.modules.parties.models import Party
from keta.surfaces.exports import views
from keta.surfaces.exports.files import csv_of, write_xlsx
from keta.surfaces.exports.tables import table_of
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.mapping import guess
from keta.surfaces.imports.report import Report
from keta.surfaces.imports.tables import Table, read_table
from keta.surfaces.reading import Question, SortKey, columns_of

pytestmark = [pytest.mark.django_db, pytest.mark.feature("EXT-20")]

LIST = "/parties.customer/export"
NASTY = ("=1+1", "+86", "-2+3", "@SUM(A1)", "'=x", "''@y", "0012", "-5", "1e5", "1,5;2|3", 'say "yes"')


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()
    parts: Iterable[bytes] = answer.streaming_content
    return b"".join(parts).decode()


def bring(table: Table, kind: Any, actor: Actor) -> Report:
    importing = Importing(kind, table, guess(kind, table.headings, actor), actor)
    importing.check()
    return importing.write(table.numbered())


def exported(kind: Any, actor: Actor, ending: str) -> Table:
    """All columns of all records, out and in again."""
    question = Question(kind, columns=tuple(columns_of(kind, actor)), order=(SortKey("title"),))
    rows = table_of(question, actor, plain_showing(), has_ids=True)
    if ending == "xlsx":
        kept = io.BytesIO()
        write_xlsx(rows, kept)
        return read_table(kept.getvalue(), "a.xlsx")
    return read_table("".join(csv_of(rows)).encode(), "a.csv")


@pytest.fixture
def nasty(house: Actor) -> list[Any]:
    parent = make("parties.customer", name="Parent")
    rows = [
        {
            "name": text,
            "short_name": text,
            "remarks": f'{text}\nsecond line, "quoted"',
            "parent": parent.pk,
            "founded_on": "2020-02-29",
            "credit_limit": "12345678901.05",
            "wallet_share": "12.5",
            "tags": ["重点", "VIP"],
            "address": {"country": "DE", "region": "Bayern", "street": f"{text} 5", "postal_code": "01067"},
        }
        for text in NASTY
    ]
    records.create_set(kind_of("parties.customer"), rows, actor=house)
    make(
        "parties.customer",
        name="Home",
        address={"division": "140105", "street": "平阳路1号", "postal_code": "030001"},
    )
    return list(Party.objects.all())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_comes_back_without_change(ending: str, nasty: list[Any], house: Actor) -> None:
    kind, before = kind_of("parties.customer"), Entry.objects.count()
    report = bring(exported(kind, house, ending), kind, house)
    assert report.refusals == []
    assert (report.created, report.updated, report.unchanged) == (0, 0, len(nasty))
    assert Entry.objects.count() == before


@pytest.mark.parametrize("key", ["crm.stage", "organisation.position", "organisation.department", "catalog.unit"])
def test_other_objects_come_back_too(key: str, house: Actor) -> None:
    kind = kind_of(key)
    parent = make("organisation.department", name="One")
    make("organisation.department", name="Two", parent=parent.pk)
    rows = records_for(house, kind).count()
    if rows:
        report = bring(exported(kind, house, "csv"), kind, house)
        assert (report.refusals, report.updated, report.unchanged) == ([], 0, rows)


def test_the_file_has_what_the_list_shows_in_the_readers_language(browser: Client, customers: list[Any]) -> None:
    text = text_of(browser.get(f"{LIST}?filter[grade][eq]=key&order=name&fields=name,grade&format=csv"))
    assert text.startswith("\ufeffName,Grade\r\n")
    assert text.count("\r\n") == 5
    lines = text.splitlines()[1:]
    assert lines == sorted(lines)
    chinese = browser.get(f"{LIST}?fields=name&format=csv", headers={"accept-language": "zh-hans"})
    assert text_of(chinese).startswith("\ufeff名称\r\n")


def test_the_name_of_the_file_may_be_chinese(browser: Client, customers: list[Any]) -> None:
    answer = browser.get(f"{LIST}?format=csv", headers={"accept-language": "zh-hans"})
    assert "attachment" in answer["Content-Disposition"]
    assert "filename*=utf-8''" in answer["Content-Disposition"]


def test_formulas_are_guarded_and_numbers_stay_numbers(browser: Client, nasty: list[Any]) -> None:
    text = text_of(browser.get(f"{LIST}?fields=name,credit_limit&format=csv"))
    for formula in ("=1+1", "+86", "-2+3", "@SUM(A1)"):
        assert f"\n'{formula}," in text
    assert "\n-5," in text
    answer = browser.get(f"{LIST}?fields=name,credit_limit&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    cells = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert cells["'=1+1"][0].data_type == "s"
    assert cells["0012"][0].data_type == "s"
    assert cells["0012"][1].value == 12345678901.05


def test_the_page_offers_the_fields_and_keeps_the_question(browser: Client, customers: list[Any]) -> None:
    text = browser.get(f"{LIST}?filter[grade][eq]=key&fields=name").content.decode()
    assert 'name="filter[grade][eq]" value="key"' in text
    assert "4 records" in text
    chosen = text_of(browser.get(f"{LIST}?filter[grade][eq]=key&field=name&field=credit_limit&ids=1&format=csv"))
    assert chosen.splitlines()[0].endswith(",id")


def test_a_filter_that_is_not_understood_lets_nothing_out(browser: Client, customers: list[Any]) -> None:
    assert browser.get(f"{LIST}?filter[no_such][eq]=key&format=csv").status_code == 422
    assert browser.get(f"{LIST}?field=no_such&format=csv").status_code == 404


def test_a_long_export_is_a_job_with_a_file(
    browser: Client, customers: list[Any], monkeypatch: pytest.MonkeyPatch, signed_in: Callable[..., Any]
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", {"csv": 5, "xlsx": 5})
    for ending in ("csv", "xlsx"):
        answer = browser.get(f"{LIST}?field=name&format={ending}&ids=1&order=name")
        url = answer["Location"]
        assert "export-job" in browser.get(url).content.decode()
        run_due_jobs()
        assert "The file is ready" in browser.get(url).content.decode()
        file = b"".join(browser.get(f"{url}/file").streaming_content)  # type: ignore[attr-defined]
        assert len(read_table(file, f"a.{ending}").rows) == len(customers)
    other = signed_in("Li Si", read="everyone")[0]
    assert other.get(f"{url}/file").status_code in (403, 404)


@pytest.mark.feature("PRM-01")
def test_only_with_the_right_and_only_what_one_may_see(
    signed_in: Callable[..., tuple[Client, Actor]], customers: list[Any]
) -> None:
    client, actor = signed_in("Li Si", read="own", fields=[("parties.party", "credit_limit", "hidden")])
    assert client.get(f"{LIST}?format=csv").status_code == 403
    allowed, __ = signed_in("Wang Wu", read="own", fields=[("parties.party", "credit_limit", "hidden")])
    give_right(allowed, "export")
    assert "Customer 0" in text_of(allowed.get(f"{LIST}?fields=name&format=csv")), "common records are seen by all"
    assert allowed.get(f"{LIST}?field=credit_limit&format=csv").status_code == 404
    assert "credit_limit" not in allowed.get(LIST).content.decode()
