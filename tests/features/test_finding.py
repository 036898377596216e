"""Finding things: search, data sets of one's own, thousands of products."""

import time
from typing import Any

import pytest
from tests.company import create

from keta.kernel.access import Actor
from keta.kernel.columns import new_id
from keta.kernel.objects import kind_of
from keta.kernel.records.inserting import insert_columns

PRODUCTS = 20_000


def found(seat: Any, text: str) -> list[str]:
    groups = seat.told(f"/search/suggest?q={text}")["groups"]
    return [each["label"] for group in groups for each in group["items"]]


@pytest.mark.feature("SRC-02")
def test_search_knows_chinese_ranks_what_begins_so_first_and_shows_nobody_what_is_not_his(
    seat: Any, anna: Actor, ben: Actor
) -> None:
    create("parties.customer", anna, name="新太原煤矿机械有限公司")
    create("parties.customer", anna, name="太原煤矿机械有限公司")
    create("parties.customer", ben, name="太原钢铁有限公司")
    assert found(seat, "太原") == ["太原煤矿机械有限公司", "新太原煤矿机械有限公司"]
    assert found(seat, "tymk")[0] == "太原煤矿机械有限公司"
    assert found(seat, "taiyuan") == found(seat, "太原")
    assert found(seat, "钢铁") == []


@pytest.mark.feature("INF-37")
def test_a_set_of_customers_is_kept_under_a_name_and_used_in_lists_figures_and_by_programs(
    seat: Any, anna: Actor
) -> None:
    for number in range(3):
        create("parties.customer", anna, name=f"重点{number}", grade="key")
    create("parties.customer", anna, name="普通", grade="ordinary")
    kept = seat.client.post("/parties.customer/views?filter[grade][eq]=key", {"name": "重点客户集", "is_shared": "1"})
    assert kept.status_code in (200, 204, 302)
    view = _view(seat)
    assert [each["name"] for each in seat.api(f"parties.customer?view={view}&fields=name&order=name")["items"]] == [
        "重点0",
        "重点1",
        "重点2",
    ]
    figures = seat.api(f"parties.customer/aggregate?group=grade&measure=count&view={view}")["groups"]
    assert [each["figures"]["count"] for each in figures] == [3]
    assert "普通" not in seat.page(f"/parties.customer?view={view}&fields=name").split("<tbody")[1].split("</tbody")[0]


def _view(seat: Any) -> str:
    """The address of the view stands on its tab."""
    html = seat.page("/parties.customer")
    return html.split("重点客户集")[0].rpartition("view=")[2].split('"')[0].split("&")[0]


@pytest.mark.feature("PRD-12")
@pytest.mark.slow
def test_tens_of_thousands_of_products_are_paged_and_found_in_no_time(seat: Any, product: Any) -> None:
    kind = kind_of("catalog.product")
    names = [column.attname for column in kind.model._meta.concrete_fields]
    rows = {name: [getattr(product, name)] * PRODUCTS for name in names}
    rows["id"] = [new_id() for __ in range(PRODUCTS)]
    rows["number"] = [f"T{number:06}" for number in range(PRODUCTS)]
    rows["name"] = rows["title"] = [f"备件 {number:06}" for number in range(PRODUCTS)]
    insert_columns(kind.model, rows)
    for path in ("?order=name&limit=50", "?filter[name][contains]=019999&total=exact", "?order=-number&limit=200"):
        began = time.monotonic()
        told = seat.api(f"catalog.product{path}")
        assert time.monotonic() - began < 3, path
        assert told["items"], path
    page = seat.api("catalog.product?order=name&limit=200&fields=name")
    seen = {each["id"] for each in page["items"]}
    for __ in range(20):
        page = seat.api(f"catalog.product?order=name&limit=200&fields=name&cursor={page['next']}")
        assert not seen & {each["id"] for each in page["items"]}
        seen |= {each["id"] for each in page["items"]}
    assert len(seen) == 21 * 200
