"""Sentences in simplified and traditional Chinese and English."""

from __future__ import annotations

import csv

import pytest
from scripts.make_traditional_sentences import TABLE, sentences

from keta.insight.base import LOCALES, Text, listed, same

ROWS = Text("{rows} row(s) in the file.", "文件中共 {rows} 行。")


def test_the_table_of_traditional_sentences_is_in_step_with_the_source() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        held = {row["simplified"]: row["traditional"] for row in csv.DictReader(file)}
    assert held == sentences(), "Run scripts/make_traditional_sentences.py."


def test_traditional_chinese_has_its_own_characters_and_taiwans_words() -> None:
    assert sentences()["找不到文件 {path}。"] == "找不到檔案 {path}。"
    assert sentences()["{count} 行没有值；请补齐或去掉这些行。"] == "{count} 列沒有值；請補齊或去掉這些列。"
    assert sentences()["客户编号所在列"] == "客戶編號所在欄"


def test_a_sentence_may_say_its_traditional_form_itself() -> None:
    assert Text("row", "行", traditional="橫列").tell("zh-Hant") == "橫列"


def test_a_sentence_without_a_traditional_form_falls_back_to_the_simplified() -> None:
    assert ROWS(rows=3).tell("zh-Hant") == "文件中共 3 行。"


def test_values_that_are_sentences_are_told_in_the_same_language() -> None:
    both = Text("{a}!", "{a}！")(a=listed([same("KH-1"), Text("name", "名称")]))
    assert {locale: both.tell(locale) for locale in LOCALES} == {
        "zh-Hans": "KH-1、名称！",
        "zh-Hant": "KH-1、名稱！",
        "en": "KH-1, name!",
    }


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        ROWS.tell("fr")
