"""The provinces, cities and districts of China: for addresses, choosers and company names."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

NOMINAL = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")

PEOPLES = [
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "普米",
    "塔吉克",
    "怒",
    "鄂温克",
    "保安",
    "裕固",
    "独龙",
    "鄂伦春",
    "各",
]
PEOPLE = "|".join(f"{people}族" for people in PEOPLES) + "|维吾尔|哈萨克|蒙古|柯尔克孜|塔吉克|锡伯"
AUTONOMOUS = rf"(?:{PEOPLE})*族?自治[区州县旗]"
ENDING = re.compile(rf"(?<=..)(?:{AUTONOMOUS}|特别行政区|新区|林区|地区|[省市区县旗盟州]|群岛)$")


class Level(IntEnum):
    PROVINCE = 1
    CITY = 2
    DISTRICT = 3


@dataclass(frozen=True, slots=True)
class Division:
    """A place with its code of six digits (GB/T 2260)."""

    code: str
    name: str

    @property
    def level(self) -> Level:
        return Level.PROVINCE if self.code.endswith("0000") else Level(2 + (self.code[4:] != "00"))

    @property
    def parent_code(self) -> str:
        """Empty for a province."""
        significant = self.code[: 2 * (self.level - 1)]
        return significant and significant.ljust(6, "0")

    @property
    def is_nominal(self) -> bool:
        """Whether it only fills a level (市辖区 of 北京市) and is left out of addresses."""
        return self.name in NOMINAL

    @property
    def short_name(self) -> str:
        """What people say: 新疆, 延边, 浦东, 朝阳. One-character names keep their ending (矿区)."""
        return short_name(self.name)

    def lies_in(self, other: "Division") -> bool:
        significant = other.code[: 2 * other.level]
        return self.code != other.code and self.code.startswith(significant)


def short_name(name: str) -> str:
    """A name of a place without 省, 市, 自治县 and the like, where two characters or more are left."""
    return ENDING.sub("", name)


@cache
def divisions() -> dict[str, Division]:
    """All divisions by code, in the order of their codes."""
    lines = Path(__file__).with_name("divisions.txt").read_text("utf-8").splitlines()
    return {code: Division(code, name) for code, name in (line.split(" ", 1) for line in lines)}


@cache
def _children() -> dict[str, list[Division]]:
    below: dict[str, list[Division]] = {}
    for division in divisions().values():
        below.setdefault(division.parent_code, []).append(division)
    return below


@cache
def _by_name() -> dict[str, list[Division]]:
    named: dict[str, list[Division]] = {}
    for division in divisions().values():
        if not division.is_nominal:
            for name in dict.fromkeys((division.name, division.short_name)):
                named.setdefault(name, []).append(division)
    return named


def division(code: str) -> Division | None:
    return divisions().get(code)


def children(code: str = "") -> list[Division]:
    """The divisions right below; without a code the provinces."""
    return _children().get(code, [])


def path(code: str) -> list[Division]:
    """From the province down to the division; empty for an unknown code."""
    found = division(code)
    return [*path(found.parent_code), found] if found else []


def full_name(code: str) -> str:
    """As on an envelope: 北京市朝阳区, 广东省深圳市南山区."""
    return "".join(place.name for place in path(code) if not place.is_nominal)


def named(name: str, within: Division | None = None) -> list[Division]:
    """The divisions of that name, with or without its ending, perhaps only those in another one."""
    found = _by_name().get(name, [])
    return [place for place in found if within is None or place.lies_in(within)]
