"""Names of companies: what counts when two are compared, and which pairs are shown as likely duplicates."""

import pytest

from keta.kernel.text.company_names import ALIKE_FROM, company_name, likeness


@pytest.mark.parametrize(
    ("name", "core", "place", "branch"),
    [
        ("上海鑫輝科技有限公司", "鑫辉科技", "上海市", ""),
        ("上海鑫辉科技（集团）股份有限公司", "鑫辉科技", "上海市", ""),
        ("华为技术（深圳）有限公司", "华为技术", "深圳市", ""),
        ("广东省深圳市南山区鑫辉科技", "鑫辉科技", "南山区", ""),
        ("昆山鑫辉有限责任公司", "鑫辉", "昆山市", ""),
        ("鑫辉科技有限公司北京分公司", "鑫辉科技", "", "北京分公司"),
        ("东方电气集团", "东方电气", "", ""),
        ("新华书店", "新华书店", "", ""),
        ("长安汽车", "长安汽车", "", ""),
        ("北京", "北京", "", ""),
        ("有限公司", "有限公司", "", ""),
        ("Ｎｏｖａ-Tech Co., Ltd.", "novatech", "", ""),
        ("Müller & Söhne GmbH", "mullersohne", "", ""),
        ("The Company Ltd", "thecompanyltd", "", ""),
        ("", "", "", ""),
    ],
)
def test_it_takes_a_name_apart(name: str, core: str, place: str, branch: str) -> None:
    parts = company_name(name)
    assert (parts.core, parts.place.name if parts.place else "", parts.branch) == (core, place, branch)


def test_one_company_has_one_strict_key_however_its_place_is_written() -> None:
    names = ("深圳鑫辉有限公司", "广东省深圳市鑫輝股份有限公司", "鑫辉（深圳）公司")
    assert {company_name(name).keys for name in names} == {("440300鑫辉", "鑫辉")}


def test_a_name_without_letters_has_no_key() -> None:
    assert company_name("——").keys == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海鑫輝科技有限公司", "上海鑫辉科技股份有限公司"),
        ("上海鑫辉科技", "北京鑫辉科技有限公司"),
        ("鑫辉科技", "上海鑫晖科技有限公司"),
        ("宏达实业", "鸿达实业"),
        ("腾讯", "腾讯科技（深圳）有限公司"),
        ("上海大众", "上海大众汽车"),
        ("广东鑫辉", "广东深圳鑫辉"),
        ("Technova GmbH", "Tecnova"),
        ("Nova Tech Co Ltd", "NOVATECH"),
    ],
)
def test_likely_duplicates_are_shown(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE_FROM
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("鑫辉科技", "鑫辉贸易"),
        ("第一建筑工程公司", "第二建筑工程公司"),
        ("华为技术有限公司", "华为终端有限公司"),
        ("中国石油", "中国石化"),
        ("北京大学", "南京大学"),
        ("北京鑫辉", "上海鑫辉"),
        ("Oriontech", "Oriontrade"),
        ("Acme 101 Ltd", "Acme 102 Ltd"),
        ("", "鑫辉科技"),
    ],
)
def test_other_companies_are_left_alone(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE_FROM
