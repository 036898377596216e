"""Rows into records: matched, updated, refused one by one, taken back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.columns import new_id
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused
from keta.modules.parties.models import Party
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.mapping import FileMap, guess
from keta.surfaces.imports.report import Report
from keta.surfaces.imports.tables import read_table
from keta.surfaces.imports.undoing import undo

pytestmark = [pytest.mark.django_db, pytest.mark.feature("EXT-20")]


def bring(text: str, actor: Actor, key: str = "parties.customer", is_dry: bool = False, **more: Any) -> Report:
    kind, table = kind_of(key), read_table(text.encode(), "a.csv")
    told = {**guess(kind, table.headings, actor).as_json(), **more}
    importing = Importing(kind, table, FileMap.from_json(told), actor)
    report = Report(ignored=importing.check())
    report.add(importing.write(table.numbered(), is_dry=is_dry))
    return report


@pytest.mark.feature("INF-34")
def test_headings_in_other_words_find_their_fields_but_never_a_mark(house: Actor) -> None:
    headings = ["客户名称", "联系电话", "级别", "详细地址", "客户编号旧", "备注 ", "随便"]
    columns = guess(kind_of("parties.customer"), headings, house).columns
    found = {heading: targets[0].field for heading, targets in columns.items()}
    assert found == {
        "客户名称": "name",
        "联系电话": "phone",
        "级别": "grade",
        "详细地址": "address",
        "备注 ": "remarks",
    }


@pytest.mark.feature("INF-34")
def test_headings_in_any_language_find_their_fields(house: Actor) -> None:
    for headings in (["名称", "电话"], ["Name", "Phone"], ["name", "phone"], ["名稱", "電話"]):
        columns = guess(kind_of("parties.customer"), headings, house).columns
        assert [target.field for targets in columns.values() for target in targets] == ["name", "phone"], headings


def test_each_bad_row_gets_its_reason_and_keeps_no_other_from_being_written(house: Actor) -> None:
    report = bring("name,phone,staff_size\nA,13912345678,5\n,,\nB,12,x\n,1,\nC,,\n", house)
    assert report.created == 2
    assert [(each.row, each.field) for each in report.refusals] == [
        (4, "phone"),
        (4, "staff_size"),
        (5, "name"),
        (5, "phone"),
    ]
    assert set(Party.objects.values_list("name", flat=True)) == {"A", "C"}


def test_an_empty_cell_of_a_unique_field_is_nothing_and_clashes_with_nobody(house: Actor) -> None:
    for __ in range(2):
        report = bring("code,name\n,A\n,B\n", house, key="catalog.category", match=["name"], existing="update")
        assert report.refusals == []
    assert set(kind_of("catalog.category").rows().values_list("code", flat=True)) == {None}


def test_columns_that_fill_nothing_are_told(house: Actor) -> None:
    report = bring("name,Completeness,Lucky colour\nA,5,red\n", house)
    assert report.ignored == ["Completeness", "Lucky colour"]


def test_a_dry_run_finds_everything_and_writes_nothing(house: Actor) -> None:
    report = bring("name,phone\nA,\nB,12\n", house, is_dry=True)
    assert (report.created, report.refused) == (1, 1)
    assert not Party.objects.exists()


@pytest.mark.parametrize(("existing", "told"), [("skip", "skipped"), ("update", "updated"), ("fail", "refused")])
def test_rows_of_known_records_are_skipped_updated_or_refused(existing: str, told: str, house: Actor) -> None:
    bring("name,phone\nA,13912345678\n", house)
    report = bring("name,phone\nA,13812345678\n", house, match=["name"], existing=existing)
    assert getattr(report, told) == 1
    assert Party.objects.count() == 1


def test_rows_about_one_record_come_one_after_the_other(house: Actor) -> None:
    report = bring("name,staff_size\nA,5\nA,6\n", house, match=["name"], existing="update")
    assert (report.created, report.updated) == (1, 1)
    assert Party.objects.get().staff_size == 6


def test_a_row_that_fits_several_records_is_refused(house: Actor) -> None:
    bring("name\nA\nA\n", house, match=[])
    report = bring("name\nA\n", house, match=["name"], existing="update")
    assert "Several records" in report.refusals[0].reason


def test_a_number_that_no_record_has_makes_none(house: Actor) -> None:
    bring("name\nA\n", house)
    number = Party.objects.get().number
    report = bring(f"number,name\n{number},B\nKH-777777,C\n,D\n", house)
    assert (report.updated, report.refused, report.created) == (1, 1, 1)
    assert set(Party.objects.values_list("name", flat=True)) == {"B", "D"}


def test_a_link_that_names_none_or_several_is_refused_with_its_word(house: Actor) -> None:
    bring("name\nParent\nTwin\nTwin\n", house, match=[])
    report = bring("name,parent\nA,Parent\nB,Nobody\nC,Twin\n", house)
    assert report.created == 1
    assert [(each.row, each.field) for each in report.refusals] == [(3, "parent"), (4, "parent")]
    assert "Nobody" in report.refusals[0].reason
    assert "Several" in report.refusals[1].reason


def test_a_link_that_has_not_changed_needs_no_telling_name(house: Actor) -> None:
    bring("name\nTwin\nTwin\n", house, match=[])
    twin = Party.objects.first()
    child = records.create(kind_of("parties.customer"), {"name": "A", "parent": twin.pk}, actor=house)
    report = bring(f"id,name,parent\n{child.pk},B,Twin\n", house)
    assert (report.updated, report.refused) == (1, 0)
    assert Party.objects.get(pk=child.pk).parent_id == twin.pk


def test_only_fields_and_records_within_reach_are_touched(member_with: Any, house: Actor) -> None:
    bring("name,staff_size\nA,5\n", house)
    owner = member_with("Li Si", read="own", create="own", update="own")
    held = records.create(kind_of("parties.customer"), {"name": "B", "owner": owner.member_id}, actor=house)
    seller = member_with(
        "Wang Wu", fields=[("parties.party", "staff_size", "hidden")], read="own", create="own", update="own"
    )
    report = bring("name,staff_size\nB,9\nC,7\n", seller, match=["name"], existing="update")
    assert report.ignored == ["staff_size"]
    assert (report.created, report.updated) == (2, 0), "B of somebody else is out of sight"
    assert Party.objects.get(pk=held.pk).staff_size is None


def test_a_mapping_that_names_nothing_is_refused(house: Actor) -> None:
    with pytest.raises(Refused, match="no column"):
        bring("name\nA\n", house, columns={"Nothing": "name"})
    with pytest.raises(Refused, match="no field"):
        bring("name\nA\n", house, columns={"name": "nothing"})
    with pytest.raises(Refused, match="mapping file"):
        bring("name\nA\n", house, columns={"name": {"colour": "red"}})


@pytest.mark.feature("CUS-24")
def test_an_import_is_taken_back_but_for_what_was_touched_since(house: Actor) -> None:
    bring("name,staff_size\nOld,1\n", house)
    acting = house.through("import", new_id())
    bring("name,staff_size\nOld,2\nNew,3\nTouched,4\nTouched,5\n", acting, match=["name"], existing="update")
    touched = Party.objects.get(name="Touched")
    records.update(kind_of("parties.party"), touched.pk, {"remarks": "ours"}, actor=house)
    told = undo(acting.batch_id, actor=house)  # type: ignore[arg-type]  (given above)
    assert (told.deleted, told.restored, told.left) == (1, 1, 1)
    assert dict(Party.objects.values_list("name", "staff_size")) == {"Old": 1, "Touched": 5}


def bring_in_batches(text: str, actor: Actor, **more: Any) -> Report:
    """A dry run of one row after the other."""
    kind, table = kind_of("parties.customer"), read_table(text.encode(), "a.csv")
    told = {**guess(kind, table.headings, actor).as_json(), **more}
    importing = Importing(kind, table, FileMap.from_json(told), actor)
    report = Report()
    for row in table.numbered():
        report.add(importing.write([row], is_dry=True))
    return report


ALIKE = "name,phone\nNova,13912345678\nTech,13912345678\nNova,13900000000\n"


@pytest.mark.parametrize(
    ("existing", "counts"), [("skip", (2, 0, 1, 0)), ("update", (2, 1, 0, 0)), ("fail", (2, 0, 0, 1))]
)
def test_a_dry_run_in_batches_says_what_the_import_will_say(
    house: Actor, existing: str, counts: tuple[int, ...]
) -> None:
    tried = bring_in_batches(ALIKE, house, match=["name"], existing=existing)
    assert Party.objects.count() == 0
    done = bring(ALIKE, house, match=["name"], existing=existing)
    for report in (tried, done):
        assert (report.created, report.updated, report.skipped, report.refused) == counts
        assert [(each.row, each.title) for each in report.likenesses] == [(3, "Nova")]


def test_a_dry_run_finds_a_value_that_an_earlier_batch_has(house: Actor) -> None:
    kind, table = kind_of("catalog.unit"), read_table(b"name,code\nPiece,pc\nBox,bx\nPack,pc\n", "a.csv")
    importing = Importing(kind, table, replace(guess(kind, table.headings, house), match=()), house)
    reports = [importing.write([row], is_dry=True) for row in table.numbered()]
    assert [report.created for report in reports] == [1, 1, 0]
    assert [each.field for each in reports[2].refusals] == ["code"]


def test_rows_that_name_no_record_are_written_at_once(
    house: Actor, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    rows = "name,number\n" + "".join(f"Customer {place},\n" for place in range(50))
    with django_assert_max_num_queries(40):
        assert bring(rows, house, match=["number"], existing="update").created == 50
