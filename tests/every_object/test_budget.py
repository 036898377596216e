"""What a page costs: as many queries for thirty rows as for one."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.every_object.ground import Ground

from keta.kernel.objects import Kind
from keta.surfaces.reading import columns_of

FEW = 30


def queries(ground: Ground, path: str) -> int:
    """The queries of a warm call."""
    assert ground.admin.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as asked:
        ground.admin.get(path)
    return len(asked)


def test_thirty_rows_take_no_more_queries_than_two(key: str, kind: Kind, ground: Ground) -> None:
    for __ in range(FEW - len(ground.rows[key])):
        ground.samples.record(kind)
    names = ",".join(columns_of(kind, ground.admin.actor))
    for path in (f"/{key}?fields=title", f"/{key}?x=1", f"/api/v1/{key}?fields={names}"):
        path = path.replace("?x=1", "?")
        few, many = queries(ground, f"{path}&limit=2"), queries(ground, f"{path}&limit={FEW}")
        assert many <= few, path


def test_a_record_takes_a_bounded_number_of_queries(key: str, kind: Kind, rows: list[Any], ground: Ground) -> None:
    bound = 25 + 2 * len(kind.children) + len([spec for spec in kind.fields.values() if spec.type.is_fetched(spec)])
    assert queries(ground, f"/{key}/{rows[0].pk}") <= bound
    assert queries(ground, f"/api/v1/{key}/{rows[0].pk}") <= bound
