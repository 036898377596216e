"""Readings of Chinese text for search and choosers: full pinyin and initials, without tones (ü is v)."""

from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from keta.kernel.text.person_names import surname_readings
from keta.kernel.text.words import FIRST_IDEOGRAPH, fold

LONGEST_PHRASE = 3
MOST_VARIANTS = 4  # a name with many ambiguous characters would fill the index with readings nobody types

Syllables = list[tuple[str, ...]]
"""For each character the readings it may have, the likeliest first."""


class Readings(NamedTuple):
    first: dict[int, str]
    second: dict[int, str]
    phrases: dict[str, list[str]]


@cache
def readings() -> Readings:
    """The table that scripts/make_pinyin_table.py makes; 4 MB once it is read."""
    characters, phrases = Path(__file__).with_name("pinyin.txt").read_text("utf-8").split("\n\n")
    table = Readings({}, {}, {})
    for line in characters.splitlines():
        reading, first, second = line.split("\t")
        table.first.update(dict.fromkeys(map(ord, first), reading))
        table.second.update(dict.fromkeys(map(ord, second), reading))
    for line in phrases.splitlines():
        phrase, spoken = line.split("\t")
        table.phrases[phrase] = spoken.split()
    return table


def syllables(text: str) -> list[str]:
    """The likeliest reading of each character; what is not Chinese stays, character by character."""
    return [choices[0] for choices in _spoken(fold(text))]


def person_syllables(name: str) -> list[str]:
    """The same for a person, whose surname may have a reading of its own: 单 shan, 尉迟 yu chi."""
    return [choices[0] for choices in _spoken_name(fold(name))]


def search_words(text: str) -> str:
    """Full pinyin and initials of every word with Chinese in it, for the index: `huawei hw`."""
    return " ".join(dict.fromkeys(form for word in _chinese(text) for form in _forms(_spoken(word))))


def person_search_words(name: str) -> str:
    """The same for a person: 曾国藩 is found as zengguofan and zgf, and as cengguofan too."""
    spoken = [reading for word in _chinese(name) for reading in (_spoken_name(word), _spoken(word))]
    return " ".join(dict.fromkeys(form for reading in spoken for form in _forms(reading)))


def _chinese(text: str) -> list[str]:
    return [word for word in fold(text).split() if max(word) >= FIRST_IDEOGRAPH]


def _forms(spoken: Syllables) -> Iterator[str]:
    for variant in islice(product(*spoken), MOST_VARIANTS):
        yield "".join(variant)
        yield "".join(syllable[0] for syllable in variant)


def _spoken_name(name: str) -> Syllables:
    surname = surname_readings(name)
    return [(reading,) for reading in surname] + _spoken(name[len(surname) :])


def _spoken(text: str) -> Syllables:
    spoken: Syllables = []
    while len(spoken) < len(text):
        phrase = _phrase_at(text, len(spoken))
        spoken += [(reading,) for reading in phrase] or [_choices(text[len(spoken)])]
    return spoken


def _phrase_at(text: str, start: int) -> list[str]:
    phrases = readings().phrases
    for length in range(LONGEST_PHRASE, 1, -1):
        if found := phrases.get(text[start : start + length]):
            return found
    return []


def _choices(character: str) -> tuple[str, ...]:
    table, code = readings(), ord(character)
    first = table.first.get(code, character)
    return (first, table.second[code]) if code in table.second else (first,)
