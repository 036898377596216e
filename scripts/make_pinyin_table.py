"""Makes the compact table of readings that text/pinyin.py ships; its source would take 56 MB at run time."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin import Style
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.style import convert

TABLE = Path(__file__).parents[1] / "src/keta/kernel/text/pinyin.txt"
CLEARLY_COMMONER = 2.5  # times, in phrases, to displace the first reading of the dictionary
WORTH_KEEPING = 0.05  # share of a character's phrases that a second reading needs
OF_IDIOMS_ONLY = {"朝阳"}  # zhao yang in idioms; the many places of this name are chao yang
LONGEST_PHRASE = 3  # idioms of four do not occur in names


def plain(reading: str) -> str:
    return convert(reading, Style.NORMAL, strict=False).replace("ü", "v").replace("ê", "e")


def phrases() -> Iterator[tuple[str, list[str]]]:
    for phrase, readings in PHRASES_DICT.items():
        if len(phrase) == len(readings):
            yield phrase, [plain(choices[0]) for choices in readings]


def counts_in_phrases() -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in phrases():
        for character, reading in zip(phrase, readings, strict=True):
            counts[character][reading] += 1
    return counts


def two_readings(listed: list[str], counted: Counter[str]) -> list[str]:
    """The usual reading and, where phrases show that it is common, the next one."""
    first = listed[0]
    if counted and counted.most_common(1)[0][1] > CLEARLY_COMMONER * max(counted[first], 4):
        first = counted.most_common(1)[0][0]
    enough = max(2, WORTH_KEEPING * counted.total())
    others = [reading for reading, count in counted.most_common() if reading != first and count >= enough]
    return [first, *others[:1]]


def readings_of_characters() -> dict[str, list[str]]:
    counts = counts_in_phrases()
    readings = {}
    for code, listed in PINYIN_DICT.items():
        choices = list(dict.fromkeys(plain(reading) for reading in listed.split(",")))
        readings[chr(code)] = two_readings(choices, counts.get(chr(code), Counter()))
    return readings


def surprising_phrases(readings: dict[str, list[str]]) -> dict[str, list[str]]:
    """Short phrases that are not read as their characters and the shorter phrases in them suggest."""
    kept: dict[str, list[str]] = {}
    for phrase, spoken in sorted(phrases(), key=lambda item: len(item[0])):
        if phrase in OF_IDIOMS_ONLY or len(phrase) > LONGEST_PHRASE:
            continue
        if spoken != guess(phrase, readings, kept):
            kept[phrase] = spoken
    return kept


def guess(phrase: str, readings: dict[str, list[str]], kept: dict[str, list[str]]) -> list[str]:
    if not phrase:
        return []
    if phrase[:2] in kept:
        return kept[phrase[:2]] + guess(phrase[2:], readings, kept)
    return readings.get(phrase[0], [phrase[0]])[:1] + guess(phrase[1:], readings, kept)


def main() -> None:
    readings = readings_of_characters()
    characters: dict[str, list[str]] = defaultdict(lambda: ["", ""])
    for character in sorted(readings):
        for place, reading in enumerate(readings[character]):
            characters[reading][place] += character
    lines = [f"{reading}\t{first}\t{second}" for reading, (first, second) in sorted(characters.items())]
    lines.append("")
    surprises = sorted(surprising_phrases(readings).items())
    lines += [f"{phrase}\t{' '.join(spoken)}" for phrase, spoken in surprises]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
