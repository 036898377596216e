"""Reads an address as people write it: 北京朝阳区建国路88号 is division 110105 and 建国路88号."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from keta.kernel.china.divisions import Division, Level, named

LONGEST_NAME = 15
COUNTRY = re.compile(r"^(\d{6}(?!\d))?\s*(中华人民共和国|中国(?!路|街))?\s*(\d{6}(?!\d))?")
BETWEEN = " \t　,，、;；-/|"
STREET = re.compile(r".?(路|街|道|巷|弄|胡同|村|镇|乡)")  # as in 朝阳路, 南京西路, 静安寺路
WHOLE_CITIES = ("北京市", "天津市", "上海市", "重庆市")


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """`division` is the deepest certain place; `possible` has several that fit equally well."""

    division: Division | None
    rest: str
    possible: tuple[Division, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    division: Division
    rest: str
    top_level: Level


def parse_address(text: str) -> ParsedAddress:
    """Levels and endings may be missing (广东深圳南山, 江苏昆山市); what is not a place stays in `rest`.

    A district that exists in several cities (鼓楼区 alone) is not guessed: `possible` lists them.
    """
    address = COUNTRY.sub("", text.strip()).lstrip(BETWEEN)
    readings = list(_readings(address))
    if not readings:
        return ParsedAddress(None, address)
    best = min(_rank(reading) for reading in readings)
    places = {reading.division: reading for reading in readings if _rank(reading) == best}
    if len(places) > 1:
        return ParsedAddress(None, address, tuple(places))
    (reading,) = places.values()
    return ParsedAddress(reading.division, reading.rest)


def _rank(reading: _Reading) -> tuple[int, int, int]:
    """What explains most of the text wins, then what lies higher up (吉林 is the province)."""
    return len(reading.rest), reading.top_level, reading.division.level


def _readings(address: str) -> Iterator[_Reading]:
    for place, rest in _places_at(address, None):
        for lowest, remaining in _down(place, rest):
            yield _Reading(lowest, remaining, place.level)


def _down(place: Division, rest: str) -> Iterator[tuple[Division, str]]:
    rest = _without_repetition(place, rest.lstrip(BETWEEN))
    yield place, rest
    for lower, remaining in _places_at(rest, place):
        yield from _down(lower, remaining)


def _places_at(text: str, within: Division | None) -> Iterator[tuple[Division, str]]:
    """The places whose name begins the text; a shortened name must not be the name of a street."""
    for length in range(min(LONGEST_NAME, len(text)), 1, -1):
        for place in named(text[:length], within):
            is_whole = place.name == text[:length]
            is_plain = within is not None or place.level != Level.DISTRICT
            if is_whole or (is_plain and not STREET.match(text, length)):
                yield place, text[length:]


def _without_repetition(place: Division, rest: str) -> str:
    """北京市北京市朝阳区 and 北京市市辖区朝阳区, as forms with three fields write them."""
    if place.name in WHOLE_CITIES:
        return re.sub(f"^({place.name}|市辖区)", "", rest).lstrip(BETWEEN)
    return rest
