"""Names of persons: where the surname ends, and how it is read where the table of readings errs."""

import re
from typing import NamedTuple

from keta.kernel.text.words import fold

IDEOGRAPHS = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")

COMPOUND = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "东门",
        "西门",
        "南荣",
        "第五",
        "贺兰",
        "达奚",
        "完颜",
        "纳兰",
        "叶赫",
        "淳于",
        "单于",
        "哥舒",
        "即墨",
        "褚师",
        "侍其",
        "公户",
        "公仲",
        "贯丘",
        "屈突",
        "尔朱",
        "步六孤",
        "爱新觉罗",
        "叶赫那拉",
        "钮祜禄",
    ]
)

READINGS: dict[str, str] = dict(
    entry.split(":")
    for entry in [
        "曾:zeng",
        "单:shan",
        "仇:qiu",
        "解:xie",
        "查:zha",
        "盖:ge",
        "朴:piao",
        "区:ou",
        "缪:miao",
        "员:yun",
        "贠:yun",
        "乐:yue",
        "种:chong",
        "秘:bi",
        "繁:po",
        "覃:qin",
        "洗:xian",
        "翟:zhai",
        "祭:zhai",
        "折:she",
        "能:nai",
        "佴:nai",
        "句:gou",
        "适:kuo",
        "都:du",
        "重:chong",
        "召:shao",
        "长:zhang",
        "藏:zang",
        "会:gui",
        "粘:nian",
        "乐正:yue_zheng",
        "仇尼:qiu_ni",
    ]
)


class PersonName(NamedTuple):
    surname: str
    given: str


def split_name(name: str) -> PersonName:
    """Surname and given name of a Chinese name, compound surnames (欧阳) included.

    A name that is not Chinese, or has a dot between its parts, has no surname here: all is given name.
    """
    name = name.strip()
    if not IDEOGRAPHS.fullmatch(name):
        return PersonName("", name)
    length = next((size for size in (4, 3, 2) if fold(name[:size]) in COMPOUND), 1)
    return PersonName(name[:length], name[length:])


def surname_readings(name: str) -> list[str]:
    """How the surname of a name in simplified characters is read, if it has a reading of its own."""
    surname = split_name(name).surname
    return READINGS[surname].split("_") if surname in READINGS else []
