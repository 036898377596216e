"""Many rows in one call: all or none, or each with its own result."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.surfaces.api.conftest import Program, make

from keta.kernel.history.models import Entry
from keta.modules.parties.models import Party

URL = "/parties.customer/bulk"


def bulk(program: Program, operation: str, rows: list[Any], **more: Any) -> Any:
    return program.post(URL, {"operation": operation, "rows": rows, **more})


def test_rows_are_created_in_one_transaction_with_a_result_each(program: Program) -> None:
    done = bulk(program, "create", [{"name": f"Customer {number}"} for number in range(1200)])
    assert done.status_code == 200, done.told
    assert (done.told["done"], done.told["refused"]) == (1200, 0)
    assert {result["status"] for result in done.told["results"]} == {"created"}
    assert Party.objects.filter(pk=done.told["results"][700]["id"]).get().name == "Customer 700"
    assert Entry.objects.filter(batch_id=done.told["batch"], door="api").count() == 1200


def test_one_bad_row_refuses_all_of_an_atomic_call_and_says_which(program: Program) -> None:
    refused = bulk(program, "create", [{"name": "One"}, {"email": "?"}, {"name": "Three", "colour": "red"}])
    assert refused.status_code == 422
    assert {error["path"] for error in refused.told["errors"]} >= {"rows.1.email", "rows.2.colour"}
    assert not Party.objects.exists()


def test_row_by_row_the_good_ones_are_written(program: Program) -> None:
    done = bulk(program, "create", [{"name": "One"}, {"name": ""}, {"name": "Three"}], atomic=False).told
    assert [result["status"] for result in done["results"]] == ["created", "refused", "created"]
    assert done["results"][1]["errors"][0]["path"] == "name"
    assert sorted(Party.objects.values_list("name", flat=True)) == ["One", "Three"]


def test_rows_are_changed_and_unchanged_ones_are_said_to_be(program: Program) -> None:
    one, two = make("parties.customer", name="One"), make("parties.customer", name="Two")
    rows = [{"id": str(one.pk), "name": "Eins", "version": 1}, {"id": str(two.pk), "name": "Two"}]
    done = bulk(program, "update", rows).told
    assert [result["status"] for result in done["results"]] == ["updated", "unchanged"]


def test_a_row_of_a_version_that_has_passed_is_refused(program: Program) -> None:
    one = make("parties.customer", name="One")
    program.patch(f"/parties.customer/{one.pk}", {"name": "Two"})
    done = bulk(program, "update", [{"id": str(one.pk), "name": "Three", "version": 1}], atomic=False).told
    assert (done["results"][0]["status"], done["results"][0]["errors"][0]["path"]) == ("refused", "version")


def test_rows_are_deleted(program: Program) -> None:
    one, two = make("parties.customer", name="One"), make("parties.customer", name="Two")
    make("parties.contact", name="Wang", party=one.pk)
    rows = [{"id": str(one.pk)}, {"id": str(two.pk)}]
    assert bulk(program, "delete", rows).status_code == 422
    done = bulk(program, "delete", rows, atomic=False).told
    assert [result["status"] for result in done["results"]] == ["refused", "deleted"]


def test_nobody_hands_records_over_in_bulk_who_may_not_do_it_singly(program_with: Callable[..., Program]) -> None:
    other = make("organisation.member", name="Other")
    program = program_with(read="own", create="own", update="own")
    mine = program.post("/parties.customer", {"name": "Mine"}).told
    done = bulk(program, "update", [{"id": mine["id"], "owner": str(other.pk)}], atomic=False).told
    assert done["results"][0]["errors"][0]["path"] == "owner"


def test_records_out_of_sight_are_not_touched(program_with: Callable[..., Program]) -> None:
    hidden = make("parties.supplier", name="Hidden")
    program = program_with(read="own", create="own", update="own", delete="own")
    for operation in ("update", "delete"):
        done = bulk(program, operation, [{"id": str(hidden.pk), "name": "Seen"}], atomic=False).told
        assert (done["results"][0]["status"], done["refused"]) == ("refused", 1)
    assert Party.objects.get().name == "Hidden"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"operation": "burn", "rows": []},
        {"operation": "create", "rows": {}},
        {"operation": "create", "rows": [1]},
        {"operation": "create", "rows": [], "atomic": "yes"},
        {"operation": "create", "rows": [], "colour": "red"},
        {"operation": "update", "rows": [{"name": "One"}]},
        {"operation": "update", "rows": [{"id": "x"}]},
        {"operation": "create", "rows": [{}] * 10_001},
    ],
)
def test_what_is_no_bulk_is_refused(program: Program, body: dict[str, Any]) -> None:
    refused = program.post(URL, body)
    assert refused.status_code == 422
    assert refused.told["errors"]


def test_one_record_in_two_rows_is_refused(program: Program) -> None:
    one = make("parties.customer", name="One")
    refused = bulk(program, "update", [{"id": str(one.pk), "name": "A"}, {"id": str(one.pk), "name": "B"}])
    assert [error["path"] for error in refused.told["errors"]] == ["rows.1.id"]
