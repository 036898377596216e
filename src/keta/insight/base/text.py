"""Every sentence in English with its Chinese beside it: the small catalogue of a library without Django."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

CHINESE = "zh-Hans"
TRADITIONAL = "zh-Hant"
ENGLISH = "en"
LOCALES = (CHINESE, TRADITIONAL, ENGLISH)


@dataclass(frozen=True)
class Text:
    """A sentence in both languages; `text(name=value)` fills its `{name}` places, `tell(locale)` reads it.

    Traditional Chinese comes from `traditional.csv`, which `scripts/make_traditional_sentences.py` keeps in step;
    `traditional` says it otherwise.
    """

    english: str
    chinese: str
    values: Mapping[str, Any] = field(default_factory=dict)
    traditional: str | None = None

    def __call__(self, **values: Any) -> Text:
        return replace(self, values={**self.values, **values})

    def tell(self, locale: str = CHINESE) -> str:
        """The sentence in `locale`; a value that is itself a `Text` is told in the same language."""
        if locale not in LOCALES:
            raise ValueError(f"locale {locale!r} is not one of {', '.join(LOCALES)}")
        return self._template(locale).format(**{name: told(value, locale) for name, value in self.values.items()})

    def _template(self, locale: str) -> str:
        if locale == ENGLISH:
            return self.english
        if locale == CHINESE:
            return self.chinese
        return self.traditional or _traditional().get(self.chinese, self.chinese)

    def everywhere(self) -> dict[str, str]:
        """`{"zh-Hans": ..., "zh-Hant": ..., "en": ...}`, the form in which figures carry their labels."""
        return {locale: self.tell(locale) for locale in LOCALES}

    def __str__(self) -> str:
        return f"{self.tell(ENGLISH)} / {self.tell(CHINESE)}"


@cache
def _traditional() -> dict[str, str]:
    """Simplified → traditional sentence."""
    with Path(__file__).with_name("traditional.csv").open(encoding="utf-8", newline="") as file:
        return {row["simplified"]: row["traditional"] for row in csv.DictReader(file)}


def told(value: Any, locale: str) -> Any:
    """A `Text` as its words, anything else unchanged."""
    return value.tell(locale) if isinstance(value, Text) else value


def same(words: Any) -> Text:
    """A name that is the same in both languages: a customer number, a column, a currency code."""
    return Text("{words}", "{words}")(words=words)


@dataclass(frozen=True)
class Listed(Text):
    """Several texts in a row, with the comma of the language."""

    items: tuple[Any, ...] = ()

    def tell(self, locale: str = CHINESE) -> str:
        comma = ", " if locale == ENGLISH else "、"
        return comma.join(str(told(item, locale)) for item in self.items)


def listed(items: Iterable[Any]) -> Text:
    """`a, b, c` or `a、b、c`."""
    return Listed("", "", items=tuple(items))
