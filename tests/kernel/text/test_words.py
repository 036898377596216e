"""Search words keep their promise: a row is found exactly if every typed word is in its folded text."""

import sqlite3
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from keta.kernel.text.words import fold, index_words, query

NAMES = [
    "上海鑫輝科技有限公司",
    "北京（中国）科学技术 5G 研究院",
    "Technova GmbH",
    "Café Müller & Söhne",
    "GTX-Pro 4090",
    "张䶮 㐂多 欧阳·娜娜 𬱖",
    "13812345678 021-8888 1234",
    "ＡＢＣ　Ｌｔｄ.",
]


def found(typed: str, texts: list[str]) -> list[str]:
    """What SQLite's full-text search, then the patterns, give."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE search_row (id INTEGER PRIMARY KEY, text TEXT)")
    database.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5(words, detail=none, tokenize='unicode61 remove_diacritics 0')"
    )
    for number, text in enumerate(texts):
        folded = fold(text)
        database.execute("INSERT INTO search_row VALUES (?, ?)", (number, folded))
        words = index_words(folded)
        database.execute("INSERT INTO search_words(rowid, words) VALUES (?, ?)", (number, words))
    asked = query(typed)
    sql = "SELECT id FROM search_row WHERE id IN (SELECT rowid FROM search_words WHERE search_words MATCH ?)"
    sql += " AND text LIKE ?" * len(asked.patterns) + " ORDER BY id"
    return [texts[number] for (number,) in database.execute(sql, (asked.fts5, *asked.patterns))]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tech", "Technova GmbH"),
        ("NOVA", "Technova GmbH"),
        ("te gm", "Technova GmbH"),
        ("科技有限", "上海鑫輝科技有限公司"),
        ("鑫辉", "上海鑫輝科技有限公司"),
        ("輝科", "上海鑫輝科技有限公司"),
        ("(中国)", "北京（中国）科学技术 5G 研究院"),
        ("科学技术5g", ""),
        ("学 5g", "北京（中国）科学技术 5G 研究院"),
        ("cafe muller", "Café Müller & Söhne"),
        ("gtxpro", "GTX-Pro 4090"),
        ("09", "GTX-Pro 4090"),
        ("䶮", "张䶮 㐂多 欧阳·娜娜 𬱖"),
        ("欧阳娜娜", "张䶮 㐂多 欧阳·娜娜 𬱖"),
        ("𬱖", "张䶮 㐂多 欧阳·娜娜 𬱖"),
        ("1381234", "13812345678 021-8888 1234"),
        ("0218888", "13812345678 021-8888 1234"),
        ("abc ltd", "ＡＢＣ　Ｌｔｄ."),
        ("tecnova", ""),
        ("公有", ""),
    ],
)
def test_it_finds_what_contains_the_words_and_nothing_else(typed: str, name: str) -> None:
    assert found(typed, NAMES) == ([name] if name else [])


@settings(max_examples=200, deadline=None)
@given(
    some.lists(some.text("中国科技ab1- é輝", max_size=12), max_size=6),
    some.text("中国科技ab1 é辉", min_size=1, max_size=6),
)
def test_the_database_finds_exactly_the_texts_that_contain_each_word(texts: list[str], typed: str) -> None:
    asked = query(typed)
    if asked.words:
        assert found(typed, texts) == [text for text in texts if asked.matches(fold(text))]


def test_short_words_need_no_second_look() -> None:
    assert [query(typed).patterns for typed in ("科", "科技", "t", "te", "tec", "138")] == [()] * 6


def test_longer_words_are_checked_in_the_text() -> None:
    assert query("科技部 tech").patterns == ("%科技部%", "%tech%")


def test_it_asks_postgresql_for_the_same_tokens() -> None:
    assert query("科技 tech 5g").tsquery == "'科技' & 'tec' & 'ech' & '5g':*"


@pytest.mark.parametrize("typed", ["", "  ", "&", "'); --", "·（）", "%", "_"])
def test_punctuation_alone_is_no_question(typed: str) -> None:
    assert query(typed).words == ()


EVERYTHING = "".join(chr(code) for code in range(sys.maxunicode) if not 0xD800 <= code < 0xE000)


def test_no_character_reaches_the_database_that_means_something_to_it() -> None:
    assert all(character.isalnum() or character == " " for character in set(fold(EVERYTHING)))


def test_folding_twice_changes_nothing() -> None:
    assert fold(fold(EVERYTHING)) == fold(EVERYTHING)
