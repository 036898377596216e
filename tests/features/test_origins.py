"""Where customers come from: what each channel brings can be seen, not only that it can be chosen."""

from typing import Any

import pytest
from tests.company import HOUSE, create, press

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.modules.parties.models import Origin

CHANNELS = """survey marketing_activity service_process point_of_sale fair website call_centre complaint media authorities
banks consultants bought_data partners old_customers associations""".split()


@pytest.mark.feature(
    "INF-17",
    "INF-18",
    "INF-19",
    "INF-20",
    "INF-21",
    "INF-22",
    "INF-23",
    "INF-24",
    "INF-25",
    "INF-26",
    "INF-27",
    "INF-28",
    "INF-29",
)
@pytest.mark.parametrize("code", CHANNELS)
def test_customers_and_sales_of_a_channel_are_counted_and_what_became_of_them(
    code: str, seat: Any, anna: Actor, product: Any
) -> None:
    origin, other = Origin.objects.get(code=code), Origin.objects.get(code="telephone")
    one, two = (create("parties.customer", anna, name=name, origin=origin) for name in ("甲公司", "乙公司"))
    create("parties.customer", anna, name="丙公司", origin=other)
    lines = [{"product": product, "quantity": "1", "price": "100"}]
    won = create("crm.opportunity", anna, name="成交", customer=one, origin=origin, lines=lines)
    create("crm.opportunity", anna, name="未成", customer=two, origin=origin, lines=lines)
    press(won, "win_opportunity", anna)

    customers = seat.api("parties.customer/aggregate?group=origin&measure=count")["groups"]
    assert {each["values"]["origin"]["id"]: each["figures"]["count"] for each in customers} == {
        str(origin.pk): 2,
        str(other.pk): 1,
    }
    sales = seat.api(f"crm.opportunity/aggregate?group=origin,state&measure=count&filter[origin][eq]={origin.pk}")
    assert {each["values"]["state"]: each["figures"]["count"] for each in sales["groups"]} == {"won": 1, "open": 1}
    html = seat.page(f"/parties.customer?filter[origin][under]={origin.parent_id}")
    assert "甲公司" in html
    assert ("丙公司" in html) == (origin.parent_id == other.parent_id)


@pytest.mark.feature("INF-28")
def test_bought_data_say_what_allows_us_to_use_them(office: Any) -> None:
    bought = Origin.objects.get(code="bought_data")
    records.update(kind_of("parties.origin"), bought.pk, {"licence": "合同 2026-18，至 2027-12-31"}, actor=HOUSE)
    assert "合同 2026-18" in office.page(f"/parties.origin/{bought.pk}")
    assert office.api(f"parties.origin/{bought.pk}")["licence"].startswith("合同 2026-18")
