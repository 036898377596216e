"""Likely duplicates: found by name, sound, phone and addresses, within what one may see, one question at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.surfaces.reading.company import make

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.jobs.queue import enqueue
from keta.kernel.jobs.worker import run_due_jobs
from keta.kernel.objects import kind_of
from keta.surfaces.duplicates.finding import ELSEWHERE, likely
from keta.surfaces.duplicates.jobs import fill_match_keys
from keta.surfaces.duplicates.models import MatchKey
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.mapping import guess
from keta.surfaces.imports.tables import read_table

pytestmark = [pytest.mark.django_db, pytest.mark.feature("CUS-22", "INF-34")]

CUSTOMER = "parties.customer"


@pytest.fixture
def known(house: Actor) -> Any:
    return make(
        CUSTOMER,
        name="上海鑫辉科技有限公司",
        phone="138-1234-5678",
        email="Info@XinHui.example.com",
        website="www.xinhui.example.com",
        credit_code="91350100M000100Y43",
    )


def titles(actor: Actor, key: str = CUSTOMER, **values: Any) -> list[str]:
    return [str(each.title) for each in likely(kind_of(key), values, actor)]


@pytest.mark.parametrize(
    "values",
    [
        {"name": "上海鑫辉科技有限公司"},
        {"name": "鑫輝科技(上海)股份有限公司"},
        {"name": "鑫辉科技"},
        {"name": "鑫辉"},
        {"name": "欣慧科技"},
        {"short_name": "鑫辉科技"},
        {"phone": "+86 13812345678"},
        {"email": "info@xinhui.example.com"},
        {"website": "https://xinhui.example.com/about"},
        {"credit_code": "91350100m000100y43"},
    ],
    ids=lambda values: next(iter(values.values())),
)
def test_it_finds_the_same_company_however_it_is_written(values: dict[str, str], known: Any, house: Actor) -> None:
    assert titles(house, **values) == [known.title]
    assert titles(house, "parties.supplier", **values) == [known.title], "one party, whatever the window"


@pytest.mark.parametrize(
    "values",
    [
        {"name": "鑫达科技"},
        {"name": "北京鑫辉"},
        {"phone": "13812345679"},
        {"phone": "no number"},
        {"name": ""},
        {},
    ],
    ids=str,
)
def test_it_leaves_others_alone(values: dict[str, str], known: Any, house: Actor) -> None:
    make(CUSTOMER, name="第一机械厂")
    if values.get("name") != "北京鑫辉":
        assert titles(house, **values) == []
    assert titles(house, name="第二机械厂") == []


def test_it_says_in_what_they_agree_the_closest_first(known: Any, house: Actor) -> None:
    make(CUSTOMER, name="鑫辉科技")
    found = likely(kind_of(CUSTOMER), {"name": "上海鑫辉科技有限公司", "phone": "13812345678"}, house)
    assert [each.id for each in found][0] == known.pk
    assert [str(label) for label in found[0].because] == ["Name", "Phone"]


def test_keys_follow_changes_and_go_with_the_record(known: Any, house: Actor) -> None:
    kind = kind_of(CUSTOMER)
    records.update(kind, known.pk, {"name": "山西焦煤", "phone": ""}, actor=house)
    assert titles(house, name="鑫辉科技") == []
    assert titles(house, name="山西焦煤集团有限责任公司") == ["山西焦煤"]
    assert titles(house, phone="13812345678") == []
    records.delete(kind, known.pk, actor=house)
    assert not MatchKey.objects.filter(record_id=known.pk).exists()


@pytest.mark.feature("PRM-01")
def test_what_is_out_of_sight_is_told_only_with_its_owner(member_with: Callable[..., Actor], house: Actor) -> None:
    owner = member_with("Li Si", read="own", create="own")
    make(CUSTOMER, name="上海鑫辉科技有限公司", owner=owner.member_id)
    seller = member_with("Wang Wu", read="own", create="own")
    (found,) = likely(kind_of(CUSTOMER), {"name": "鑫辉科技"}, seller)
    assert (found.id, str(found.title), found.owner) == (None, str(ELSEWHERE), "Li Si")


def test_the_form_shows_it_with_links(browser: Client, known: Any) -> None:
    text = browser.post(f"/{CUSTOMER}/likely", {"name": "鑫辉科技", "phone": "12"}).content.decode()
    assert known.title in text
    assert f"/parties.party/{known.pk}" in text
    assert browser.post(f"/{CUSTOMER}/likely", {"name": "别的公司"}).content.strip() == b""
    assert browser.post("/crm.opportunity/likely", {"name": "x"}).content.strip() == b"", (
        "an object without such fields"
    )


def test_an_import_counts_and_lists_them(known: Any, house: Actor) -> None:
    kind = kind_of(CUSTOMER)
    table = read_table(
        "名称,电话\n甲公司,13812345678\n乙公司,13912345678\n丙公司,13912345678\n丁公司,\n".encode(), "a.csv"
    )
    report = Importing(kind, table, guess(kind, table.headings, house), house).write(table.numbered())
    assert report.created == 4
    assert [(each.row, each.title) for each in report.likenesses] == [(2, known.title), (4, "乙公司")]


def test_it_asks_the_database_little_for_a_whole_set(house: Actor, django_assert_max_num_queries: Any) -> None:
    kind = kind_of(CUSTOMER)
    text = "name,phone\n" + "".join(f"C{number},139{number:08}\n" for number in range(300))
    table = read_table(text.encode(), "a.csv")
    importing = Importing(kind, table, guess(kind, table.headings, house), house)
    with django_assert_max_num_queries(40):
        importing.write(table.numbered())


def test_records_from_before_get_their_keys_by_night(known: Any, house: Actor) -> None:
    MatchKey.objects.all().delete()
    assert titles(house, phone="13812345678") == []
    enqueue(fill_match_keys, actor=house)
    run_due_jobs()
    assert titles(house, phone="13812345678") == [known.title]
    kept = MatchKey.objects.count()
    enqueue(fill_match_keys, actor=house)
    run_due_jobs()
    assert MatchKey.objects.count() == kept, "nothing is kept twice"
