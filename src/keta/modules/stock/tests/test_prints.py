"""Papers: the delivery note on a sheet and on continuous forms, and the contract behind it."""

import datetime
import subprocess
from typing import Any

import pytest
from tests.company import HOUSE, again, press

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.fieldtypes import plain_showing
from keta.kernel.objects import kind_of
from keta.surfaces.prints.declaration import print_named, prints_of
from keta.surfaces.prints.render import render
from keta.surfaces.prints.views import fonts_folder


def paper_of(record: Any, name: str, times: int = 1) -> bytes:
    """The PDF, its rows repeated so many times."""
    paper = print_named(kind_of(record), name, HOUSE)
    content = paper.compose(record, plain_showing("en"))
    return render(paper.template, {**content, "rows": content["rows"] * times}, fonts_folder())


def pages_of(pdf: bytes) -> list[str]:
    return told(["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], pdf).split("\f")[:-1]


def told(command: list[str], pdf: bytes) -> str:
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.fixture
def shipped(delivery: Any) -> Any:
    values = {"recipient": "王工", "remarks": "小心轻放"}
    records.update(kind_of(delivery), delivery.pk, values, actor=HOUSE)
    return press(delivery, "ship_delivery", carrier="sf", waybill="SF1001", shipped_on="2026-11-02").record


@pytest.mark.feature("STK-16")
def test_a_delivery_note_names_the_goods_and_the_recipient_but_no_price(shipped: Any) -> None:
    (text,) = pages_of(paper_of(shipped, "delivery_note"))
    for words in (
        shipped.number,
        "液压支架 ZY8800",
        "王工",
        "SF1001",
        "2026-11-02",
        "SF Express",
        "小心轻放",
        "太原煤矿机械有限公司",
    ):
        assert words in text, words
    assert "1,130" not in text and "3,390" not in text and "700" not in text


def test_on_continuous_forms_it_is_half_a_page_high_and_runs_over_pages(shipped: Any) -> None:
    assert "683.15 x 396.85 pts" in told(["pdfinfo", "-"], paper_of(shipped, "delivery_note_on_forms"))
    pages = pages_of(paper_of(shipped, "delivery_note_on_forms", times=80))
    assert len(pages) > 2
    assert all("Article code" in page for page in pages[:-1])


@pytest.mark.feature("EXT-14")
def test_a_contract_is_printed_with_its_amount_in_capitals_and_its_instalments(contract: Any) -> None:
    records.update(kind_of(contract), contract.pk, {"terms": "<p>一、质量保证</p><p>二、违约责任</p>"}, actor=HOUSE)
    text = "".join(pages_of(paper_of(again(contract), "contract_sheet")))
    for words in (contract.number, "叁仟叁佰玖拾元整", "3,390.00", "一、质量保证", "二、违约责任"):
        assert words in text, words
    due = contract.lines_of("collections")[0].due_on
    assert isinstance(due, datetime.date) and f"{due:%Y-%m-%d}" in text


def test_from_whom_amounts_are_hidden_he_gets_no_paper_that_tells_them(
    contract: Any, keeper: Actor, anna: Actor
) -> None:
    assert "contract_sheet" in prints_of(kind_of(contract), anna)
    assert "contract_sheet" not in prints_of(kind_of(contract), keeper)
    assert "delivery_note" in prints_of(kind_of("stock.delivery"), keeper)
