#!/usr/bin/env python3
"""Keeps the catalogues in step with the source, for maintainers: `.venv/bin/python scripts/translate.py`.

`extract` writes every English sentence of code and templates into the catalogue of simplified Chinese, where people
translate it. `compile` makes traditional Chinese of it, with Taiwan's words from `overrides_zh_Hant.csv` (the longest
counts), and both compiled files; they are kept in the repository, so that a clone needs no such step. Without a word
it does both, and names what is not translated yet.
"""

import csv
import re
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from opencc import OpenCC

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "keta"
LOCALE = PACKAGE / "locale"
OVERRIDES = LOCALE / "overrides_zh_Hant.csv"
LIBRARIES = LOCALE / "libraries.csv"
SIMPLIFIED, TRADITIONAL = "zh_Hans", "zh_Hant"
MORE_KEYWORDS = {"gettext_lazy": None, "gettext_noop": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do", "silent": "false"}


class Book(Catalog):
    """A catalogue without dates in its head, so that it changes only where a sentence does."""

    def __init__(self, language: str) -> None:
        comment = f"# The words of Keta in {language}, kept by scripts/translate.py."
        super().__init__(language, header_comment=comment, fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def main() -> None:
    steps = sys.argv[1:] or ["extract", "compile"]
    if unknown := set(steps) - {"extract", "compile"}:
        sys.exit(f"There is no step {', '.join(sorted(unknown))}; known are extract and compile.")
    if "extract" in steps:
        write_source(SIMPLIFIED, in_step(read(SIMPLIFIED)))
    if "compile" in steps:
        write_source(TRADITIONAL, traditional(read(SIMPLIFIED)))
        for language in (SIMPLIFIED, TRADITIONAL):
            path_of(language, "mo").write_bytes(compiled(read(language)))
    missing = [message for message in read(SIMPLIFIED) if message.id and not translated(message)]
    for message in missing:
        print(f"{message.context or ''}|{message.id if isinstance(message.id, str) else message.id[0]}")
    print(f"{len(read(SIMPLIFIED))} sentences, {len(missing)} not translated yet.")


def path_of(language: str, suffix: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"django.{suffix}"


def read(language: str) -> Book:
    """The catalogue as it stands; an empty one where there is none yet."""
    book, path = Book(language), path_of(language, "po")
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                put(book, message, message.string)
    return book


def put(book: Catalog, message: Message, string: Any) -> None:
    if message.id:
        book.add(message.id, string, context=message.context, flags=message.flags & {"fuzzy"})


def translated(message: Message) -> bool:
    return bool(message.string) and (isinstance(message.string, str) or all(message.string))


def write_source(language: str, book: Book) -> None:
    path = path_of(language, "po")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, book, width=110, no_location=True, sort_output=True, ignore_obsolete=True)


def compiled(book: Book) -> bytes:
    file = BytesIO()
    write_mo(file, book)
    return file.getvalue()


def in_step(book: Book) -> Book:
    """The catalogue with every sentence of the source, and nothing else; what was translated stays."""
    now = Book(str(book.locale))
    for words, context in sentences():
        known = book.get(words, context)
        now.add(words, known.string if known else None, context=context, flags=known.flags & {"fuzzy"} if known else ())
    return now


@cache
def sentences() -> tuple[tuple[Any, str | None], ...]:
    """Every English sentence of the house with its context, and those of libraries that we word ourselves."""
    methods: list[tuple[str, Any]] = [
        ("**/migrations/**", "ignore"),
        ("**/tests/**", "ignore"),
        ("**.py", "python"),
        ("surfaces/templates/**.html", "jinja2"),
        ("project/templates/**.html", extract_django),
    ]
    options = {"surfaces/templates/**.html": JINJA}
    keywords = {**DEFAULT_KEYWORDS, **MORE_KEYWORDS}
    found = extract_from_dir(PACKAGE, methods, options, keywords=keywords)
    ours = [(words, context) for __, __, words, __, context in found]
    theirs = [(in_numbers(row), row["context"] or None) for row in rows(LIBRARIES)]
    return tuple(dict.fromkeys(ours + theirs))


def in_numbers(row: dict[str, str]) -> str | tuple[str, str]:
    """A sentence, or what it is for one and for many."""
    return (row["english"], row["plural"]) if row["plural"] else row["english"]


def extract_django(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Django templates by Django's own reading of them, which turns a template into calls of gettext."""
    calls = "\n".join(line.strip() for line in templatize(file.read().decode()).splitlines())
    yield from extract_python(BytesIO(calls.encode()), keywords, comment_tags, options)


def traditional(book: Book) -> Book:
    """The same in traditional characters, with Taiwan's words."""
    made, tell = Book(TRADITIONAL), Traditional()
    for message in book:
        string = message.string
        put(made, message, tell(string) if isinstance(string, str) else tuple(map(tell, string)))
    return made


class Traditional:
    """Characters by OpenCC, words by our own list: OpenCC's own makes program code of a company's credit code."""

    def __init__(self) -> None:
        self.characters = OpenCC("s2tw").convert
        self.words = {self.characters(row["simplified"]): row["traditional"] for row in rows(OVERRIDES)}
        # One character alone is a unit of measure, inside of other words it means anything; quotes are quotes.
        inside = sorted((word for word in self.words if len(word) > 1 or word in "“”"), key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, inside)))

    def __call__(self, text: str) -> str:
        text = self.characters(text)
        return self.words.get(text) or self.pattern.sub(lambda found: self.words[found[0]], text)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
