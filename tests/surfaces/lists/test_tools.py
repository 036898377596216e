"""Many records at once: previewed, changed through the write path with a result each, taken back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.surfaces.reading.company import HOUSE, make

from keta.kernel import records
from keta.kernel.history.models import Entry
from keta.kernel.jobs.models import Job, JobState
from keta.kernel.jobs.worker import run_due_jobs
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import PositionRight
from keta.modules.crm.models import Opportunity
from keta.modules.parties.models import Party

EDIT = "/parties.customer/bulk/edit"


def ticked(parties: list[Any], **more: str) -> dict[str, Any]:
    return {"ids": [str(each.pk) for each in parties], **more}


@pytest.mark.feature("CUS-03")
def test_it_asks_for_a_field_then_a_value_then_shows_what_would_change(browser: Client, customers: list[Any]) -> None:
    first = browser.post(EDIT, ticked(customers[:3])).content.decode()
    assert 'name="field"' in first
    assert 'value="credit_limit"' in first
    second = browser.post(EDIT, ticked(customers[:3], field="grade", step="choose")).content.decode()
    assert 'name="grade"' in second
    third = browser.post(EDIT, ticked(customers[:3], field="grade", grade="small", step="preview")).content.decode()
    assert "3 records" in third
    assert customers[0].name in third
    assert set(Party.objects.values_list("grade", flat=True)) == {"key", "major", ""}


def test_it_changes_what_was_ticked_and_takes_it_back(browser: Client, customers: list[Any]) -> None:
    before = dict(Party.objects.values_list("pk", "grade"))
    answer = browser.post(EDIT, ticked(customers[:3], field="grade", grade="small", step="do"))
    assert answer.status_code == 204
    assert Party.objects.filter(grade="small").count() == 3
    batches = set(Entry.objects.filter(cause="bulk_edit").values_list("batch_id", flat=True))
    assert len(batches) == 1
    records.update(kind_of("parties.customer"), customers[0].pk, {"grade": "key"}, actor=HOUSE)
    undone = browser.post(f"/parties.customer/bulk/undo/{batches.pop()}")
    assert "1 was left as it is" in undone.json()["detail"]
    after = dict(Party.objects.values_list("pk", "grade"))
    assert after == {**before, customers[0].pk: "key"}


def test_all_means_every_row_of_the_address(browser: Client, customers: list[Any]) -> None:
    answer = browser.post(
        f"{EDIT}?filter[grade][eq]=major",
        {"all": "1", "field": "staff_size", "staff_size": "7", "step": "do"},
    )
    assert answer.status_code == 204
    assert set(Party.objects.filter(staff_size=7).values_list("grade", flat=True)) == {"major"}
    assert Party.objects.filter(staff_size=7).count() == 4


def test_a_value_that_does_not_fit_is_refused_at_the_field(browser: Client, customers: list[Any]) -> None:
    values = ticked(customers[:1], field="staff_size", staff_size="many", step="preview")
    answer = browser.post(EDIT, values)
    assert answer.status_code == 422
    assert "not a number" in answer.content.decode()
    assert 'value="many"' in answer.content.decode()


def test_nothing_ticked_is_told(browser: Client, customers: list[Any]) -> None:
    answer = browser.post(EDIT, {"field": "grade"}, headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert "Tick at least one record" in answer.content.decode()


@pytest.mark.feature("PRM-02")
def test_records_out_of_reach_are_left_out(signed_in: Callable[..., Any], customers: list[Any]) -> None:
    client, actor = signed_in(read="everyone", update="own")
    stranger = make("organisation.member", name="Other").pk
    for party in customers:
        records.update(kind_of("parties.customer"), party.pk, {"owner": stranger}, actor=HOUSE)
    mine = make("parties.customer", name="Mine", owner=actor.member_id)
    values = ticked([*customers[:3], mine], field="grade", grade="small")
    html = client.post(EDIT, {**values, "step": "preview"}).content.decode()
    assert "3 selected records are left out" in html
    done = client.post(EDIT, {**values, "step": "do"})
    assert "3 were left as they are" in done.content.decode()
    assert list(Party.objects.filter(grade="small")) == [mine]


def test_assigning_needs_the_right_to_assign(signed_in: Callable[..., Any], db: None) -> None:
    client, actor = signed_in(read="everyone", update="everyone", assign="own")
    other = make("organisation.member", name="Li Lei")
    theirs, mine = (
        make("parties.customer", name=name, owner=owner) for name, owner in (("A", other.pk), ("B", actor.member_id))
    )
    values = ticked([theirs, mine], owner=str(other.pk), step="do")
    html = client.post("/parties.customer/bulk/assign", values).content.decode()
    assert "1 record done" not in html or "may not give" in html
    mine.refresh_from_db()
    assert mine.owner_id == other.pk


def test_what_others_refer_to_is_not_deleted(browser: Client, db: None) -> None:
    parent, loner = make("parties.customer", name="Parent"), make("parties.customer", name="Loner")
    make("parties.customer", name="Child", parent=parent.pk)
    url = "/parties.customer/bulk/delete"
    assert "2 records" in browser.post(url, ticked([parent, loner])).content.decode()
    assert Party.objects.count() == 3
    html = browser.post(url, ticked([parent, loner], step="do")).content.decode()
    assert "cannot be deleted" in html
    assert not Party.objects.filter(pk=loner.pk).exists()
    assert Party.objects.filter(pk=parent.pk).exists()


def test_nobody_takes_back_what_another_has_done(
    browser: Client, signed_in: Callable[..., Any], customers: list[Any]
) -> None:
    browser.post(EDIT, ticked(customers[:3], field="grade", grade="small", step="do"))
    batch = Entry.objects.filter(cause="bulk_edit").values_list("batch_id", flat=True)[0]
    other, __ = signed_in("Nosy", read="everyone", update="everyone")
    assert other.post(f"/parties.customer/bulk/undo/{batch}").status_code == 404
    assert Party.objects.filter(grade="small").count() == 3


def test_many_records_become_a_job_that_tells_how_far_it_is(
    browser: Client, customers: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keta.surfaces.lists.tools.AT_ONCE", 5)
    values = {"all": "1", "field": "grade", "grade": "small", "step": "do"}
    html = browser.post(f"{EDIT}?filter[grade][in]=key,major", values).content.decode()
    watched = re.search(r'hx-get="([^"]*/bulk/jobs/[^"]*)"', html)
    assert watched
    assert Party.objects.filter(grade="small").count() == 0
    run_due_jobs()
    job = Job.objects.get()
    assert (job.state, job.done_count, job.result["done_count"]) == (JobState.DONE, 8, 8), job.error
    assert Party.objects.filter(grade="small").count() == 8
    assert "8 records done." in browser.get(watched[1]).content.decode()
    assert set(Entry.objects.filter(cause="bulk_edit").values_list("batch_id", flat=True)) == {job.pk}


def test_a_job_of_another_is_not_shown(
    browser: Client, signed_in: Callable[..., Any], customers: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keta.surfaces.lists.tools.AT_ONCE", 1)
    browser.post(EDIT, {"all": "1", "field": "grade", "grade": "small", "step": "do"})
    other, __ = signed_in("Nosy", read="everyone")
    assert other.get(f"/parties.customer/bulk/jobs/{Job.objects.get().pk}").status_code == 404


def test_a_deletion_is_taken_back_with_number_state_and_lines(browser: Client, db: None) -> None:
    customer = make("parties.customer", name="Shanxi Valve")
    stage = make("crm.stage", name="Contact", pipeline=make("crm.pipeline", name="P").pk, rank=1, outcome="open")
    assert stage
    position = make("organisation.position", name="Clerk", rights=[{"object_key": "parties.*", "read_scope": "own"}])
    project = make("crm.opportunity", name="Project", customer=customer.pk, tags=["fair"])
    before = {name: getattr(project, name) for name in ("number", "state", "stage_id", "customer_id", "tags", "title")}
    browser.post("/crm.opportunity/bulk/delete", ticked([project], step="do"))
    records.delete(kind_of("organisation.position"), position.pk, actor=HOUSE)
    assert not Opportunity.objects.exists()
    entries = Entry.objects.filter(cause="delete", object_key="crm.opportunity")
    undone = browser.post(f"/crm.opportunity/bulk/undo/{entries.get().batch_id}")
    assert undone.status_code == 200, undone.json()
    again = Opportunity.objects.get(pk=project.pk)
    assert {name: getattr(again, name) for name in before} == before
    assert again.version > project.version
    twice = browser.post(f"/crm.opportunity/bulk/undo/{entries.get().batch_id}")
    assert twice.status_code == 409
    kept = records.bring_back(kind_of("organisation.position"), position.pk, actor=HOUSE)
    assert [line.object_key for line in kept.lines_of("rights")] == ["parties.*"]
    assert PositionRight.objects.filter(parent=position.pk).count() == 1
