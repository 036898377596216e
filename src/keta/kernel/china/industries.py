"""The classification of the national economy (国民经济行业分类, GB/T 4754-2017), for customers."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Industry:
    code: str
    name: str
    parent_code: str
    """Empty for a section."""

    @property
    def level(self) -> int:
        """1 section (A), 2 division (01), 3 group (011), 4 class (0111)."""
        return 1 if self.code.isalpha() else len(self.code)


@cache
def industries() -> dict[str, Industry]:
    """All industries by code, in the order of the standard."""
    found = {}
    for line in Path(__file__).with_name("industries.txt").read_text("utf-8").splitlines():
        code, name, parent = line.split(" ")
        found[code] = Industry(code, name, parent.strip("-"))
    return found


@cache
def _children() -> dict[str, list[Industry]]:
    below: dict[str, list[Industry]] = {}
    for industry in industries().values():
        below.setdefault(industry.parent_code, []).append(industry)
    return below


def industry(code: str) -> Industry | None:
    return industries().get(code)


def children(code: str = "") -> list[Industry]:
    """The industries right below; without a code the sections."""
    return _children().get(code, [])


def path(code: str) -> list[Industry]:
    """From the section down to the industry; empty for an unknown code."""
    found = industry(code)
    return [*path(found.parent_code), found] if found else []


def named(text: str) -> list[Industry]:
    """The industries with that name, the broadest first; then those whose name contains it."""
    entries = [entry for entry in industries().values() if text and text in entry.name]
    return sorted(entries, key=lambda entry: (entry.name != text, entry.level))
