"""Headings that say a field in other words than its label: with the name of the object before it, or a word more."""

from collections.abc import Collection, Mapping

from keta.kernel.fieldtypes.choices import spellings
from keta.kernel.objects import Kind

SHORTEST = 2
"""Characters that a label must have to be looked for inside a heading; more in letters, of which a word has many."""
SHORTEST_IN_LETTERS = 4


def resembling(heading: str, known: Mapping[str, str], marks: Collection[str], kind: Kind) -> str:
    """The path of the field that a folded heading seems to mean, or nothing.

    What tells records apart is never guessed in this way: a wrong guess there would write over records.
    """
    objects = spellings(kind.label)
    whole = {known.get(f"{each}{heading}", "") for each in objects}
    whole |= {known.get(heading.removeprefix(each).strip(" _-"), "") for each in objects}
    if found := whole - {""}:
        return found.pop() if len(found) == 1 else ""
    inside = [spelling for spelling in known if spelling not in objects and _is_in(spelling, heading)]
    longest = max(map(len, inside), default=0)
    paths = {known[spelling] for spelling in inside if len(spelling) == longest}
    return paths.pop() if len(paths) == 1 and paths.isdisjoint(marks) else ""


def _is_in(spelling: str, heading: str) -> bool:
    if spelling.isascii():
        return len(spelling) >= SHORTEST_IN_LETTERS and spelling in heading.replace("_", " ").split()
    return len(spelling) >= SHORTEST and spelling in heading
