"""Printed documents, read back with pdftotext (package poppler-utils)."""

import subprocess
from pathlib import Path

import pytest

from keta.fonts import unpacked_fonts
from keta.surfaces.prints.document import PrintedDocument
from keta.surfaces.prints.render import render

ROW = ["1", "工业网关", "20", "3,280.00", "65,600.00"]


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked_fonts(tmp_path_factory.mktemp("fonts"))


def quotation(*rows: list[str]) -> PrintedDocument:
    return {
        "head": {"name": "客塔智能科技有限公司", "lines": ["上海市张江路 88 号"]},
        "title": "报价单",
        "number": {"label": "编号", "value": "BJ-000123"},
        "fields": [{"label": "客户", "value": "鑫辉科技"}, {"label": "有效期至", "value": "2026-12-21"}],
        "columns": [
            {"label": "序号", "align": "center"},
            {"label": "名称", "width": "1fr"},
            {"label": "数量", "align": "right"},
            {"label": "单价", "align": "right", "width": "25mm"},
            {"label": "金额", "align": "right"},
        ],
        "rows": list(rows),
        "totals": [{"label": "价税合计", "value": "¥65,600.00", "is_grand": True}],
        "capitals": {"label": "大写", "value": "陆万伍仟陆佰元整"},
        "terms_label": "商务条款",
        "terms": ["预付 30%", "质保期 24 个月"],
        "signatures": [{"label": "供方（盖章）", "lines": ["授权代表"]}, {"label": "需方（盖章）"}],
        "page": "第 {page} 页，共 {pages} 页",
    }


def pages_of(pdf: bytes) -> list[str]:
    command = ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def test_every_part_of_the_description_is_on_the_page(fonts: Path) -> None:
    (page,) = pages_of(render("quotation", quotation(ROW), fonts))
    for part in (
        "客塔智能科技有限公司 上海市张江路 报价单 BJ-000123 鑫辉科技 2026-12-21 工业网关 3,280.00 ¥65,600.00 "
        "陆万伍仟陆佰元整 商务条款 质保期 供方（盖章） 授权代表 需方（盖章）"
    ).split():
        assert part in page
    assert "第 1 页，共 1 页" in page


def test_a_long_table_repeats_its_header_on_every_page(fonts: Path) -> None:
    pages = pages_of(render("quotation", quotation(*[ROW] * 100), fonts))
    assert len(pages) > 2
    assert all("单价" in page for page in pages if "工业网关" in page)
    assert sum(page.count("工业网关") for page in pages) == 100
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in pages[-1]
    assert "".join(pages).count("陆万伍仟陆佰元整") == 1


def test_rare_characters_come_from_the_shipped_font(fonts: Path) -> None:
    pdf = render("quotation", quotation(["1", "䶮㐂·传感器", "1", "1", "1"]), fonts)
    assert "䶮㐂·传感器" in pages_of(pdf)[0]


@pytest.mark.parametrize("text", ["#panic()", "$x$ *bold* _it_", '] #read("/etc/passwd")', "\\u{41} <label> @ref"])
def test_what_users_type_is_never_markup(text: str, fonts: Path) -> None:
    assert text in pages_of(render("quotation", quotation(["1", text, "1", "1", "1"]), fonts))[0]


def test_a_word_wider_than_its_column_stays_inside_it(fonts: Path) -> None:
    (page,) = pages_of(render("quotation", quotation(["1", "SN" + "7" * 150, "20", "3,280.00", "9.00"]), fonts))
    assert page.count("7") >= 150
    assert max(line.count("7") for line in page.splitlines()) < 100


def test_a_document_needs_no_more_than_a_head_and_a_title(fonts: Path) -> None:
    bare: PrintedDocument = {"head": {"name": "客塔"}, "title": "信", "number": {"label": "", "value": "1"}}
    (page,) = pages_of(render("quotation", bare, fonts))
    assert "1/1" in page.replace(" ", "")


def test_a_logo_is_drawn(fonts: Path) -> None:
    document = quotation(ROW)
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    document["head"]["logo"] = square
    plain, drawn = render("quotation", quotation(ROW), fonts), render("quotation", document, fonts)
    assert len(drawn) != len(plain)
    assert "客塔智能科技有限公司" in pages_of(drawn)[0]


def test_an_unknown_template_is_refused(fonts: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no print template invoice"):
        render("invoice", quotation(), fonts)
