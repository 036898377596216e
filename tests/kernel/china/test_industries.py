"""The classification of the national economy."""

from collections import Counter

from keta.kernel.china.industries import children, industries, industry, named, path


def test_it_has_the_entries_of_the_standard() -> None:
    assert Counter(entry.level for entry in industries().values()) == {1: 20, 2: 97, 3: 473, 4: 1380}


def test_every_industry_but_the_sections_stands_below_one_of_the_level_above() -> None:
    for entry in industries().values():
        above = industry(entry.parent_code)
        assert (above.level if above else 0) == entry.level - 1


def test_it_goes_down_and_up() -> None:
    assert [entry.code for entry in children()] == list("ABCDEFGHIJKLMNOPQRST")
    assert [entry.name for entry in path("6513")] == [
        "信息传输、软件和信息技术服务业",
        "软件和信息技术服务业",
        "软件开发",
        "应用软件开发",
    ]
    assert path("0000") == []


def test_an_industry_is_found_by_its_name_and_by_a_part_of_it() -> None:
    assert named("软件开发")[0].code == "651"
    assert "6513" in [entry.code for entry in named("应用软件")]
    assert named("") == []
