"""The tree of divisions and the addresses read with it."""

import pytest

from keta.kernel.china.addresses import parse_address
from keta.kernel.china.divisions import (
    Level,
    children,
    division,
    divisions,
    full_name,
    named,
    path,
    short_name,
)


def test_the_tree_has_the_provinces_cities_and_districts_of_its_source() -> None:
    levels = [place.level for place in divisions().values()]
    # three provinces are added; three cities stand in the source a second time, as their own district
    assert levels.count(Level.PROVINCE) == 31 + 3
    assert levels.count(Level.CITY) == 342
    assert levels.count(Level.DISTRICT) == 2978 - 3


def test_every_division_but_the_provinces_has_the_one_above_it() -> None:
    assert all(division(place.parent_code) for place in divisions().values() if place.level != Level.PROVINCE)


def test_children_and_path_go_down_and_up() -> None:
    assert "110105" in [place.code for place in children("110100")]
    assert [place.name for place in path("440305")] == ["广东省", "深圳市", "南山区"]
    assert path("999999") == []


def test_the_full_name_leaves_out_levels_that_have_no_name_of_their_own() -> None:
    assert full_name("110105") == "北京市朝阳区"
    assert full_name("429004") == "湖北省仙桃市"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("北京市", "北京"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("香港特别行政区", "香港"),
        ("延边朝鲜族自治州", "延边"),
        ("东乡族自治县", "东乡"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("浦东新区", "浦东"),
        ("清新区", "清新"),
        ("矿区", "矿区"),
    ],
)
def test_short_names_are_what_people_say(name: str, short: str) -> None:
    assert short_name(name) == short


def test_a_name_may_belong_to_several_places() -> None:
    beijing = division("110000")
    assert len(named("鼓楼区")) == 4
    assert [place.code for place in named("朝阳", within=beijing)] == ["110105"]


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("北京朝阳区建国路88号", "北京市朝阳区", "建国路88号"),
        ("北京市北京市朝阳区建国路", "北京市朝阳区", "建国路"),
        ("北京市市辖区朝阳区", "北京市朝阳区", ""),
        ("北京朝阳路1号", "北京市", "朝阳路1号"),
        ("长春朝阳区", "吉林省长春市朝阳区", ""),
        ("朝阳双塔", "辽宁省朝阳市双塔区", ""),
        ("吉林", "吉林省", ""),
        ("吉林省吉林市昌邑区", "吉林省吉林市昌邑区", ""),
        ("广东深圳南山科技园", "广东省深圳市南山区", "科技园"),
        ("江苏昆山市花桥镇", "江苏省苏州市昆山市", "花桥镇"),
        ("天津河北区", "天津市河北区", ""),
        ("河北区中山路", "天津市河北区", "中山路"),
        ("内蒙古呼和浩特新城区", "内蒙古自治区呼和浩特市新城区", ""),
        ("新疆伊犁伊宁市", "新疆维吾尔自治区伊犁哈萨克自治州伊宁市", ""),
        ("上海静安寺路", "上海市", "静安寺路"),
        ("南京南京西路", "江苏省南京市", "南京西路"),
        ("重庆市重庆市渝北区", "重庆市渝北区", ""),
        ("100020 中国北京市朝阳区", "北京市朝阳区", ""),
        ("东莞长安镇", "广东省东莞市", "长安镇"),
        ("浙江省 杭州市，西湖区 文三路", "浙江省杭州市西湖区", "文三路"),
        ("湖北仙桃", "湖北省仙桃市", ""),
        ("香港九龙", "香港特别行政区", "九龙"),
    ],
)
def test_it_reads_an_address(text: str, place: str, rest: str) -> None:
    address = parse_address(text)
    assert address.division
    assert (full_name(address.division.code), address.rest) == (place, rest)


@pytest.mark.parametrize("text", ["", "建国路8号", "南京西路100号", "中山路1号", "1 Infinite Loop, Cupertino"])
def test_it_leaves_alone_what_names_no_place(text: str) -> None:
    address = parse_address(text)
    assert (address.division, address.rest, address.possible) == (None, text, ())


def test_it_does_not_guess_between_districts_of_one_name() -> None:
    address = parse_address("朝阳区建国路")
    assert address.division is None
    assert [place.code for place in address.possible] == ["110105", "220104"]


def test_every_full_name_is_read_as_its_own_place() -> None:
    names = {full_name(code): place for code, place in divisions().items() if not place.is_nominal}
    assert [name for name, place in names.items() if parse_address(name).division != place] == []
