"""Readings that people type when they look for a company or a person."""

import pytest

from keta.kernel.text.person_names import COMPOUND, READINGS, PersonName, split_name
from keta.kernel.text.pinyin import person_search_words, person_syllables, search_words, syllables


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("上海鑫輝科技", "shang hai xin hui ke ji"),
        ("重庆银行", "chong qing yin hang"),
        ("长江电力", "chang jiang dian li"),
        ("朝阳区会计厦门音乐", "chao yang qu kuai ji xia men yin yue"),
        ("绿源 女鞋", "lv yuan   nv xie"),
    ],
)
def test_it_reads_words_by_their_usual_reading(text: str, spoken: str) -> None:
    assert " ".join(syllables(text)) == spoken


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("曾国藩", "zeng guo fan"),
        ("单雄信", "shan xiong xin"),
        ("仇英", "qiu ying"),
        ("解缙", "xie jin"),
        ("查良镛", "zha liang yong"),
        ("万俟卨", "mo qi xie"),
        ("尉遲恭", "yu chi gong"),
        ("尉文", "wei wen"),
        ("欧阳修", "ou yang xiu"),
        ("任长霞", "ren chang xia"),
        ("區小明", "ou xiao ming"),
    ],
)
def test_it_reads_surnames_as_surnames(name: str, spoken: str) -> None:
    assert " ".join(person_syllables(name)) == spoken


def test_search_words_are_full_pinyin_and_initials() -> None:
    assert search_words("华为技术 Ltd") == "huaweijishu hwjs"


def test_letters_and_digits_stay_in_their_place() -> None:
    assert search_words("华为5G") == "huawei5g hw5g"


def test_an_ambiguous_character_is_found_by_both_readings() -> None:
    assert {"changxin", "zhangxin", "cx", "zx"} <= set(search_words("长鑫").split())


def test_a_person_is_found_by_either_reading_of_the_surname() -> None:
    assert {"zengguofan", "cengguofan", "zgf", "cgf"} <= set(person_search_words("曾国藩").split())


def test_a_text_without_chinese_has_no_reading() -> None:
    assert search_words("ACME Ltd 123") == ""


def test_ambiguity_does_not_fill_the_index() -> None:
    assert len(search_words("长行重乐" * 5).split()) <= 8


@pytest.mark.parametrize(("surname", "reading"), READINGS.items())
def test_every_reading_of_a_surname_differs_from_the_ordinary_one(surname: str, reading: str) -> None:
    assert syllables(surname) != reading.split("_")


@pytest.mark.parametrize(
    ("name", "surname", "given"),
    [
        ("张伟", "张", "伟"),
        ("欧阳娜娜", "欧阳", "娜娜"),
        ("歐陽修", "歐陽", "修"),
        ("司马光", "司马", "光"),
        ("爱新觉罗溥仪", "爱新觉罗", "溥仪"),
        (" 䶮多 ", "䶮", "多"),
        ("诸葛", "诸葛", ""),
        ("王", "王", ""),
        ("阿卜杜拉·买买提", "", "阿卜杜拉·买买提"),
        ("John Smith", "", "John Smith"),
        ("", "", ""),
    ],
)
def test_it_splits_the_surname(name: str, surname: str, given: str) -> None:
    assert split_name(name) == PersonName(surname, given)


def test_compound_surnames_have_two_to_four_characters() -> None:
    assert {len(surname) for surname in COMPOUND} == {2, 3, 4}
