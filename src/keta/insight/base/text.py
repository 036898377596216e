"""Every sentence in English with its Chinese beside it: the small catalogue of a library without Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

CHINESE = "zh-Hans"
ENGLISH = "en"
LOCALES = (CHINESE, ENGLISH)


@dataclass(frozen=True)
class Text:
    """A sentence in both languages; `text(name=value)` fills its `{name}` places, `tell(locale)` reads it."""

    english: str
    chinese: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, **values: Any) -> Text:
        return replace(self, values={**self.values, **values})

    def tell(self, locale: str = CHINESE) -> str:
        """The sentence in `locale`; a value that is itself a `Text` is told in the same language."""
        if locale not in LOCALES:
            raise ValueError(f"locale {locale!r} is not one of {', '.join(LOCALES)}")
        words = self.chinese if locale == CHINESE else self.english
        return words.format(**{name: told(value, locale) for name, value in self.values.items()})

    def both(self) -> dict[str, str]:
        """`{"en": ..., "zh-Hans": ...}`, the form in which figures carry their labels."""
        return {locale: self.tell(locale) for locale in (ENGLISH, CHINESE)}

    def __str__(self) -> str:
        return f"{self.tell(ENGLISH)} / {self.tell(CHINESE)}"


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
        comma = "、" if locale == CHINESE else ", "
        return comma.join(str(told(item, locale)) for item in self.items)


def listed(items: Iterable[Any]) -> Text:
    """`a, b, c` or `a、b、c`."""
    return Listed("", "", items=tuple(items))
