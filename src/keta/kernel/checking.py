"""What `keta check` asks: each part of the house knows how to tell whether what it keeps is sound."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST_NAMED = 5


@dataclass(frozen=True)
class Check:
    """One question about the whole company; it gives a sentence for everything that is wrong."""

    name: str
    find: Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Finding:
    """What a check has found; without problems all is well."""

    name: str
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not self.problems

    def __str__(self) -> str:
        if self.is_sound:
            return f"ok      {self.name}"
        named = "; ".join(self.problems[:MOST_NAMED])
        rest = len(self.problems) - MOST_NAMED
        return f"FAILED  {self.name}: {named}" + (f"; and {rest:,} more" if rest > 0 else "")


def ask(check: Check) -> Finding:
    return Finding(check.name, tuple(check.find()))
