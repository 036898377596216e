"""Search words: what is stored and asked so that search finds exactly the rows that contain what was typed.

**What search promises.** Text is folded (traditional to simplified, full width to half width, no accents, no
capitals, no punctuation); a row matches if every word typed, separated by spaces, is part of its folded text:
"tech" finds "Technova", 科技 finds 上海鑫輝科技, "gtxpro" finds "GTX-Pro", "8888" finds 021-88881234.

**How.** Every position of the folded text starts a token: two characters long where it starts with an
ideograph, else three, cut short by the end of the word. So each substring of up to two ideographs (three
letters or digits) is a token or the beginning of one, and a longer one implies several tokens: a single index
look-up gives all rows that can match. Where tokens alone do not decide, `patterns` do, on those few rows.

**One storage for two databases.** The words of a row are one string of tokens. PostgreSQL casts it
(`words::tsvector`, GIN) and asks `words @@ tsquery`; SQLite keeps it in an FTS5 table with `detail=none` and
`unicode61 remove_diacritics 0` and asks `MATCH fts5`. No parser, dictionary or locale of the database has a
say. Figures: docs/decisions/0003-search-words.md.
"""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

FIRST_IDEOGRAPH = "\u2e80"


class Folding(dict[int, str | None]):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __init__(self) -> None:
        traditional, simplified = Path(__file__).with_name("simplified.txt").read_text("utf-8").splitlines()
        self.simplified = str.maketrans(traditional, simplified)

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        self[code] = " " if character.isspace() else self.letters(character) or None
        return self[code]

    def letters(self, character: str) -> str:
        plain = unicodedata.normalize("NFKD", character).casefold()
        kept = "".join(part for part in plain if part.isalnum())
        return unicodedata.normalize("NFKC", kept).translate(self.simplified)


FOLDING = Folding()


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What to ask the database. Without `words` there is nothing to search for."""

    words: tuple[str, ...]
    tokens: tuple[str, ...]
    beginnings: tuple[str, ...]  # tokens of which only the beginning was typed
    checked: tuple[str, ...]  # words that the tokens alone do not decide

    @property
    def tsquery(self) -> str:
        """For PostgreSQL, to be cast: `words @@ %s::tsquery`."""
        whole = [f"'{token}'" for token in self.tokens]
        return " & ".join(whole + [f"'{token}':*" for token in self.beginnings])

    @property
    def fts5(self) -> str:
        """For SQLite: `search_words MATCH ?`."""
        whole = [f'"{token}"' for token in self.tokens]
        return " AND ".join(whole + [f'"{token}" *' for token in self.beginnings])

    @property
    def patterns(self) -> tuple[str, ...]:
        """For `text LIKE pattern` on the folded text, all of them; folded words hold no wildcard."""
        return tuple(f"%{word}%" for word in self.checked)

    def matches(self, folded: str) -> bool:
        """Whether a folded text is a hit: the promise itself, that the databases must keep."""
        return all(word in folded for word in self.words)


def fold(text: str) -> str:
    """The text as search compares it: letters, digits and spaces only. Folding twice changes nothing."""
    return text.translate(FOLDING)


def index_words(folded: str) -> str:
    """The tokens of a text that `fold` gave, to be stored beside it."""
    return " ".join([token for word in folded.split() for token in _tokens(word)])


def query(text: str) -> SearchQuery:
    """What a user typed as a query; spaces separate words that must all occur."""
    words = tuple(dict.fromkeys(fold(text).split()))
    tokens: dict[str, None] = {}
    beginnings: dict[str, None] = {}
    checked = []
    for word in words:
        *firsts, last = _cover(word)
        tokens.update(dict.fromkeys(firsts))
        (tokens if len(last) == _length(last) else beginnings)[last] = None
        if firsts:
            checked.append(word)
    return SearchQuery(words, tuple(tokens), tuple(beginnings), tuple(checked))


def _tokens(word: str) -> list[str]:
    return [
        word[start : start + 3] if first < FIRST_IDEOGRAPH else word[start : start + 2]
        for start, first in enumerate(word)
    ]


def _length(token: str) -> int:
    """How long a token is that the end of its word does not cut."""
    return 3 if token[0] < FIRST_IDEOGRAPH else 2


def _cover(word: str) -> list[str]:
    """The tokens of a word up to the first that reaches its end; the others say nothing new."""
    tokens = _tokens(word)
    end = next(start for start, token in enumerate(tokens) if start + len(token) == len(word))
    return tokens[: end + 1]
